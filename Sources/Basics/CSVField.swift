/// A field of a csv line by RFC 4180, safe for a spreadsheet.
///
///     CSVField.text("a,b", of: "a,b")     "a,b"     in quotes
///     CSVField.text("=1+1", of: "=1+1")   '=1+1     not a formula
public enum CSVField {
  /// - Parameters:
  ///   - shown: the field's text.
  ///   - text: the original text, before control characters were made visible. If a spreadsheet
  ///     would take it for a formula, the field gets an apostrophe (OWASP, CSV injection).
  public static func text(_ shown: String, of text: String) -> String {
    let field = isFormula(text) ? "'" + shown : shown
    let needsQuotes = field.utf8.contains {
      $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n")
        || $0 == UInt8(ascii: "\r")
    }
    return needsQuotes ? "\"" + field.replacing(text: "\"", by: "\"\"") + "\"" : field
  }

  private static func isFormula(_ text: String) -> Bool {
    // Most texts begin with a letter or a digit.
    guard let byte = text.utf8.first, !isWordByte(byte) else { return false }
    let begin = text.unicodeScalars.first { signs.contains($0) || !$0.properties.isWhitespace }
    return begin.map(signs.contains) ?? false
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
  }

  private static let signs = Set("=+-@\t\r\n＝＋－＠|%".unicodeScalars)
}
