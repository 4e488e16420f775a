extension ItemDraft {
  /// What is wrong with an item, and where in the rule.
  struct Problem: Error {
    let reason: ModifierProblem
    let position: SourcePosition
    let length: Int

    func diagnostic(file: String) -> Diagnostic {
      Diagnostic(
        severity: .error, category: reason.category, file: file, position: position,
        length: length, message: reason.message, advice: reason.advice)
    }
  }

  /// Applies an item's modifiers in their order.
  ///
  /// - Parameter placeholders: what `expand` puts in; nil leaves placeholders open, which is
  ///   enough to check a rule.
  static func make(
    _ item: DetectionItem, placeholders: Placeholders?
  ) throws(Problem) -> ItemDraft {
    let isRaw = item.modifiers.contains { ["cidr", "fieldref"].contains($0.name) }
    var draft = ItemDraft(
      values: item.values.map { value($0, isRaw: isRaw) }, isKeyword: item.field == nil)
    for modifier in item.modifiers {
      do throws(ModifierProblem) {
        try ModifierCatalog.modifier(named: modifier.name).apply(to: &draft, as: modifier.name)
      } catch {
        throw Problem(
          reason: error, position: modifier.position,
          length: modifier.name.unicodeScalars.count)
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

  private static func value(_ value: DetectionValue, isRaw: Bool) -> ItemValue {
    switch value.scalar.resolved {
    case .string:
      .text(
        isRaw && !value.text.contains("*")
          ? SigmaText(literal: value.text) : SigmaText(parsing: value.text))
    case .int(let int): .number(.int(int))
    case .float(let double): .number(.double(double))
    case .bool(let bool): .bool(bool)
    case .null: .null
    }
  }

  private mutating func finish(_ placeholders: Placeholders?) throws(ModifierProblem) {
    let isKeyword = isKeyword
    let onlyQuantified = applied.allSatisfy { $0 == "neq" || $0 == "all" }
    try mapValues { (value) throws(ModifierProblem) in
      switch value {
      case .bytes(let bytes):
        guard let text = String(validating: bytes, as: UTF8.self) else {
          throw ModifierProblem(
            message: "the encoded value is no text", advice: "put base64 or base64offset behind")
        }
        return .text(SigmaText(literal: text))
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
