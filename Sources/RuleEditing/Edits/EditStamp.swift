import Basics
import SourceYAML

/// Who decided an edit, when, and why: what the rule's `modified:` and the comment beside a filter
/// say.
///
///     # 2026-03-01 j.doe: nightly build runs in Hong Kong
///
/// In a journal: `{"date":"2026-03-01","author":"j.doe","reason":"..."}`, `reason` only if given.
public struct EditStamp: Sendable, Hashable, Codable {
  /// `YYYY-MM-DD`. The caller's clock decides, so that a replay writes the same bytes.
  public var date: String
  public var author: String
  public var reason: String?

  public init(date: String, author: String, reason: String? = nil) {
    self.date = date
    self.author = author
    self.reason = reason
  }

  /// Whether `date` is a day, written as the Sigma specification asks for (`YYYY-MM-DD`).
  public var hasValidDate: Bool { CivilDate(date) != nil }

  /// Longest author and longest reason in a comment, in scalars: a comment is one line.
  static let longestPart = 400

  /// The comment line without its indentation and line end.
  var comment: String {
    var text = "# \(date)"
    let author = Self.oneLine(author)
    if !author.isEmpty { text += " \(author)" }
    let reason = Self.oneLine(reason ?? "")
    if !reason.isEmpty { text += ": \(reason)" }
    return text
  }

  /// The text on one line, with nothing in it that YAML or a terminal would take for more than
  /// text.
  private static func oneLine(_ text: String) -> String {
    var line = ""
    var count = 0
    for scalar in text.unicodeScalars {
      guard count < longestPart else {
        line += "…"
        break
      }
      if YAMLText.isPrintable(scalar) && scalar != "\t" {
        line.unicodeScalars.append(scalar)
        count += 1
      } else if !line.isEmpty && !line.ends(with: " ") {
        line += " "
        count += 1
      }
    }
    return line.unicodeScalars.split(separator: " ").map { String($0) }.joined(separator: " ")
  }
}
