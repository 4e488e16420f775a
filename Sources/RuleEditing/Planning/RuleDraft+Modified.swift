import Sigma

/// `modified:` becomes the day of the edit, as the specification asks for when a detection changes.
extension RuleDraft {
  mutating func setModified(_ date: String) throws(EditRefusal) {
    expected.date = date
    guard let entry = root.entry("modified") else {
      insertModified(date)
      return
    }
    let node = entry.value
    guard let scalar = node.scalar, !node.isAlias, node.anchor == nil else {
      throw .unsupportedLayout(
        line: entry.key.start.line, reason: "modified is no plain date; write YYYY-MM-DD there")
    }
    if scalar.text == date { return }
    let written = node.start.offset..<node.end.offset
    switch scalar.style {
    case .plain where scalar.text.isEmpty:
      let colon = lines.bytes[entry.key.end.offset...].firstIndex(of: UInt8(ascii: ":"))
      guard let colon else { break }
      replace(colon + 1..<colon + 1, with: " " + date)
      return
    case .plain where lines.text(written) == scalar.text:
      replace(written, with: date)
      return
    case .singleQuoted, .doubleQuoted:
      guard lines.text(written.lowerBound + 1..<written.upperBound - 1) == scalar.text else {
        break
      }
      replace(written.lowerBound + 1..<written.upperBound - 1, with: date)
      return
    default: break
    }
    throw .unsupportedLayout(
      line: node.start.line, reason: "modified is written in an unusual way; write YYYY-MM-DD there"
    )
  }

  /// Behind `date`, where SigmaHQ has it, or else behind the nearest key that stands before it.
  private mutating func insertModified(_ date: String) {
    let neighbours = [
      "date", "author", "references", "description", "status", "id", "name", "title",
    ]
    let found = neighbours.compactMap { root.entry($0) }.first ?? root.mapping?.first
    guard let entry = found else { return }
    let indent = String(repeating: " ", count: entry.key.start.column - 1)
    insertLines(["\(indent)modified: \(date)"], after: lastLine(of: entry))
  }
}
