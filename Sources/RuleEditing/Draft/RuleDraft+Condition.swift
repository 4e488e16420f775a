import Basics
import Sigma
import SourceYAML

/// Changing a condition in place, whatever its quoting: an exception is appended or cut out.
extension RuleDraft {
  /// `selection` becomes `selection and not NAME`; `a or b` becomes `(a or b) and not NAME`.
  mutating func excludeInConditions(_ name: String) throws(EditRefusal) {
    if way.usesPattern, name.begins(with: RuleException.prefix), try joinInConditions() { return }
    for condition in detection.conditions {
      let isDisjunction = if case .or = condition.expression { true } else { false }
      try change(condition) { $0.excluding(name, isDisjunction: isDisjunction) }
    }
  }

  /// `not filter_main_a` becomes `not 1 of filter_main_*`, which a new filter of that kind is one
  /// of. The condition is kept above: nothing else tells which way its author wrote it.
  private mutating func joinInConditions() throws(EditRefusal) -> Bool {
    let searches = detection.searchIdentifiers.keys
    let names = searches.filter { $0.begins(with: RuleException.prefix) }
    // pySigma renames the searches of a filter document, but not patterns.
    guard site.kind == .rule, !names.isEmpty, names.allSatisfy(detection.excludes),
      case .mapping(_, isFlow: false) = map.content
    else { return false }
    for condition in detection.conditions
    where ConditionText(condition.text).joining(Array(names), into: RuleException.prefix + "*")
      == nil
    {
      return false
    }
    for condition in detection.conditions {
      try keep(lines(of: condition.node), from: condition.node.start.offset)
      try change(condition, keeps: false) {
        $0.joining(Array(names), into: RuleException.prefix + "*")
      }
    }
    return true
  }

  private func lines(of node: YAMLNode) -> ClosedRange<Int> {
    let first = editor.lineIndex(at: node.start.offset)
    return
      first...max(first, editor.lineIndex(at: (editor.contentEnd(of: node) ?? node.end.offset) - 1))
  }

  /// Takes every mention of a search out of the conditions. Where a condition is kept from before,
  /// that comes back, less the searches that are gone since.
  mutating func dropFromConditions(_ name: String) throws(EditRefusal) {
    let others = detection.searchIdentifiers.keys.filter { $0 != name }.map(\.self)
    for condition in detection.conditions {
      if way.restoresText, let kept = keptCondition(condition, others: others) {
        restore(kept)
        expected.changesCondition = true
        continue
      }
      try change(condition) { $0.dropping(name, others: others) }
    }
  }

  /// Changes the bytes of a condition where its words stand in the file as they mean; where they do
  /// not (escapes, an alias), the scalar is written again.
  private mutating func change(
    _ condition: RuleCondition, keeps: Bool = true,
    _ changes: (ConditionText) -> [ConditionText.Change]?
  ) throws(EditRefusal) {
    if condition.node.isMerged {
      throw .mergedText(line: condition.node.start.line, what: "the condition")
    }
    let meaning = ConditionText(condition.text)
    let written = editor.writtenText(of: condition.node).map { ConditionText(lines.bytes, in: $0) }
    let isVerbatim = written?.words == meaning.words
    let text = written.flatMap { isVerbatim ? $0 : nil } ?? meaning
    guard let changes = changes(text) else {
      throw .unsupportedLayout(
        line: condition.node.start.line,
        reason: "the condition has nothing else, or more than an exception, where this search "
          + "appears; change it by hand")
    }
    guard !changes.isEmpty else { return }
    expected.changesCondition = true
    if isVerbatim {
      for change in changes { editor.replace(change.range, with: change.text) }
    } else {
      let lines = lines(of: condition.node)
      if keeps, kept(above: lines).isEmpty {
        try keep(lines, from: condition.node.start.offset)
      }
      editor.rewrite(condition.node, as: text.applying(changes))
    }
  }

  /// The lines of a condition as they were, if they mean the formula that is left without a search.
  private func keptCondition(_ condition: RuleCondition, others: [String]) -> KeptLines? {
    var fixed = Dictionary(
      uniqueKeysWithValues: detection.searchIdentifiers.keys
        .filter { !others.contains($0) }.map { ($0, false) })
    let wanted = ConditionFormula(
      condition.expression, names: Array(detection.searchIdentifiers.keys), fixing: fixed)
    for kept in kept(above: lines(of: condition.node), from: condition.node.start.offset) {
      guard kept.content.count == 1, let text = conditionText(of: kept) else { continue }
      // Names that are gone since, and the one that goes now, are dropped from what is kept.
      var line = kept.content[0]
      for word in ConditionText(text).words
      where word.begins(with: RuleException.prefix) && !word.utf8.contains(UInt8(ascii: "*"))
        && !others.contains(word)
      {
        fixed[word] = false
        let bytes = Array(line.utf8)
        let written = ConditionText(bytes, in: Self.conditionRange(in: bytes))
        guard let changes = written.dropping(word, others: others) else { continue }
        line = written.applying(changes)
      }
      let changed = KeptLines(marks: kept.marks, body: kept.body, content: [line])
      guard let rest = conditionText(of: changed),
        let parsed = Self.formula(of: rest, names: others), parsed == wanted
      else { continue }
      return changed
    }
    return nil
  }

  /// The words of a condition in a line: behind `condition:` and a quote, before a comment.
  private static func conditionRange(in line: [UInt8]) -> Range<Int> {
    let word = Array("condition".utf8)
    guard
      let start = (0...max(0, line.count - word.count)).first(where: {
        line[$0...].starts(with: word)
      }),
      let colon = line[start...].firstIndex(of: UInt8(ascii: ":"))
    else { return 0..<0 }
    var first = colon + 1
    while first < line.count, YAMLEditor.isBlank(line[first]) { first += 1 }
    let quotes = Array("'\"".utf8)
    if first < line.count, quotes.contains(line[first]) {
      let end = line[(first + 1)...].firstIndex(of: line[first]) ?? line.count
      return first + 1..<max(first + 1, end)
    }
    var end = first
    while end < line.count, !(line[end] == UInt8(ascii: "#") && YAMLEditor.isBlank(line[end - 1])) {
      end += 1
    }
    return first..<end
  }

  /// What the condition says with the kept lines in their place. It may be an alias.
  private func conditionText(of kept: KeptLines) -> String? {
    let documents = restored(kept).documents
    guard documents.indices.contains(document) else { return nil }
    return documents[document].root?[section]?["condition"]?.string
  }

  /// The formula of a condition's text over searches that a rule has.
  private static func formula(of text: String, names: [String]) -> ConditionFormula? {
    let searches = names.map { "  \(YAMLText.key($0)):\n    a: b\n" }.joined()
    let rule = RuleFile(
      text: "title: x\nlogsource: {product: x}\ndetection:\n\(searches)  condition: "
        + YAMLText.scalar(text, preferring: .single) + "\n", path: ""
    ).rules.first
    return rule?.detection.formulas().first
  }
}
