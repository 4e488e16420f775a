import Basics
import SourceYAML

extension ItemDraft {
  /// A problem with an item, and its place in the rule.
  struct Problem: Error {
    let reason: ModifierProblem
    let position: SourcePosition
    let length: Int
    /// The value that `reason.place` is about.
    var node: YAMLNode?

    /// - Parameter source: the file's text. Without it the place is that of the whole value.
    func diagnostic(file: String, source: SourceText? = nil) -> Diagnostic {
      var (position, length) = (position, length)
      if let place = reason.place, let node {
        (position, length) = (node.start, node.shownLength)
        if let source {
          position = ScalarPlace.position(of: place.range.lowerBound, in: node, source)
          let isExact = position != node.start || node.scalar?.style == .plain
          length = isExact ? max(1, place.range.count) : node.shownLength
        }
      }
      return Diagnostic(
        severity: .error, category: reason.category, file: file, position: position,
        length: length, message: reason.message, advice: reason.advice)
    }
  }

  /// Applies an item's modifiers in order.
  ///
  /// - Parameter placeholders: the values of `expand`; nil leaves placeholders open, which is
  ///   enough to check a rule.
  static func make(
    _ item: DetectionItem, placeholders: Placeholders?
  ) throws(Problem) -> ItemDraft {
    let escaping = Escaping(item.modifiers)
    var draft = ItemDraft(
      values: item.values.map { value($0, escaping) }, isKeyword: item.field == nil)
    for modifier in item.modifiers {
      do throws(ModifierProblem) {
        try ModifierCatalog.modifier(named: modifier.name).apply(to: &draft, as: modifier.name)
      } catch {
        throw Problem(
          reason: error, position: modifier.position,
          length: modifier.name.unicodeScalars.count,
          node: item.values.first { $0.text == error.place?.text }?.node)
      }
      draft.applied.append(modifier.name)
    }
    do throws(ModifierProblem) {
      try draft.finish(placeholders)
    } catch {
      throw Problem(
        reason: error, position: item.value.start, length: item.value.shownLength)
    }
    return draft
  }

  /// The meaning of backslashes and wildcards in an item's values.
  private enum Escaping {
    case sigma
    /// Nothing, unless there is a `*`, which `cidr` and `fieldref` refuse.
    case unlessWildcards
    /// Nothing: expressions have their own.
    case none

    init(_ modifiers: [ModifierName]) {
      let names = modifiers.map(\.name)
      self =
        names.contains("re")
        ? .none : names.contains("cidr") || names.contains("fieldref") ? .unlessWildcards : .sigma
    }
  }

  private static func value(_ value: DetectionValue, _ escaping: Escaping) -> ItemValue {
    switch value.scalar.resolved {
    case .string:
      switch escaping {
      case .none: .text(TextPattern(literal: value.text))
      case .unlessWildcards where !value.text.has("*"): .text(TextPattern(literal: value.text))
      case .sigma, .unlessWildcards: .text(TextPattern(parsing: value.text))
      }
    case .int(let int): .number(.int(int))
    case .float(let double): .number(.double(double))
    case .bool(let bool): .bool(bool)
    case .null: .null
    }
  }

  private mutating func finish(_ placeholders: Placeholders?) throws(ModifierProblem) {
    let isKeyword = isKeyword
    let onlyQuantified = applied.allSatisfy(["neq", "all"].contains)
    try mapValues { (value) throws(ModifierProblem) in
      switch value {
      case .bytes(let bytes):
        guard let text = String(validating: bytes, as: UTF8.self) else {
          throw ModifierProblem(
            message: "the encoded value is not text", advice: "add base64 or base64offset")
        }
        return .text(TextPattern(literal: text))
      case .text(let text) where !text.placeholders.isEmpty:
        guard let placeholders else { return value }
        return .anyOf(try placeholders.expand(text).map { .text($0) })
      case .null where isKeyword: throw ModifierProblem(message: "a keyword cannot be empty")
      case .null where !onlyQuantified:
        throw ModifierProblem(message: "null has no text to compare")
      default: return value
      }
    }
  }
}
