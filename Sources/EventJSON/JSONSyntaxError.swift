/// Why bytes are not JSON, and where.
///
/// `{"eventName": 'RunInstances'}` gives `unexpectedByte` at offset 14: the apostrophe.
public struct JSONSyntaxError: Error, Sendable, Hashable {
  /// What is wrong.
  public enum Reason: Sendable, Hashable {
    /// The bytes end inside the value. More bytes may complete it.
    case unexpectedEnd
    /// A byte that is not allowed here, such as a letter where a value must begin.
    case unexpectedByte
    /// An object's member does not begin with a quoted name.
    case expectedName
    /// A name is not followed by a colon.
    case expectedColon
    /// A member or element is followed by neither a comma nor the closing bracket.
    case expectedCommaOrEnd
    /// A word that begins like `true`, `false` or `null` but differs, such as `nul`.
    case invalidLiteral
    /// A number that RFC 8259, section 6 does not allow, such as `01` or `1.`.
    case invalidNumber
    /// A backslash in a string is not followed by one of the escapes of RFC 8259, section 7.
    case invalidEscape
    /// A byte below 0x20 in a string, such as a raw line feed.
    case controlCharacter
    /// Objects and arrays are nested deeper than ``PickedEvent/maximumDepth``.
    case tooDeep
  }

  public let reason: Reason

  /// Offset of the wrong byte from the start of the bytes that were read.
  public let offset: Int

  public init(reason: Reason, offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

extension JSONSyntaxError: CustomStringConvertible {
  /// `expected ':' after a name at byte 14`
  public var description: String { "\(reason) at byte \(offset)" }
}

extension JSONSyntaxError.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unexpectedEnd: "the JSON is cut off"
    case .unexpectedByte: "a byte that cannot begin a JSON value"
    case .expectedName: "expected a quoted name"
    case .expectedColon: "expected ':' after a name"
    case .expectedCommaOrEnd: "expected ',' or a closing bracket"
    case .invalidLiteral: "expected true, false or null"
    case .invalidNumber: "a malformed number"
    case .invalidEscape: "a malformed escape in a string"
    case .controlCharacter: "a raw control character in a string"
    case .tooDeep: "nested deeper than \(PickedEvent.maximumDepth) levels"
    }
  }
}
