import Basics
import Sigma

/// Changing a condition where it stands, whatever its quoting: an exception is appended or cut out.
extension RuleDraft {
  /// `selection` becomes `selection and not NAME`; `a or b` becomes `(a or b) and not NAME`.
  mutating func excludeInConditions(_ name: String) throws(EditRefusal) {
    for condition in rule.detection.conditions {
      let isDisjunction = if case .or = condition.expression { true } else { false }
      try change(condition) { $0.excluding(name, isDisjunction: isDisjunction) }
    }
  }

  /// Takes every mention of a search out of the conditions.
  mutating func dropFromConditions(_ name: String) throws(EditRefusal) {
    let others = rule.detection.searchIdentifiers.keys.filter { $0 != name }.map(\.self)
    for condition in rule.detection.conditions {
      try change(condition) { $0.dropping(name, others: others) }
    }
  }

  /// Changes the bytes of a condition where its words stand in the file as they mean; where they do
  /// not (escapes, an alias), the scalar is written anew.
  private mutating func change(
    _ condition: RuleCondition, _ changes: (ConditionText) -> [ConditionText.Change]?
  ) throws(EditRefusal) {
    let meaning = ConditionText(condition.text)
    let written = writtenText(of: condition.node).map { ConditionText(lines.bytes, in: $0) }
    let isVerbatim = written?.words == meaning.words
    let text = written.flatMap { isVerbatim ? $0 : nil } ?? meaning
    guard let changes = changes(text) else {
      throw .unsupportedLayout(
        line: condition.node.start.line,
        reason: "the condition has nothing else, or more than an exception, where this search "
          + "stands; change it by hand")
    }
    guard !changes.isEmpty else { return }
    expected.changesCondition = true
    if isVerbatim {
      for change in changes { replace(change.range, with: change.text) }
    } else {
      rewrite(condition.node, as: text.applying(changes))
    }
  }
}
