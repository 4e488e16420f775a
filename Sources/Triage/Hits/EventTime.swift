/// An `eventTime` as milliseconds since 1970 (UTC), so that hits can be sorted and counted by time.
///
/// CloudTrail writes `2025-11-02T14:03:59Z`. Exports and anonymised sets also hold a blank for the `T`, a doubled `T`,
/// fractions of a second and no zone; all of these are read, as UTC. What is none of these is `nil`.
public enum EventTime {
  public static func milliseconds(_ text: some Collection<UInt8>) -> Int64? {
    var digits = Reader(bytes: text)
    guard let year = digits.number(4), digits.skip(UInt8(ascii: "-")),
      let month = digits.number(2), (1...12).contains(month), digits.skip(UInt8(ascii: "-")),
      let day = digits.number(2), (1...31).contains(day)
    else { return nil }
    let days = daysSince1970(year: year, month: month, day: day)
    guard digits.skipDateSeparator() else {
      return digits.isAtEnd ? Int64(days) * 86_400_000 : nil
    }
    guard let hour = digits.number(2), hour < 24, digits.skip(UInt8(ascii: ":")),
      let minute = digits.number(2), minute < 60, digits.skip(UInt8(ascii: ":")),
      let second = digits.number(2), second < 61
    else { return nil }
    let milliseconds = digits.fraction()
    return Int64(days * 86_400 + hour * 3_600 + minute * 60 + second) * 1_000 + Int64(milliseconds)
  }

  public static func milliseconds(_ text: String) -> Int64? { milliseconds(text.utf8) }

  /// `2025-11-02T14:03:59Z`, the form that CloudTrail writes.
  public static func text(milliseconds: Int64) -> String {
    let seconds = Int((Double(milliseconds) / 1_000).rounded(.down))
    let days = Int((Double(seconds) / 86_400).rounded(.down))
    let rest = seconds - days * 86_400
    let date = civil(days: days)
    return "\(pad(date.year, 4))-\(pad(date.month, 2))-\(pad(date.day, 2))"
      + "T\(pad(rest / 3_600, 2)):\(pad(rest / 60 % 60, 2)):\(pad(rest % 60, 2))Z"
  }

  /// The same with the milliseconds, where there are any: `2025-11-02T14:03:59.250Z`.
  public static func exactText(milliseconds: Int64) -> String {
    let rest = Int(milliseconds - (milliseconds / 1_000) * 1_000)
    let text = text(milliseconds: milliseconds)
    if rest == 0 { return text }
    return text.dropLast() + "." + pad(rest < 0 ? rest + 1_000 : rest, 3) + "Z"
  }

  /// The day of a time, in UTC.
  static func date(milliseconds: Int64) -> (year: Int, month: Int, day: Int) {
    civil(days: Int(milliseconds.dividedDown(by: 86_400_000)))
  }

  /// Midnight at the beginning of a day.
  static func milliseconds(year: Int, month: Int, day: Int) -> Int64 {
    Int64(daysSince1970(year: year, month: month, day: day)) * 86_400_000
  }

  private static func pad(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// Howard Hinnant's `days_from_civil`: http://howardhinnant.github.io/date_algorithms.html
  private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The inverse, `civil_from_days` of the same source.
  private static func civil(days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * monthIndex + 2) / 5 + 1
    )
  }

  private struct Reader<Bytes: Collection<UInt8>> {
    var rest: Bytes.SubSequence

    init(bytes: Bytes) { rest = bytes[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func number(_ width: Int) -> Int? {
      var value = 0
      for _ in 0..<width {
        guard let byte = rest.first, (48...57).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 48)
        rest.removeFirst()
      }
      return value
    }

    mutating func skip(_ byte: UInt8) -> Bool {
      guard rest.first == byte else { return false }
      rest.removeFirst()
      return true
    }

    mutating func skipDateSeparator() -> Bool {
      var found = false
      while let byte = rest.first, byte == UInt8(ascii: "T") || byte == UInt8(ascii: " ") {
        rest.removeFirst()
        found = true
      }
      return found
    }

    /// Milliseconds of `.123456789`, or 0.
    mutating func fraction() -> Int {
      guard skip(UInt8(ascii: ".")) else { return 0 }
      var value = 0
      var width = 0
      while let byte = rest.first, (48...57).contains(byte) {
        if width < 3 {
          value = value * 10 + Int(byte - 48)
          width += 1
        }
        rest.removeFirst()
      }
      while width < 3 {
        value *= 10
        width += 1
      }
      return value
    }
  }
}
