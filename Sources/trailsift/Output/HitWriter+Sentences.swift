import Basics
import Sigma
import TerminalScreen

/// One hit per line, in words, for a screen reader or a braille display: each value with its name,
/// without columns, colours or frames, and nothing is overwritten.
///
///     hit 3: eventTime 2026-02-25 21:49:12; awsRegion me-south-1; …; rule AWS Activity in …; file samples/logs/…
extension HitWriter {
  func writeSentence(hit rule: Rule, file: String, _ texts: [String]) {
    var parts = zip(columns, texts).map { field, text in
      Self.part(field, field == "eventTime" ? Self.spokenTime(text) : text)
    }
    parts += [Self.part("rule", rule.title), Self.part("file", file)]
    write("hit", parts)
  }

  func writeSentence(_ alert: CorrelationAlert, _ correlation: Correlation) {
    var parts = [Self.part("time", Self.spokenTime(Timestamp.exactText(milliseconds: alert.time)))]
    parts += zip(correlation.groupBy, alert.group).map { Self.part($0.text, $1) }
    parts += [
      Self.part("events", String(alert.eventCount)), Self.part("rule", correlation.title),
    ]
    write("alert", parts)
  }

  private func write(_ kind: String, _ parts: [String]) {
    let line = SafeText("\(kind) \(count): \(parts.joined(separator: "; "))").text
    StandardOutput.shared.write(Array((line + "\n").utf8))
  }

  static func part(_ name: String, _ text: String) -> String {
    "\(name) \(text.isEmpty ? "none" : text)"
  }

  /// A screen reader spells the letters of 2026-02-25T21:49:12Z.
  private static func spokenTime(_ text: String) -> String {
    guard Timestamp.milliseconds(text) != nil, text.ends(with: "Z") else { return text }
    return String(text.dropLast().map { $0 == "T" ? " " : $0 }) + " UTC"
  }
}
