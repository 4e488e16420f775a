/// A JSON document as the list of its values, in order. The screen folds them, moves through them
/// and copies from them.
///
/// ```
/// {"userIdentity":{"arn":"…"},"n":[1,2]}
///
/// 0  object                end 6
/// 1    userIdentity object end 3
/// 2      arn        string end 3
/// 3    n            array  end 6
/// 4                 1      end 5
/// 5                 2      end 6
/// ```
///
/// Values are ranges of its bytes; texts are made on demand. A string that contains JSON (a policy
/// document), plain or URL-encoded, becomes an object or array with a `packing`.
///
/// It never fails: from the first byte that is not JSON, the rest is one value of the kind
/// `broken`.
public struct JSONOutline: Sendable {
  /// An entry in the list of values.
  public typealias Index = Int

  public struct Node: Sendable, Hashable {
    public enum Kind: UInt8, Sendable, Hashable {
      case object, array, string, number
      /// `true`, `false`, `null`.
      case literal
      /// Text that is not JSON, as written.
      case broken
    }

    public internal(set) var kind: Kind
    /// How the JSON was packed in a string; `nil` for an ordinary value.
    public internal(set) var packing: Packing?
    /// Whether its bracket was closed; false if the document breaks off inside.
    public internal(set) var isClosed = true
    /// Whether a comma precedes it.
    public internal(set) var followsComma = false
    /// The number of containers around it.
    public internal(set) var depth: Int
    /// The container that has it; -1 for the outermost.
    public internal(set) var parent: Index
    /// Its position among the values of its container.
    public internal(set) var ordinal: Int
    /// The first value after it and all its descendants.
    public internal(set) var end: Index
    /// The number of direct values of an object or array.
    public internal(set) var count = 0
    /// The bytes of its key and its value; strings without quotes.
    var key: Range<Int>?
    var value: Range<Int>

    public var isContainer: Bool { kind == .object || kind == .array }
    public var hasKey: Bool { key != nil }
    /// The length of its value in bytes.
    public var byteCount: Int { value.count }
  }

  /// How JSON is packed in a string.
  public enum Packing: Sendable, Hashable {
    case string
    /// As IAM sends policies: `%7B%22Version%22…`
    case urlEncoded
  }

  public internal(set) var nodes: [Node] = []
  /// The document, followed by JSON unpacked from its strings.
  var text: [UInt8]
  /// The length of the document in `text`.
  let documentBytes: Int
  /// The original ranges of unpacked strings.
  var packed: [Index: Range<Int>] = [:]

  /// The maximum length that is read. The rest becomes one `broken` value with its length.
  public struct Limits: Sendable, Hashable {
    public var nodes: Int
    /// Bytes unpacked from strings.
    public var unpackedBytes: Int

    public init(nodes: Int = 1_000_000, unpackedBytes: Int = 16 << 20) {
      self.nodes = nodes
      self.unpackedBytes = unpackedBytes
    }
  }

  public init(_ bytes: some Sequence<UInt8>, limits: Limits = Limits()) {
    text = Array(bytes)
    documentBytes = text.count
    var builder = OutlineBuilder(text: text, limits: limits)
    text = []
    builder.build()
    (text, nodes, packed) = (builder.text, builder.nodes, builder.packed)
  }

  public init(_ text: String, limits: Limits = Limits()) {
    self.init(text.utf8, limits: limits)
  }

  /// The document's bytes as delivered.
  public var document: ArraySlice<UInt8> { text[..<documentBytes] }
}
