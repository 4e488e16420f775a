/// One value found at a wanted path: its kind and its range in the record's bytes. No copy.
///
/// In the record `{"awsRegion":"eu-north-1"}` the value at `awsRegion` has kind `string` and range
/// `14..<24`: a string's range excludes its quotes.
public struct JSONValue: Sendable, Hashable {
  public enum Kind: UInt8, Sendable, Hashable {
    case object, array, string, number, `true`, `false`, null
  }

  public let kind: Kind

  /// Whether a string has a backslash, so that its bytes have to be decoded.
  public let hasEscapes: Bool

  /// Byte offsets from the start of the record; a string's without its quotes.
  public let range: Range<Int>

  @usableFromInline
  init(kind: Kind, hasEscapes: Bool, range: Range<Int>) {
    self.kind = kind
    self.hasEscapes = hasEscapes
    self.range = range
  }

  /// Whether the value is neither an object nor an array.
  @inlinable
  public var isScalar: Bool { kind != .object && kind != .array }
}
