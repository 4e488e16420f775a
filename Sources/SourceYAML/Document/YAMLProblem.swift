import Basics

/// Turns what libyaml says into a diagnostic that says what to do.
enum YAMLProblem {
  static func diagnostic(
    for error: YAMLSyntaxError, in source: SourceText, file: String
  ) -> Diagnostic {
    var position =
      error.byteOffset.map { source.position(offset: $0) }
      ?? source.position(scalarIndex: error.scalarIndex ?? 0)
    let found = position
    // "Never closed" is found far behind, but belongs where it was opened.
    if isNeverClosed(error), let opened = error.contextScalarIndex {
      position = source.position(scalarIndex: opened)
    }
    let (message, advice) = words(for: error, at: position, found: found, in: source)
    return Diagnostic(
      severity: .error, category: .syntax, file: file, position: position, message: message,
      advice: advice)
  }

  private static func isNeverClosed(_ error: YAMLSyntaxError) -> Bool {
    [
      "unexpected end of stream", "unexpected document indicator", "expected ',' or",
      "alphabetic or numeric character",
    ].contains { error.problem.contains($0) }
  }

  private static func controlCharacter(
    at offset: Int, in source: SourceText
  ) -> (message: String, advice: String?) {
    let bytes = source.bytes.dropFirst(offset).prefix(4)
    let value = String(decoding: bytes, as: UTF8.self).unicodeScalars.first?.value ?? 0
    let code = String(value, radix: 16, uppercase: true)
    let digits = String(repeating: "0", count: max(0, 4 - code.count)) + code
    return (
      "the control character U+\(digits) cannot stand in YAML",
      value == 0
        ? "remove it; was the file saved as UTF-16 once?"
        : "remove it, or write it as \"\\u\(digits)\" in double quotes"
    )
  }

  private static func words(
    for error: YAMLSyntaxError, at position: SourcePosition, found: SourcePosition,
    in source: SourceText
  ) -> (message: String, advice: String?) {
    let byte = position.offset < source.bytes.count ? source.bytes[position.offset] : 0
    let problem = error.problem
    if problem.contains("tab character")
      || (byte == UInt8(ascii: "\t") && problem.contains("cannot start any token"))
    {
      return ("a tab used for indentation", "YAML is indented with blanks only")
    }
    if problem.contains("cannot start any token") {
      let character = String(UnicodeScalar(byte))
      return (
        "a value cannot begin with '\(character)'",
        "put it between single quotes: '\(character)…'"
      )
    }
    if problem.contains("control characters") {
      return controlCharacter(at: position.offset, in: source)
    }
    if problem.contains("nesting level") {
      return ("nested more than \(YAMLComposer.maximumNesting) levels deep", nil)
    }
    if problem.contains("unexpected end of stream") || problem.contains("document indicator") {
      return ("a quote that is never closed", "end the text with the quote that it begins with")
    }
    if problem.contains("alphabetic or numeric character") {
      let character = String(UnicodeScalar(byte))
      return (
        "a value that begins with '\(character)' needs quotes to be a text",
        "put it between single quotes: '\(character)…'"
      )
    }
    if problem.contains("mapping values are not allowed") {
      return (
        "a ': ' where no key can stand",
        "put a value that holds ': ' between quotes; check the indentation, and that the line "
          + "above ends with ':' or a value"
      )
    }
    if problem.contains("alphabetic or numeric character"), error.context?.contains("alias") == true
    {
      return ("'*' in front of a value names an alias", "put the value between quotes: '*…*'")
    }
    if problem.contains("unknown escape") {
      return (
        "an unknown escape in a double-quoted text",
        "single quotes take backslashes as they are: 'C:\\Windows\\x'"
      )
    }
    let gap = "line \(found.line), column \(found.column) does not continue it: is a comma, a "
    if problem.contains("expected ',' or ']'") {
      return ("a list that is not closed by ']'", gap + "quote or the ']' missing?")
    }
    if problem.contains("expected ',' or '}'") {
      return ("a map that is not closed by '}'", gap + "quote or the '}' missing?")
    }
    if problem.contains("block sequence entries are not allowed") {
      return ("a '- ' where no list can begin", "begin the list on a line of its own")
    }
    if problem.contains("expected <document start>") {
      return ("text behind the end of a document", "a line '---' begins the next one")
    }
    if problem.contains("incompatible YAML") || problem.contains("directive") {
      return ("a '%' line that YAML does not know", "leave it out")
    }
    if problem.contains("undefined tag handle") {
      return ("a '!' name that is not declared", "put a value that begins with '!' between quotes")
    }
    if problem.contains("expected key") || problem.has(text: "'-' indicator") {
      return ("the line does not fit the lines above it", "check the indentation and quotes")
    }
    if problem.contains("expected ':'") {
      return ("a key without ':'", "write 'key: value'")
    }
    return (
      ["not valid YAML: " + problem, error.context].compactMap { $0 }.joined(separator: " "), nil
    )
  }
}
