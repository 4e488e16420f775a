import Basics
import LinearRegex

/// A value of a detection item after its modifiers.
enum ItemValue: Hashable, Sendable {
  case text(TextPattern)
  /// Bytes that are not text until they are encoded (`utf16|base64`).
  case bytes([UInt8])
  case number(SigmaNumber)
  case bool(Bool)
  case null
  case exists(Bool)
  case network(IPNetwork)
  case comparison(NumberComparison)
  case timePart(TimePart, NumberComparison)
  case fieldReference(FieldReference)
  case regularExpression(RegularExpression)
  /// Alternatives for one value (`base64offset`, `windash`, placeholders).
  case anyOf([ItemValue])

  var hasPlaceholders: Bool {
    switch self {
    case .text(let text): !text.placeholders.isEmpty
    case .anyOf(let values): values.contains(where: \.hasPlaceholders)
    default: false
    }
  }

  /// Its name in a message.
  var kindName: String {
    switch self {
    case .text: "a text"
    case .bytes: "encoded bytes"
    case .number: "a number"
    case .bool: "a boolean"
    case .null: "null"
    case .exists: "a test for presence"
    case .network: "a network"
    case .comparison: "a comparison"
    case .timePart: "a part of a time"
    case .fieldReference: "a field"
    case .regularExpression: "a regular expression"
    case .anyOf: "several values"
    }
  }
}

/// `<`, `<=`, `>`, `>=`, `=` against a number.
struct NumberComparison: Hashable {
  enum Relation: UInt8, Hashable { case equal, less, lessOrEqual, greater, greaterOrEqual }
  var relation: Relation
  var number: SigmaNumber
}

/// Another field of the same event, to compare with.
struct FieldReference: Hashable {
  var field: String
  /// The text may extend before the other's, after it, or both.
  var isOpenBefore = false
  var isOpenAfter = false
}
