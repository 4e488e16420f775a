extension Diagnostic {
  /// The diagnostic as lines for a person: place and message, the source line with a caret, help.
  ///
  /// Text from the file is in it unescaped; whoever prints it makes it safe for a terminal.
  ///
  /// - Parameters:
  ///   - source: the text of the file, of which the line is shown.
  ///   - columns: how many columns of the terminal a text takes once it is safe, so that the caret
  ///     is right behind wide and invisible characters.
  public func rendered(
    source: String, columns: (String) -> Int = { $0.unicodeScalars.count }
  ) -> String {
    var place = file
    if let position { place += ":\(position.line):\(position.column)" }
    var lines = ["\(place): \(severity.rawValue): \(message)"]
    if let position, !source.isEmpty {
      lines += SourceExcerpt(around: position.offset, length: length, of: source)
        .lines(columns: columns)
    }
    if let advice { lines.append("  help: \(advice)") }
    return lines.joined(separator: "\n")
  }
}
