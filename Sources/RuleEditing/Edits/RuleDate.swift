import Basics

/// A day as rules write it in `date:` and `modified:`.
///
///     2024-02-09   the specification's form
///     2024/02/09   that of older rules
struct RuleDate: Hashable {
  /// `YYYY-MM-DD`, so that days compare as texts.
  let day: String
  private let separator: String

  init?(_ text: String) {
    separator = text.utf8.contains(UInt8(ascii: "/")) ? "/" : "-"
    let day = text.replacing(separator, with: "-")
    guard EditStamp(date: day, author: "").hasValidDate else { return nil }
    self.day = day
  }

  /// Another day (`YYYY-MM-DD`) in the same form.
  func written(_ day: String) -> String { day.replacing(text: "-", by: separator) }
}
