import Basics

/// Networks that the user gave a name: `--label vpn=offices.txt`.
///
///     # offices
///     192.0.2.0/24
///     2001:db8:7::/48
///     AS64500             all networks of this AS
public struct NamedRanges: Sendable {
  public let label: String
  public let path: String
  private let ipv4: AddressRanges
  private let ipv6: AddressRanges
  private let systems: Set<UInt32>

  private static let maximumBytes = 16 << 20

  public init(label: String, path: String) throws(PlacesRefusal) {
    let bytes: [UInt8]
    do { bytes = try PlainFile.read(path, atMost: Self.maximumBytes + 1) } catch {
      throw .unreadable(error.reason, isMissing: error.isMissing)
    }
    guard bytes.count <= Self.maximumBytes else { throw .tooLarge }
    try self.init(label: label, path: path, text: String(decoding: bytes, as: UTF8.self))
  }

  init(label: String, path: String, text: String) throws(PlacesRefusal) {
    var networks: [IPNetwork] = []
    var systems: Set<UInt32> = []
    for (index, line) in text.pieces(at: "\n").enumerated() {
      let entry = (line.cut(at: "#")?.before ?? line).trimmed
      if entry.isEmpty { continue }
      switch IPNetwork.parse(entry) {
      case .network(let network), .hostBits(let network): networks.append(network)
      case .invalid:
        guard let number = AutonomousSystem.number(entry) else {
          throw .badLabel(line: index + 1, entry)
        }
        systems.insert(number)
      }
    }
    (self.label, self.path, self.systems) = (label, path, systems)
    ipv4 = AddressRanges(longestOf: networks.filter { !$0.isIPv6 }.map { ($0, 0) })
    ipv6 = AddressRanges(longestOf: networks.filter(\.isIPv6).map { ($0, 0) })
  }

  func has(_ address: IPNetwork, _ system: UInt32?) -> Bool {
    if let system, systems.contains(system) { return true }
    return (address.isIPv6 ? ipv6 : ipv4).index(of: AddressRanges.Key(address)) != nil
  }
}
