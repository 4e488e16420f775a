/// A JSON document as the list of its values in the order in which they stand: what a screen folds, walks and copies from.
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
/// Values are places in its bytes; a text is made when someone asks for it. A string that holds JSON (a policy document), as
/// it is or URL-encoded, is an object or array of its own with `packing` saying so.
///
/// It never fails: from the first byte that is no JSON the rest is one value of the kind `broken`.
public struct JSONOutline: Sendable {
  /// A place in the list of values.
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
    /// How the JSON came to be in a string; `nil` for a value of its own.
    public internal(set) var packing: Packing?
    /// Whether its bracket was closed; false where the document breaks off in it.
    public internal(set) var isClosed = true
    /// Whether a comma precedes it.
    public internal(set) var followsComma = false
    /// Containers around it.
    public internal(set) var depth: Int
    /// The container that holds it; -1 for the outermost.
    public internal(set) var parent: Index
    /// Its place among the values of its container.
    public internal(set) var ordinal: Int
    /// The first value behind it and all that it holds.
    public internal(set) var end: Index
    /// How many values an object or array holds, those within them not counted.
    public internal(set) var count = 0
    /// The bytes of its key and its value; of strings without the quotes.
    var key: Range<Int>?
    var value: Range<Int>

    public var isContainer: Bool { kind == .object || kind == .array }
    public var hasKey: Bool { key != nil }
    /// How many bytes its value takes.
    public var byteCount: Int { value.count }
  }

  /// How JSON came to be in a string.
  public enum Packing: Sendable, Hashable {
    case string
    /// As IAM sends its policies: `%7B%22Version%22…`
    case urlEncoded
  }

  public internal(set) var nodes: [Node] = []
  /// The document, and behind it what was unpacked of its strings.
  var text: [UInt8]
  /// How much of `text` is the document.
  let documentBytes: Int
  /// Of unpacked strings, where they stood.
  var packed: [Index: Range<Int>] = [:]

  /// How much is taken in; what is more becomes one `broken` value, that says how much it is.
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
