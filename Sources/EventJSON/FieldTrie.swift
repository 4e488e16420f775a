/// The fields wanted of each record, as dotted paths, compiled to a trie. Slot i is `fields[i]`.
///
/// ```
/// FieldTrie(fields: ["awsRegion", "userIdentity.arn", "userIdentity.type"])
///
///   ○─awsRegion──────● 0
///   ├─userIdentity───○─arn──● 1
///   │                └─type─● 2
///   ├─userIdentity.arn──────● 1      a key may itself hold the dot
///   └─userIdentity.type─────● 2
/// ```
///
/// A dot in a path steps into an object, or is part of a key. Arrays take no step: a path goes on
/// in every element, of nested arrays too. Keys compare exactly, after JSON escapes are decoded.
public struct FieldTrie: Sendable {
  /// The paths as given, duplicates included.
  public let fields: [String]

  let tables: TrieTables

  public init(fields: [String]) {
    self.fields = fields
    var builder = TrieBuilder(paths: fields.map(FieldTrie.components))
    self.tables = builder.build()
  }

  /// A path of more components than this is not split in every possible way (their number grows
  /// with the square, and a rule file is a stranger's): only at each dot. AWS needs about ten.
  static let mostSplitComponents = 24

  /// `"a.b"` → `["a", "b"]`
  private static func components(_ path: String) -> [[UInt8]] {
    path.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map(Array.init)
  }
}

/// The trie as flat tables: what the scanner looks keys up in.
struct TrieTables: Sendable {
  /// One place in the trie.
  struct Node: Sendable {
    /// Bit n is set when a key of n bytes leads on from here (bit 63: 63 or more).
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
    /// The key's first eight bytes, 0 where it is shorter.
    var prefix: UInt64 = 0
    /// The key's length in bytes; -1 marks an empty entry.
    var length: Int32 = -1
    /// Where the key lies in `keyBytes`.
    var key: Int32 = 0
    var target: Int32 = 0
  }

  var nodes: [Node] = []
  var edges: [Edge] = []
  var slots: [Int32] = []
  var keyBytes: [UInt8] = []

  /// Where the search for a key begins in its node's hash table.
  @inline(__always)
  static func hash(prefix: UInt64, length: Int) -> UInt32 {
    // Fibonacci hashing: the odd number nearest to 2⁶⁴ ÷ φ spreads over the upper bits.
    UInt32(
      truncatingIfNeeded: ((prefix &+ UInt64(truncatingIfNeeded: length)) &* 0x9E37_79B9_7F4A_7C15)
        >> 40)
  }
}
