/// A point in time read from the text of an event: `2024-05-01T03:10:05Z`, also with a blank for
/// the `T`, a fraction, no zone (taken as UTC) or an offset such as `+02:00`.
struct TimeText {
  let year: Int
  let month: Int
  let day: Int
  let hour: Int
  let minute: Int

  init?(_ text: UnsafeRawBufferPointer) {
    guard text.count >= 19, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      text[10] == UInt8(ascii: "T") || text[10] == 0x20, text[13] == UInt8(ascii: ":"),
      text[16] == UInt8(ascii: ":"),
      let year = Self.number(text, 0, 4), let month = Self.number(text, 5, 2),
      let day = Self.number(text, 8, 2), let hour = Self.number(text, 11, 2),
      let minute = Self.number(text, 14, 2), let second = Self.number(text, 17, 2),
      year > 0, 1...12 ~= month, day > 0, day <= Self.days(of: month, year), hour < 24,
      minute < 60, second < 60, let offset = Self.offset(text, from: 19)
    else { return nil }
    let minutes = Self.dayNumber(year, month, day) * 1440 + hour * 60 + minute - offset
    let days = Int((Double(minutes) / 1440).rounded(.down))
    (self.year, self.month, self.day) = Self.date(dayNumber: days)
    self.hour = (minutes - days * 1440) / 60
    self.minute = (minutes - days * 1440) % 60
  }

  func value(of part: TimePart) -> Int {
    switch part {
    case .minute: minute
    case .hour: hour
    case .day: day
    case .week: isoWeek
    case .month: month
    case .year: year
    }
  }

  /// The week that holds this day's Thursday, counted in the Thursday's year (ISO 8601).
  private var isoWeek: Int {
    let today = Self.dayNumber(year, month, day)
    // Day 0 is 1970-01-01, a Thursday.
    let weekday = ((today + 3) % 7 + 7) % 7
    let thursday = today - weekday + 3
    let thursdayYear = Self.date(dayNumber: thursday).year
    return (thursday - Self.dayNumber(thursdayYear, 1, 1)) / 7 + 1
  }

  private static func number(_ text: UnsafeRawBufferPointer, _ start: Int, _ count: Int) -> Int? {
    var value = 0
    for index in start..<start + count {
      guard text[index] &- 0x30 < 10 else { return nil }
      value = value * 10 + Int(text[index] &- 0x30)
    }
    return value
  }

  /// Minutes east of UTC of what stands behind the seconds; nil when it is no fraction and zone.
  private static func offset(_ text: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var index = start
    if index < text.count, text[index] == UInt8(ascii: ".") {
      let first = index + 1
      index = first
      while index < text.count, text[index] &- 0x30 < 10 { index += 1 }
      if index == first { return nil }
    }
    if index == text.count { return 0 }
    let sign = text[index]
    if sign | 0x20 == UInt8(ascii: "z") { return index + 1 == text.count ? 0 : nil }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
    let hasColon = text.count == index + 6 && text[index + 3] == UInt8(ascii: ":")
    guard hasColon || text.count == index + 5, let hours = number(text, index + 1, 2),
      let minutes = number(text, index + (hasColon ? 4 : 3), 2)
    else { return nil }
    return (hours * 60 + minutes) * (sign == UInt8(ascii: "+") ? 1 : -1)
  }

  private static func days(of month: Int, _ year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return switch month {
    case 2: isLeap ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 1970-01-01 of the Gregorian calendar, whose years here begin in March.
  private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func date(dayNumber: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = dayNumber + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    )
  }
}
