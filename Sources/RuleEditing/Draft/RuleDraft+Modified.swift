import Sigma
import SourceYAML

/// `modified:` becomes the day of the edit, as the specification asks for when a detection changes.
///
///     date: 2020/01/01              date: 2020/01/01
///     modified: 2022/02/02    ->    modified: 2026/11/30
///
/// A rule that has only a `date:` before that day gets the key; a rule with neither gets none. A
/// later day is never moved back.
extension RuleDraft {
  mutating func setModified(_ day: String) throws(EditRefusal) {
    let date = root.entry("date")?.value.scalar
    let form = date.flatMap { RuleDate($0.text) }
    guard let entry = root.entry("modified") else {
      if let form, form.day < day { insertModified(form.written(day), like: date?.style) }
      return
    }
    guard let scalar = entry.value.scalar else {
      throw .unsupportedLayout(
        line: entry.key.start.line, reason: "modified is not a date; write YYYY-MM-DD there")
    }
    guard !entry.key.isMerged else {
      notes.append("modified comes from merged text ('<<') and stays as it is")
      return
    }
    if scalar.isNull {
      let text = form?.written(day) ?? day
      let written =
        layout.yaml.keyQuoting == .double ? YAMLText.scalar(text, preferring: .double) : text
      if editor.contentEnd(of: entry.value) == nil {
        let end = editor.end(of: entry)
        editor.replace(end..<end, with: " " + written)
      } else {
        // `~` or `!!null ''`: a date is another type.
        editor.replace(entry.value.start.offset..<entry.value.end.offset, with: written)
      }
      expected.modified = text
      return
    }
    guard let old = RuleDate(scalar.text) else {
      notes.append("modified is not a date with the year first and stays as it is")
      return
    }
    guard old.day < day else { return }
    editor.rewrite(entry.value, as: old.written(day), isPlain: true)
    expected.modified = old.written(day)
  }

  /// Behind `date`, where SigmaHQ has it.
  private mutating func insertModified(_ text: String, like style: YAMLScalar.Style?) {
    guard let entry = root.entry("date"), !entry.key.isMerged else { return }
    expected.modified = text
    let quoting = YAMLText.Quoting(style)
    let value =
      quoting == .plain || style == .literal || style == .folded
      ? text : YAMLText.scalar(text, preferring: quoting)
    let written = "\(layout.key("modified")):\(layout.yaml.flowBlank)\(value)"
    if case .mapping(_, isFlow: true) = root.content {
      editor.insertFlow(written, behind: editor.extent(of: entry))
      return
    }
    let indent = String(repeating: " ", count: editor.start(of: entry).column - 1)
    editor.insertLines(["\(indent)modified: \(value)"], after: editor.lastLine(of: entry))
  }
}
