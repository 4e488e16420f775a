import Basics
import Sigma
import SourceYAML

/// Writing a new filter into the detection, and taking one out.
extension RuleDraft {
  /// Adds the filter behind the last search, and to the conditions unless these have it already
  /// (`not 1 of filter_main_*`).
  mutating func add(_ block: FilterBlock, changingConditions: Bool) throws(EditRefusal) {
    let entries = (map.mapping ?? []).filter { !$0.key.isMerged }
    let searches = entries.filter {
      detection.searchIdentifiers[$0.key.scalar?.text ?? ""] != nil
    }
    guard let last = searches.last ?? entries.last else { return }
    try insert(block, behind: last)
    expected.added = block
    if changingConditions { try excludeInConditions(block.name) }
  }

  /// Writes a filter behind an entry of the detection.
  private mutating func insert(
    _ block: FilterBlock, behind entry: YAMLEditor.Entry
  ) throws(EditRefusal) {
    guard case .mapping(_, isFlow: true) = map.content else {
      editor.insertLines(block.lines(layout), after: editor.lastLine(of: entry))
      return
    }
    let comments = isJSON ? [] : block.comments + [block.itemComment].compactMap(\.self)
    let hasRoom = editor.insertFlow(
      block.flow(layout), behind: editor.extent(of: entry), comments: comments)
    guard !hasRoom || isJSON else { return }
    for comment in block.comments { try addNote(comment, on: block.name, above: entry.key) }
    if let comment = block.itemComment, case .list(let texts)? = block.entries.first?.value {
      for text in texts { try addNote(comment, on: text, above: entry.key) }
    }
  }

  /// Removes a filter with the comment that an edit wrote above it, and from the conditions.
  mutating func removeFilter(_ name: String) throws(EditRefusal) {
    guard let index = map.mapping?.firstIndex(where: { $0.key.scalar?.text == name }) else {
      throw .unsupportedLayout(
        line: detection.searchIdentifiers[name]?.key.start.line ?? map.start.line,
        reason: "\(name) is in another document, which other rules share; change it by hand")
    }
    if let key = map.mapping?[index].key {
      if key.isMerged { throw .mergedText(line: key.start.line, what: name) }
      if case .mapping(_, isFlow: true) = map.content {
        try removeNotes(on: name, above: key)
      }
    }
    let (draft, map) = (self, map)
    try edit { editor throws(YAMLEditor.Refusal) in
      try editor.remove(index, of: map) { draft.isEditComment(line: $0, column: $1) }
    }
    expected.removed.insert(name)
    try dropFromConditions(name)
  }

  /// `# 2026-03-01 ...` at the depth of a search: the comment that an edit writes.
  private func isEditComment(line index: Int, column: Int) -> Bool {
    guard editor.isComment(line: index), editor.indent(ofLine: index) == column - 1 else {
      return false
    }
    let text = lines.text(lines.lines[index].content).trimmed
    guard let comment = text.without(prefix: "# ") else { return false }
    if text.begins(with: ExpiryComment.text("").trimmed) { return true }
    let date = comment.utf8.prefix(10)
    let rest = comment[date.endIndex...]
    return EditStamp(date: String(decoding: date, as: UTF8.self), author: "").hasValidDate
      && (rest.isEmpty || rest.begins(with: " ") || rest.begins(with: ":"))
  }

  // MARK: - Names

  /// A name for a new filter that the conditions take for nothing but an exception, and whether
  /// they must be changed to see it.
  ///
  /// `filter_main_<slug>` wherever possible. Patterns such as `all of filter_*` or `all of them`
  /// would catch that; names with an underscore in front are left out of patterns.
  func neutralName(for slug: String) throws(EditRefusal) -> (name: String, changesConditions: Bool)
  {
    var tried: [String] = []
    // pySigma renames the searches of a filter document, and sees no name that begins with `_`.
    let prefixes = [RuleException.prefix, "_" + RuleException.prefix, "exception_", "_exception_"]
      .filter { site.kind == .rule || !$0.begins(with: "_") }
    for prefix in prefixes {
      let name = unusedName(prefix + slug)
      if isExcluded(name, byAppending: false) { return (name, false) }
      if isExcluded(name, byAppending: true) { return (name, true) }
      tried.append(name)
    }
    throw .noNeutralName(tried: tried)
  }

  private func unusedName(_ wanted: String) -> String {
    let used = Set(detection.node.mapping?.compactMap(\.key.scalar?.text) ?? [])
    var name = wanted
    var number = 2
    while used.contains(name) {
      name = "\(wanted)_\(number)"
      number += 1
    }
    return name
  }

  /// Whether each condition would be the old one *and not* the new filter.
  private func isExcluded(_ name: String, byAppending: Bool) -> Bool {
    let oldNames = Array(detection.searchIdentifiers.keys)
    let names = oldNames + [name]
    return detection.conditions.allSatisfy { condition in
      let old = condition.expression
      let new: Condition = byAppending ? .and([old, .not(.identifier(name))]) : old
      return ConditionFormula(new, names: names, fixing: [name: true]) == .constant(false)
        && ConditionFormula(new, names: names, fixing: [name: false])
          == ConditionFormula(old, names: oldNames)
    }
  }
}
