import SourceYAML

/// One modifier of Sigma, such as `contains`: how it changes a detection item.
///
/// Each is in its own file; `ModifierCatalog` lists them.
protocol SigmaModifier: Sendable {
  /// Its names in rules.
  static var names: [String] { get }

  /// Its text on the language page.
  static var documentation: ModifierDocumentation { get }

  /// Changes the item.
  ///
  /// - Parameter name: the name in `names` that the rule used.
  static func apply(to item: inout ItemDraft, as name: String) throws(ModifierProblem)
}

/// Why a modifier can't be applied.
struct ModifierProblem: Error {
  var category = Diagnostic.Category.invalid
  var message: String
  var advice: String?
  /// The place in a value; nil for the modifier itself.
  var place: Place?

  /// Scalars of the value that has this text.
  struct Place {
    var text: String
    var range: Range<Int>
  }
}

/// A detection item while its modifiers are applied.
struct ItemDraft: Sendable {
  var values: [ItemValue]
  let isKeyword: Bool
  /// All values must be found, not any (`all`).
  var requiresAll = false
  /// The whole item is negated (`neq`).
  var isNegated = false
  /// Letters must have the same case (`cased`).
  var isCased = false
  /// Names of the modifiers applied so far.
  var applied: [String] = []

  /// The number of values, including each alternative.
  var valueCount: Int { values.reduce(0) { $0 + Self.count($1) } }

  private static func count(_ value: ItemValue) -> Int {
    if case .anyOf(let inner) = value { inner.reduce(0) { $0 + count($1) } } else { 1 }
  }

  /// Changes each value, including alternatives.
  mutating func mapValues(
    _ change: (ItemValue) throws(ModifierProblem) -> ItemValue
  ) throws(ModifierProblem) {
    var changed: [ItemValue] = []
    var count = 0
    for value in values {
      let new = try Self.map(value, change)
      count += Self.count(new)
      // Modifiers that multiply values can be chained, so the sum is checked meanwhile.
      if count > DetectionReader.maximumValues {
        throw ModifierProblem(
          category: .unsupported,
          message: "the values expand to more than \(DetectionReader.maximumValues) values")
      }
      changed.append(new)
    }
    values = changed
  }

  private static func map(
    _ value: ItemValue, _ change: (ItemValue) throws(ModifierProblem) -> ItemValue
  ) throws(ModifierProblem) -> ItemValue {
    guard case .anyOf(let inner) = value else { return try change(value) }
    var changed: [ItemValue] = []
    for value in inner { changed.append(try map(value, change)) }
    return .anyOf(changed)
  }

  /// Changes each value, which must be a text.
  mutating func mapTexts(
    for modifier: String, _ change: (TextPattern) throws(ModifierProblem) -> ItemValue
  ) throws(ModifierProblem) {
    try mapValues { (value) throws(ModifierProblem) in
      switch value {
      case .text(let text): return try change(text)
      case .bytes(let bytes):
        guard let text = String(validating: bytes, as: UTF8.self) else {
          throw ModifierProblem(
            message: "'\(modifier)' needs text, but the bytes before it are not UTF-8",
            advice: "put base64 or base64offset before it")
        }
        return try change(TextPattern(literal: text))
      default: throw Self.wrongKind(value, for: modifier, wants: "a text")
      }
    }
  }

  static func wrongKind(
    _ value: ItemValue, for modifier: String, wants wanted: String
  ) -> ModifierProblem {
    var advice: String?
    if case .number(let number) = value, wanted == "a text" {
      advice = "to mean the text, put it between quotes: '\(number)'"
    } else if wanted == "a number" {
      advice = "write the number without quotes"
    }
    return ModifierProblem(
      message: "'\(modifier)' needs \(wanted), not \(value.kindName)", advice: advice)
  }
}
