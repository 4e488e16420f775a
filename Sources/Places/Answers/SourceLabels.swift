/// What databases say about the use of an address, apart from its place.
public struct SourceLabels: OptionSet, Sendable, Hashable {
  public let rawValue: UInt16

  public init(rawValue: UInt16) { self.rawValue = rawValue }

  public static let anonymous = Self(rawValue: 1 << 0)
  public static let vpn = Self(rawValue: 1 << 1)
  public static let proxy = Self(rawValue: 1 << 2)
  public static let tor = Self(rawValue: 1 << 3)
  public static let relay = Self(rawValue: 1 << 4)
  public static let hosting = Self(rawValue: 1 << 5)
  public static let anycast = Self(rawValue: 1 << 6)
  public static let mobile = Self(rawValue: 1 << 7)
  public static let satellite = Self(rawValue: 1 << 8)

  /// In the order in which they are shown.
  public static let names = [
    "anonymous", "vpn", "proxy", "tor", "relay", "hosting", "anycast", "mobile", "satellite",
  ]

  /// The label of a name.
  public init?(_ name: String) {
    guard let index = Self.names.firstIndex(of: name) else { return nil }
    self.init(rawValue: 1 << UInt16(index))
  }

  public var names: [String] {
    Self.names.enumerated().filter { rawValue >> UInt16($0.offset) & 1 == 1 }.map(\.element)
  }

  /// Labels of addresses behind which people from anywhere may be. Mobile networks are where they
  /// are.
  static let notAPerson: SourceLabels = [
    .anonymous, .vpn, .proxy, .tor, .relay, .hosting, .anycast, .satellite,
  ]
}
