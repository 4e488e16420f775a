/// The wanted fields of each record, as dotted paths, compiled to a trie. Slot i is `fields[i]`.
///
/// ```
/// FieldTrie(fields: ["awsRegion", "userIdentity.arn", "userIdentity.type"])
///
///   ○─awsRegion──────● 0
///   ├─userIdentity───○─arn──● 1
///   │                └─type─● 2
///   ├─userIdentity.arn──────● 1      a key may itself contain the dot
///   └─userIdentity.type─────● 2
/// ```
///
/// A dot in a path steps into an object, or is part of a key. Arrays take no step: a path continues
/// in every element, also of nested arrays. Keys must be equal after decoding JSON escapes.
public struct FieldTrie: Sendable {
  /// The paths as given, duplicates included.
  public let fields: [String]

  let tables: TrieTables

  public init(fields: [String]) {
    self.fields = fields
    var builder = TrieBuilder(paths: fields.map(FieldTrie.components))
    self.tables = builder.build()
  }

  /// A path with more components is split only at each dot, not in every possible way: their number
  /// grows with the square, and rule files are untrusted. AWS needs about ten.
  static let maximumSplitComponents = 24

  /// `"a.b"` → `["a", "b"]`
  private static func components(_ path: String) -> [[UInt8]] {
    path.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map(Array.init)
  }
}

/// The trie as flat tables, in which the scanner looks up keys.
struct TrieTables: Sendable {
  /// One place in the trie.
  struct Node: Sendable {
    /// Bit n is set if a key of n bytes leads on from here (bit 63: 63 or more).
    var lengths: UInt64 = 0
    /// First edge of this node's hash table, whose size is `hashMask + 1`.
    var firstEdge: Int32 = 0
    var hashMask: UInt32 = 0
    /// The slots of the fields that end here: `slots[firstSlot..<endSlot]`.
    var firstSlot: Int32 = 0
    var endSlot: Int32 = 0
  }

  /// One entry of a node's hash table: a key and the node it leads to.
  struct Edge: Sendable {
    /// The key's first eight bytes, padded with 0.
    var prefix: UInt64 = 0
    /// The key's length in bytes; -1 marks an empty entry.
    var length: Int32 = -1
    /// The start of the key in `keyBytes`.
    var key: Int32 = 0
    var target: Int32 = 0
  }

  var nodes: [Node] = []
  var edges: [Edge] = []
  var slots: [Int32] = []
  var keyBytes: [UInt8] = []

  /// The index in the node's hash table at which the search for a key begins.
  @inline(__always)
  static func hash(prefix: UInt64, length: Int) -> UInt32 {
    // Fibonacci hashing: the odd number nearest to 2⁶⁴ ÷ φ spreads over the upper bits.
    UInt32(
      truncatingIfNeeded: ((prefix &+ UInt64(truncatingIfNeeded: length)) &* 0x9E37_79B9_7F4A_7C15)
        >> 40)
  }
}
