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

  /// Applies an item's modifiers in order. Placeholders stay open until `expand`.
  ///
  /// - Parameter node: the item's value.
  init(
    _ written: [DetectionValue], _ modifiers: [ModifierName], isKeyword: Bool, of node: YAMLNode
  ) throws(Problem) {
    let escaping = Escaping(modifiers)
    self.init(values: written.map { Self.value($0, escaping) }, isKeyword: isKeyword)
    for modifier in modifiers {
      do throws(ModifierProblem) {
        try ModifierCatalog.modifier(named: modifier.name).apply(to: &self, as: modifier.name)
      } catch {
        throw Problem(
          reason: error, position: modifier.position,
          length: modifier.name.unicodeScalars.count,
          node: written.first { $0.text == error.place?.text }?.node)
      }
      applied.append(modifier.name)
    }
    do throws(ModifierProblem) { try finish() } catch { throw Self.problem(error, of: node) }
  }

  /// Replaces placeholders with their values.
  ///
  /// - Parameter node: the item's value.
  mutating func expand(_ placeholders: Placeholders, of node: YAMLNode) throws(Problem) {
    guard values.contains(where: \.hasPlaceholders) else { return }
    do throws(ModifierProblem) {
      try mapValues { (value) throws(ModifierProblem) in
        guard case .text(let text) = value, !text.placeholders.isEmpty else { return value }
        return .anyOf(try placeholders.expand(text).map { .text($0) })
      }
    } catch {
      throw Self.problem(error, of: node)
    }
  }

  private static func problem(_ reason: ModifierProblem, of node: YAMLNode) -> Problem {
    Problem(reason: reason, position: node.start, length: node.shownLength)
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

  private mutating func finish() throws(ModifierProblem) {
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
      case .null where isKeyword: throw ModifierProblem(message: "a keyword cannot be empty")
      case .null where !onlyQuantified:
        throw ModifierProblem(message: "null has no text to compare")
      default: return value
      }
    }
  }
}
