/// A moment of UTC, taken apart into the calendar's numbers without a formatter or a time zone.
///
///     CivilTime(secondsSince1970: 1_772_409_600)    // 2026-03-02 00:00:00, a Monday
///
/// The day's number becomes a date as in Howard Hinnant, "chrono-compatible low-level date
/// algorithms" (civil_from_days).
public struct CivilTime: Sendable, Hashable {
  public let year, month, day, hour, minute, second: Int
  /// 0 is Monday, 6 is Sunday.
  public let weekday: Int

  public static let secondsPerDay = 86_400

  public init(secondsSince1970 seconds: Int) {
    let rest = (seconds % Self.secondsPerDay + Self.secondsPerDay) % Self.secondsPerDay
    let days = (seconds - rest) / Self.secondsPerDay
    hour = rest / 3600
    minute = rest / 60 % 60
    second = rest % 60

    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    // 1970-01-01 was a Thursday.
    weekday = ((days + 3) % 7 + 7) % 7
  }

  /// Whether offices in Europe or the east of America are open.
  public var isOfficeTime: Bool {
    weekday < 5 && (7..<21).contains(hour)
  }
}
