import Basics
import EventJSON

/// Text from logs, rules and analysts, made harmless for readers of a report.
enum ReportText {
  /// On one line, with control and invisible characters made visible: `a⏎b` → `a b`, ESC →
  /// `\u001b`.
  static func visible(_ text: String) -> String {
    text.replacing(text: "\r\n", by: "\n").unicodeScalars.map(visible).joined()
  }

  private static func visible(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n", "\r", "\t": " "
    case _ where isUnseen(scalar): escape(scalar)
    default: String(scalar)
    }
  }

  /// Whether a scalar controls a screen or is invisible: zero-width scalars, tags and selectors can
  /// contain text that only machines read.
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

  static func csv(_ text: String) -> String { CSVField.text(visible(text), of: text) }

  // MARK: - Markdown

  /// A code span, so that HTML, links, mentions and emphasis have no effect. A bar would end a
  /// table's cell even there, so it is written as its number.
  static func code(_ text: String) -> String {
    let shown = visible(text).replacing(text: "|", by: "\\u007c")
    guard !shown.utf8.allSatisfy({ $0 == UInt8(ascii: " ") }) else { return "" }
    let fence = String(repeating: "`", count: longestRun(of: "`", in: shown) + 1)
    // A space at either end is not shown; it separates the text's backticks from the fence.
    let isTight = !["`", " "].contains(where: shown.begins(with:)) && !shown.ends(with: "`")
    return isTight ? fence + shown + fence : fence + " " + shown + " " + fence
  }

  /// A block of code, with control and invisible characters made visible.
  static func block(_ text: String, language: String) -> String {
    var lines = text.pieces(at: "\n").map { line in
      (line.without(suffix: "\r") ?? line).unicodeScalars.map {
        $0 != "\t" && isUnseen($0) ? escape($0) : String($0)
      }.joined()
    }
    if lines.last?.isEmpty == true { lines.removeLast() }
    let longest = lines.map { longestRun(of: "`", in: $0) }.max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return ([fence + language] + lines + [fence]).joined(separator: "\n")
  }

  private static func longestRun(of wanted: Unicode.Scalar, in text: String) -> Int {
    var longest = 0
    var run = 0
    for scalar in text.unicodeScalars {
      run = scalar == wanted ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
