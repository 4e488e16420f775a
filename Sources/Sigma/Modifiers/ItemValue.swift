import Basics
import LinearRegex

/// A value of a detection item after its modifiers.
package enum ItemValue: Hashable, Sendable {
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
package struct NumberComparison: Hashable, Sendable {
  package enum Relation: UInt8, Hashable, Sendable {
    case equal, less, lessOrEqual, greater, greaterOrEqual
  }
  package var relation: Relation
  package var number: SigmaNumber

  package init(relation: Relation, number: SigmaNumber) {
    self.relation = relation
    self.number = number
  }
}

/// Another field of the same event, to compare with.
package struct FieldReference: Hashable, Sendable {
  package var field: String
  /// The text may extend before the other's, after it, or both.
  package var isOpenBefore = false
  package var isOpenAfter = false
}
