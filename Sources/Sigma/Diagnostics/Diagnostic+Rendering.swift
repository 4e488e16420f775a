extension Diagnostic {
  /// The diagnostic as lines for a person: place and message, the source line with a caret, help.
  ///
  /// Text from the rule file is in it unescaped; whoever prints it makes it safe for a terminal.
  ///
  /// - Parameter source: the text of the file, of which the line is shown.
  public func rendered(source: String) -> String {
    var place = file
    if let position { place += ":\(position.line):\(position.column)" }
    var lines = ["\(place): \(severity.rawValue): \(message)"]
    if let position, let line = Self.line(position.line, of: source) {
      lines += Self.excerpt(of: line, column: position.column, length: length)
    }
    if let advice { lines.append("  help: \(advice)") }
    return lines.joined(separator: "\n")
  }

  /// Longer source lines are shown as a window around the caret.
  private static let widestExcerpt = 96

  private static func excerpt(of line: String, column: Int, length: Int) -> [String] {
    let scalars = Array(line.unicodeScalars)
    let caret = min(max(0, column - 1), scalars.count)
    let start = caret < widestExcerpt ? 0 : caret - widestExcerpt / 2
    let end = min(scalars.count, start + widestExcerpt)
    var shown = String.UnicodeScalarView()
    var padding = ""
    for index in start..<end {
      // A tab would move the caret away from what it points at.
      let scalar = scalars[index] == "\t" ? " " : scalars[index]
      shown.append(scalar)
      if index < caret { padding.append(" ") }
    }
    let tail = max(0, min(length, end - caret) - 1)
    let cutBefore = start > 0 ? "…" : ""
    let cutAfter = end < scalars.count ? "…" : ""
    return [
      "    " + cutBefore + String(shown) + cutAfter,
      "    " + (start > 0 ? " " : "") + padding + "^" + String(repeating: "~", count: tail),
    ]
  }

  private static func line(_ number: Int, of source: String) -> String? {
    SourceText(source).line(number)
  }
}
