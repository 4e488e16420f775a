/// A day of the Gregorian calendar, also before its introduction.
///
///     CivilDate("2026-11-02")?.daysSince1970      // 20_759
///     CivilDate("2026-02-30")                     // nil: February 2026 has 28 days
///     CivilDate(daysSince1970: 0).weekday         // 3: 1970-01-01 was a Thursday
///
/// Conversions follow Howard Hinnant, "chrono-compatible low-level date algorithms":
/// http://howardhinnant.github.io/date_algorithms.html
public struct CivilDate: Sendable, Hashable {
  public let year: Int
  /// 1 to 12.
  public let month: Int
  /// 1 to 31.
  public let day: Int

  /// Nil for a day that the calendar does not have.
  public init?(year: Int, month: Int, day: Int) {
    guard 1...12 ~= month, day >= 1, day <= Self.days(inMonth: month, of: year) else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The inverse of `daysSince1970` (`civil_from_days`).
  public init(daysSince1970 days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Reads `2026-11-02`, the form of Sigma's `date` and `modified`; old rules have `2026/11/02`.
  /// Nil for any other text and for days that do not exist.
  public init?(_ text: some StringProtocol, separator: Unicode.Scalar = "-") {
    var numbers = (0, 0, 0)
    var count = 0
    for byte in text.utf8 {
      switch count {
      case 4, 7: guard byte == UInt8(ascii: separator) else { return nil }
      case 0..<4: guard Self.append(byte, to: &numbers.0) else { return nil }
      case 5..<7: guard Self.append(byte, to: &numbers.1) else { return nil }
      case 8..<10: guard Self.append(byte, to: &numbers.2) else { return nil }
      default: return nil
      }
      count += 1
    }
    guard count == 10 else { return nil }
    self.init(year: numbers.0, month: numbers.1, day: numbers.2)
  }

  private static func append(_ byte: UInt8, to number: inout Int) -> Bool {
    guard byte &- 0x30 < 10 else { return false }
    number = number * 10 + Int(byte &- 0x30)
    return true
  }

  /// `days_from_civil`.
  public var daysSince1970: Int { Self.daysSince1970(year: year, month: month, day: day) }

  /// The number of a day that exists.
  static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// 0 is Monday, 6 is Sunday.
  public var weekday: Int { ((daysSince1970 + 3) % 7 + 7) % 7 }

  /// The number of the week in the year of its Thursday (ISO 8601).
  public var isoWeek: Int {
    let thursday = daysSince1970 - weekday + 3
    let year = CivilDate(daysSince1970: thursday).year
    return (thursday - Self.daysSince1970(year: year, month: 1, day: 1)) / 7 + 1
  }

  public static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// `2026-11-02`
extension CivilDate: CustomStringConvertible {
  public var description: String {
    "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
  }

  public static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
