/// An exception of a rule, as a matcher tells what it silences.
///
///     detection:
///       selection: …
///       filter_main_build: …                                   filter_main_build in the rule's file
///       condition: selection and not filter_main_build
public struct Silencer: Sendable, Hashable {
  /// The name of the search, or the title of a filter that demands more than exceptions.
  public let name: String
  /// Path of the file with the rule or the filter.
  public let path: String
  /// Index in the rule's `filters`; nil for a search of the rule itself.
  public let filter: Int?

  public init(name: String, path: String, filter: Int? = nil) {
    (self.name, self.path, self.filter) = (name, path, filter)
  }
}

/// The exceptions that exclude an event, by index in the rule's silencers. Indices from 127 on share
/// one place.
public struct SilencerSet: Sendable, Hashable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  static let maximumCount = 128

  public init() {}

  public init(_ indices: some Sequence<Int>) { for index in indices { insert(index) } }

  public var isEmpty: Bool { low == 0 && high == 0 }
  public var count: Int { low.nonzeroBitCount + high.nonzeroBitCount }

  public func contains(_ index: Int) -> Bool {
    let index = min(index, Self.maximumCount - 1)
    return (index < 64 ? low >> UInt64(index) : high >> UInt64(index - 64)) & 1 == 1
  }

  public mutating func insert(_ index: Int) {
    let index = min(index, Self.maximumCount - 1)
    if index < 64 { low |= 1 << UInt64(index) } else { high |= 1 << UInt64(index - 64) }
  }

  /// In rising order.
  public var indices: [Int] { (0..<Self.maximumCount).filter(contains) }
}

/// A rule's bare rule as compiled.
///
/// An exception excludes whatever else holds, so the rule is the bare rule *and not* any of its
/// exceptions: what silences an event are the exceptions that hold for it.
struct CompiledBareRule: Sendable {
  /// The rule without its exceptions.
  let node: Int32
  let silencers: [Silencer]
  /// The node of each.
  let parts: [Int32]
}
