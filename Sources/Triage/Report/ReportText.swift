import EventJSON

/// Text from logs, rules and analysts, made harmless for who reads a report.
enum ReportText {
  /// On one line, what could steer a screen or cannot be seen on one made visible: `a⏎b` → `a b`, ESC → `\u001b`.
  static func visible(_ text: String) -> String {
    var result = ""
    for character in text {
      // CR LF is one character.
      if character == "\r\n" {
        result += " "
        continue
      }
      result += character.unicodeScalars.map(visible).joined()
    }
    return result
  }

  private static func visible(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n", "\r", "\t": " "
    case _ where isUnseen(scalar): escape(scalar)
    default: String(scalar)
    }
  }

  /// Whether a scalar does something to a screen, or nothing that a reader would notice: zero-width ones, tags and
  /// selectors carry words that only machines read.
  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    if JSONEscaping.steersScreens(scalar) { return true }
    if scalar.isASCII { return false }
    switch scalar.properties.generalCategory {
    case .format, .privateUse, .unassigned: return true
    default: return scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// `\u001b`, `\u{e0041}`
  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    if digits.count > 4 { return "\\u{\(digits)}" }
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }

  // MARK: - CSV

  /// A field after RFC 4180. Where a spreadsheet would take it for a formula, an apostrophe stands before it
  /// (OWASP, CSV injection).
  static func csv(_ text: String) -> String {
    var field = visible(text)
    if let first = text.unicodeScalars.first(where: { $0 != " " }),
      "=+-@\t\r\n＝＋－＠|%".unicodeScalars.contains(first)
    {
      field = "'" + field
    }
    guard field.contains(where: { $0 == "," || $0 == "\"" }) else { return field }
    return "\"" + field.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }

  // MARK: - Markdown

  /// A code span: in it no HTML, no link, no mention and no emphasis begins. A bar would end a table's cell wherever it
  /// stands, so it is written as its number.
  static func code(_ text: String) -> String {
    let shown = visible(text).split(separator: "|", omittingEmptySubsequences: false)
      .joined(separator: "\\u007c")
    guard !shown.allSatisfy({ $0 == " " }) else { return "" }
    let fence = String(repeating: "`", count: longestRun(of: "`", in: shown) + 1)
    // One blank at either end is not shown; it keeps backticks of the text apart from the fence.
    let isTight = shown.first != "`" && shown.last != "`" && shown.first != " "
    return isTight ? fence + shown + fence : fence + " " + shown + " " + fence
  }

  /// A block of code, as it is but for what could steer a screen or cannot be seen.
  static func block(_ text: String, language: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.unicodeScalars.map {
        $0 != "\t" && isUnseen($0) ? escape($0) : String($0)
      }.joined()
    }
    if lines.last == "" { lines.removeLast() }
    let longest = lines.map { longestRun(of: "`", in: $0) }.max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return ([fence + language] + lines + [fence]).joined(separator: "\n")
  }

  private static func longestRun(of character: Character, in text: String) -> Int {
    var longest = 0
    var run = 0
    for one in text {
      run = one == character ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
