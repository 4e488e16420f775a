import Sigma

/// `modified:` becomes the day of the edit, as the specification asks for when a detection changes.
extension RuleDraft {
  mutating func setModified(_ date: String) throws(EditRefusal) {
    expected.date = date
    guard let entry = root.entry("modified") else {
      insertModified(date)
      return
    }
    guard let scalar = entry.value.scalar else {
      throw .unsupportedLayout(
        line: entry.key.start.line, reason: "modified is no date; write YYYY-MM-DD there")
    }
    if scalar.text == date { return }
    if scalar.isNull, entry.value.anchor == nil, contentEnd(of: entry.value) != nil {
      // `~` or `!!null ''`: a date is another type.
      replace(entry.value.start.offset..<entry.value.end.offset, with: date)
    } else if contentEnd(of: entry.value) == nil {
      let end = end(of: entry)
      replace(end..<end, with: " " + date)
    } else {
      rewrite(entry.value, as: date)
    }
  }

  /// Behind `date`, where SigmaHQ has it, or else behind the nearest key that stands before it.
  private mutating func insertModified(_ date: String) {
    let neighbours = [
      "date", "author", "references", "description", "status", "id", "name", "title",
    ]
    let found = neighbours.compactMap { root.entry($0) }.first ?? root.mapping?.first
    guard let entry = found else { return }
    if case .mapping(_, isFlow: true) = root.content {
      let quoting = layout.keyQuoting
      let value = quoting == .plain ? date : YAMLText.scalar(date, preferring: quoting)
      insertFlow("\(layout.key("modified")): \(value)", behind: extent(of: entry))
      return
    }
    let indent = String(repeating: " ", count: start(of: entry).column - 1)
    insertLines(["\(indent)modified: \(date)"], after: lastLine(of: entry))
  }
}
