/// Reads one text as a time, byte by byte and without allocating.
///
///     2026-11-02T10:00:30Z        2026-11-02 15:30:30.000 +05:30      20261102T100030Z
///     1793613630                  1793613630000                       1793613630.5
///     2026-11-02  2026-11  7d     where `forms` allows them
///
/// Date and time: RFC 3339, with a space or lower-case `t` and `z` (section 5.6), also without
/// seconds or zone (UTC), and the basic form of ISO 8601. Offsets are `+hh:mm`, `+hhmm` or `+hh`.
/// A leap second (`23:59:60` UTC at the end of a month, RFC 3339 section 5.7) is the moment after
/// it; `24:00:00` is the end of a day (ISO 8601). Numbers count from 1970 in seconds, milliseconds,
/// microseconds or nanoseconds, whichever puts them between 1973 and 5138.
struct TimeScanner {
  /// The forms that a text may have besides a moment.
  struct Forms: OptionSet {
    let rawValue: UInt8
    /// `2026-11-02`, `20261102`, `2026-11`, `2026`, `2026-11-02T14`.
    static let spans = Forms(rawValue: 1)
    /// `24h`: back from now.
    static let relative = Forms(rawValue: 2)
  }

  private let bytes: UnsafeRawBufferPointer
  private let forms: Forms
  private let now: Int64
  private var place: Int
  private let end: Int

  init(_ bytes: UnsafeRawBufferPointer, forms: Forms, now: Int64 = 0) {
    self.bytes = bytes
    self.forms = forms
    self.now = now
    var (start, end) = (0, bytes.count)
    while start < end, Self.isBlank(bytes[start]) { start += 1 }
    while end > start, Self.isBlank(bytes[end - 1]) { end -= 1 }
    (place, self.end) = (start, end)
  }

  /// From the written moment to where its last digit changes: a second, a day, ….
  mutating func read() throws(TimeProblem) -> Range<Int64> {
    let start = place
    var digits = 0
    while place + digits < end, bytes[place + digits] &- 0x30 < 10 { digits += 1 }
    let next = place + digits < end ? bytes[place + digits] : nil
    let span: Range<Int64>
    switch (digits, next) {
    case (4, UInt8(ascii: "-")): span = try extended()
    case (8, UInt8(ascii: "T")), (8, UInt8(ascii: "t")), (8, 0x20): span = try basic()
    case (8, nil) where forms.contains(.spans): span = try basic()
    case (4, nil) where forms.contains(.spans):
      let year = number(4) ?? 0
      span = Self.day(year, 1, 1)..<Self.day(year + 1, 1, 1)
    case (1..., nil), (1..., UInt8(ascii: ".")), (1..., UInt8(ascii: "e")),
      (1..., UInt8(ascii: "E")):
      span = try epoch(digits)
    case (1..., _) where forms.contains(.relative) && place + digits + 1 == end:
      span = try back(digits)
    default: throw problem(.noTime, from: start)
    }
    guard span.lowerBound >= Self.earliest, span.lowerBound <= Self.latest else {
      throw problem(.isOutOfRange, from: start)
    }
    return span
  }

  private static let earliest: Int64 = -62_167_219_200_000  // 0000-01-01T00:00:00Z
  private static let latest: Int64 = 253_402_300_799_999  // 9999-12-31T23:59:59.999Z
  private static let dayLength: Int64 = 86_400_000

  // MARK: - Dates

  private mutating func extended() throws(TimeProblem) -> Range<Int64> {
    let year = number(4) ?? 0
    place += 1
    let month = try number(2, .noTime)
    guard 1...12 ~= month else { throw problem(.noMonth(month), last: 2) }
    if place == end {
      guard forms.contains(.spans) else { throw problem(.isIncomplete, from: 0) }
      return Self.day(
        year, month, 1)..<(month == 12 ? Self.day(year + 1, 1, 1) : Self.day(year, month + 1, 1))
    }
    try expect(UInt8(ascii: "-"))
    return try day(year, month, isBasic: false)
  }

  private mutating func basic() throws(TimeProblem) -> Range<Int64> {
    let year = number(4) ?? 0
    let month = number(2) ?? 0
    guard 1...12 ~= month else { throw problem(.noMonth(month), last: 2) }
    return try day(year, month, isBasic: true)
  }

  /// Reads from the digits of the day on.
  private mutating func day(
    _ year: Int, _ month: Int, isBasic: Bool
  ) throws(TimeProblem) -> Range<Int64> {
    let day = try number(2, .noTime)
    guard day >= 1, day <= CivilDate.days(inMonth: month, of: year) else {
      throw problem(.noDay(day, month: month, year: year), last: 2)
    }
    let midnight = Self.day(year, month, day)
    guard skipSeparator() else {
      guard forms.contains(.spans) else { throw problem(.isIncomplete, from: 0) }
      let start = midnight - (try offset())
      return start..<(start + Self.dayLength)
    }
    return try time(after: midnight, isBasic: isBasic)
  }

  private static func day(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
    Int64(CivilDate.daysSince1970(year: year, month: month, day: day)) * dayLength
  }

  /// `T`, `t` or a space. Some tools write two: `2025-10-21TT00:52:27Z`.
  private mutating func skipSeparator() -> Bool {
    let start = place
    while place < end, place - start < 2,
      bytes[place] == 0x20 || bytes[place] | 0x20 == UInt8(ascii: "t")
    {
      // A space before the zone of a date does not precede a time.
      if bytes[place] == 0x20, place + 1 < end, bytes[place + 1] &- 0x30 >= 10,
        bytes[place + 1] | 0x20 != UInt8(ascii: "t"), bytes[place + 1] != 0x20
      {
        break
      }
      place += 1
    }
    return place > start
  }

  // MARK: - Times of day

  private mutating func time(
    after midnight: Int64, isBasic: Bool
  ) throws(TimeProblem) -> Range<Int64> {
    let hourPlace = place
    let hour = try number(2, .noTime)
    guard hour <= 24 else { throw problem(.noHour(hour), last: 2) }
    var (length, minute, second, fraction) = (Int64(3_600_000), 0, 0, Int64(0))
    if isBasic ? digitFollows : skip(UInt8(ascii: ":")) {
      minute = try number(2, .noTime)
      guard minute < 60 else { throw problem(.noMinute(minute), last: 2) }
      length = 60_000
      if isBasic ? digitFollows : skip(UInt8(ascii: ":")) {
        second = try number(2, .noTime)
        guard second <= 60 else { throw problem(.noSecond(second), last: 2) }
        length = 1_000
        if let milliseconds = try self.fraction() { (fraction, length) = (milliseconds, 1) }
      }
    } else if !forms.contains(.spans) {
      throw problem(.isIncomplete, from: hourPlace)
    }
    let secondPlace = place
    if hour == 24, minute > 0 || second > 0 || fraction > 0 {
      throw TimeProblem(.noHour(24), at: hourPlace..<(hourPlace + 2))
    }
    let seconds = Int64(hour * 3_600 + minute * 60 + min(second, 59))
    var start = midnight + seconds * 1_000 - (try offset())
    if second == 60 {
      start += 1_000
      guard start % Self.dayLength == 0, CivilTime(milliseconds: start).day == 1 else {
        throw TimeProblem(.noSecond(60), at: hourPlace..<secondPlace)
      }
    } else {
      start += fraction
    }
    return start..<(start + length)
  }

  /// Milliseconds of `.123456789` or `,5`; nil if there is no fraction.
  private mutating func fraction() throws(TimeProblem) -> Int64? {
    guard place < end, bytes[place] == UInt8(ascii: ".") || bytes[place] == UInt8(ascii: ",")
    else { return nil }
    place += 1
    guard digitFollows else { throw problem(.noTime, from: place) }
    var (value, scale) = (Int64(0), Int64(100))
    while digitFollows {
      value += Int64(bytes[place] &- 0x30) * scale
      scale /= 10
      place += 1
    }
    return value
  }

  /// The offset in milliseconds east of UTC: nothing, `Z`, ` UTC`, `+05:30`.
  private mutating func offset() throws(TimeProblem) -> Int64 {
    if place == end { return 0 }
    if bytes[place] == 0x20 { place += 1 }
    let start = place
    let sign = bytes[place]
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
      if sign | 0x20 == UInt8(ascii: "z"), place + 1 == end {
        place = end
        return 0
      }
      guard end - place == 3, isWord("utc") || isWord("gmt") else {
        throw problem(.noTime, from: start)
      }
      place = end
      return 0
    }
    place += 1
    let hours = try number(2, .noOffset)
    var minutes = 0
    if place < end {
      _ = skip(UInt8(ascii: ":"))
      minutes = try number(2, .noOffset)
    }
    guard place == end else { throw problem(.noTime, from: place) }
    guard hours < 24, minutes < 60 else { throw problem(.noOffset, from: start) }
    return Int64(hours * 60 + minutes) * 60_000 * (sign == UInt8(ascii: "-") ? -1 : 1)
  }

  private func isWord(_ word: StaticString) -> Bool {
    for index in 0..<3 where bytes[place + index] | 0x20 != word.utf8Start[index] { return false }
    return true
  }

  // MARK: - Numbers

  /// The maximum number of digits of a `UInt64`.
  private static let exactDigits = 18

  /// A number since 1970 that begins with this many digits, in JSON's form.
  private mutating func epoch(_ digits: Int) throws(TimeProblem) -> Range<Int64> {
    let start = place
    var value: UInt64 = 0
    var significant = 0
    // The number is value · 10^exponent.
    var exponent = 0
    func append(_ byte: UInt8, _ isFraction: Bool) {
      if significant < Self.exactDigits {
        value = value * 10 + UInt64(byte &- 0x30)
        if value > 0 { significant += 1 }
        if isFraction { exponent -= 1 }
      } else if !isFraction {
        exponent += 1
      }
    }
    for index in place..<(place + digits) { append(bytes[index], false) }
    place += digits
    if skip(UInt8(ascii: ".")) {
      guard digitFollows else { throw problem(.noTime, from: place) }
      while digitFollows {
        append(bytes[place], true)
        place += 1
      }
    }
    if place < end, bytes[place] | 0x20 == UInt8(ascii: "e") {
      place += 1
      let isNegative = skip(UInt8(ascii: "-"))
      if !isNegative { _ = skip(UInt8(ascii: "+")) }
      guard digitFollows else { throw problem(.noTime, from: place) }
      var written = 0
      while digitFollows {
        written = min(written * 10 + Int(bytes[place] &- 0x30), 1_000)
        place += 1
      }
      exponent += isNegative ? -written : written
    }
    guard place == end else { throw problem(.noTime, from: place) }
    // The digits before the point decide the unit: 9 to 11 digits are seconds from 1973 to 5138.
    let power: Int
    switch significant + exponent {
    case ..<9: throw problem(.isTooSmall, from: start)
    case 9...11: power = exponent + 3
    case 12...14: power = exponent
    case 15...17: power = exponent - 3
    case 18...20: power = exponent - 6
    default: throw problem(.isOutOfRange, from: start)
    }
    // At most 14 digits remain, so neither direction can overflow.
    for _ in 0..<max(0, power) { value *= 10 }
    for _ in 0..<max(0, -power) { value /= 10 }
    let milliseconds = Int64(value)
    return milliseconds..<(milliseconds + (milliseconds % 1_000 == 0 ? 1_000 : 1))
  }

  /// `24h`: from then to now.
  private mutating func back(_ digits: Int) throws(TimeProblem) -> Range<Int64> {
    let start = place
    let unit: Int64
    switch bytes[place + digits] {
    case UInt8(ascii: "s"): unit = 1_000
    case UInt8(ascii: "m"): unit = 60_000
    case UInt8(ascii: "h"): unit = 3_600_000
    case UInt8(ascii: "d"): unit = Self.dayLength
    case UInt8(ascii: "w"): unit = 7 * Self.dayLength
    default: throw problem(.noTime, from: start)
    }
    guard digits <= 12 else { throw problem(.isOutOfRange, from: start) }
    var count: Int64 = 0
    for index in place..<(place + digits) { count = count * 10 + Int64(bytes[index] &- 0x30) }
    let (length, overflows) = count.multipliedReportingOverflow(by: unit)
    guard !overflows, length <= now - Self.earliest else {
      throw problem(.isOutOfRange, from: start)
    }
    return (now - length)..<max(now, now - length + 1)
  }

  // MARK: - Bytes

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

  private var digitFollows: Bool { place < end && bytes[place] &- 0x30 < 10 }

  private mutating func number(_ width: Int) -> Int? {
    guard place + width <= end else { return nil }
    var value = 0
    for index in place..<(place + width) {
      guard bytes[index] &- 0x30 < 10 else { return nil }
      value = value * 10 + Int(bytes[index] &- 0x30)
    }
    place += width
    return value
  }

  private mutating func number(
    _ width: Int, _ reason: TimeProblem.Reason
  ) throws(TimeProblem) -> Int {
    guard let value = number(width) else { throw problem(reason, from: place) }
    return value
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard place < end, bytes[place] == byte else { return false }
    place += 1
    return true
  }

  private mutating func expect(_ byte: UInt8) throws(TimeProblem) {
    guard skip(byte) else { throw problem(.noTime, from: place) }
  }

  /// A problem with the text from a place on.
  private func problem(_ reason: TimeProblem.Reason, from start: Int) -> TimeProblem {
    let start = min(start, max(0, end - 1))
    return TimeProblem(reason, at: start..<max(end, start + 1))
  }

  /// A problem with the last bytes.
  private func problem(_ reason: TimeProblem.Reason, last count: Int) -> TimeProblem {
    TimeProblem(reason, at: (place - count)..<place)
  }
}
