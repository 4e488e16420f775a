/// Why a text is not a time, and where: `2026-02-30` → "February 2026 has 28 days", bytes 8..<10.
public struct TimeProblem: Error, Sendable, Hashable {
  public enum Reason: Sendable, Hashable {
    /// Not in the form of a time.
    case noTime
    case noMonth(Int)
    case noDay(Int, month: Int, year: Int)
    case noHour(Int)
    case noMinute(Int)
    case noSecond(Int)
    case noOffset
    /// A day, month or hour where a moment is needed.
    case isIncomplete
    /// A number so small that it probably does not mean seconds.
    case isTooSmall
    /// Before the year 0 or after the year 9999.
    case isOutOfRange
  }

  public let reason: Reason
  /// Offsets in the text's UTF-8, never empty.
  public let range: Range<Int>

  init(_ reason: Reason, at range: Range<Int>) {
    self.reason = reason
    self.range = range
  }

  /// The forms that options and filters accept, for messages.
  public static let forms =
    "2026-11-02, 2026-11-02T14:00:00Z, 2026-11-02T16:00:00+02:00, seconds since 1970, or a time "
    + "back from now: 90s, 15m, 24h, 7d, 2w"

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
}

extension TimeProblem: CustomStringConvertible {
  public var description: String {
    switch reason {
    case .noTime: "not a date or time"
    case .noMonth(let month): "there is no month \(month)"
    case .noDay(let day, let month, let year):
      day == 0
        ? "there is no day 0"
        : "\(Self.months[month - 1]) \(year) has \(CivilDate.days(inMonth: month, of: year)) days"
    case .noHour(24): "hour 24 is 24:00:00 only"
    case .noHour(let hour): "there is no hour \(hour)"
    case .noMinute(let minute): "there is no minute \(minute)"
    case .noSecond(60): "second 60 is a leap second: only at the end of a month, 23:59:60 UTC"
    case .noSecond(let second): "there is no second \(second)"
    case .noOffset: "a UTC offset is -23:59 to +23:59"
    case .isIncomplete: "a time of day is missing"
    case .isTooSmall: "too small for seconds since 1970"
    case .isOutOfRange: "outside the years 0000 to 9999"
    }
  }

  /// The text with a caret below the problem, both indented by two spaces.
  public func caret(below text: String) -> String {
    let width = { (end: Int) in text.unicodeScalars(inPrefix: end) }
    let start = width(range.lowerBound)
    return "  \(text)\n  " + String(repeating: " ", count: start)
      + String(repeating: "^", count: max(1, width(range.upperBound) - start))
  }
}

extension String {
  /// The number of scalars in the first bytes of the text.
  fileprivate func unicodeScalars(inPrefix bytes: Int) -> Int {
    utf8.prefix(bytes).count { $0 & 0xC0 != 0x80 }
  }
}
