/// Times of events, options and filters, as texts and as milliseconds since 1970 (UTC).
///
///     Timestamp.milliseconds("2026-11-02T12:00:03+02:00")       // 1_793_613_603_000
///     Timestamp.text(milliseconds: 1_793_613_603_000)           // 2026-11-02T10:00:03Z
///     try Timestamp.span("2026-11-02", now: now)                // that day
///
/// `TimeScanner` has the forms. CloudTrail's form `2026-11-02T10:00:03Z` has a fast path, since
/// every event of a scan is read.
public enum Timestamp {
  /// A moment of an event. A date without a time of day is not a moment.
  public static func milliseconds(_ text: UnsafeRawBufferPointer) -> Int64? {
    if text.count == plainLength, let time = plain(text) { return time }
    var scanner = TimeScanner(text, forms: [])
    return try? scanner.read().lowerBound
  }

  public static func milliseconds(_ text: some StringProtocol) -> Int64? {
    withBytes(of: text) { milliseconds($0) }
  }

  /// Times as people type them in options and filters, with days, months and times back from now.
  ///
  /// - Parameter now: milliseconds since 1970; nil refuses relative times.
  /// - Returns: from the moment to the end of the written second, day or month; for `7d`, the last
  ///   seven days.
  public static func span(
    _ text: some StringProtocol, now: Int64?
  ) throws(TimeProblem) -> Range<Int64> {
    let result = withBytes(of: text) { bytes -> Result<Range<Int64>, TimeProblem> in
      var scanner = TimeScanner(
        bytes, forms: now == nil ? .spans : [.spans, .relative], now: now ?? 0)
      do throws(TimeProblem) { return .success(try scanner.read()) } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private static func withBytes<R>(
    of text: some StringProtocol, _ body: (UnsafeRawBufferPointer) -> R
  ) -> R {
    var copy = String(text)
    return copy.withUTF8 { body(UnsafeRawBufferPointer($0)) }
  }

  // MARK: - Writing

  /// Whether a text is a time in RFC 3339's form for UTC, with any fraction. Such a text can be
  /// compared with the result of `text(milliseconds:)`.
  public static func isUTC(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.count >= plainLength, text[10] == UInt8(ascii: "T"),
      text[text.count - 1] == UInt8(ascii: "Z")
    else { return false }
    if text.count > plainLength, text[19] != UInt8(ascii: ".") { return false }
    return milliseconds(text) != nil
  }

  /// `2026-11-02T10:00:03Z`, the form that CloudTrail writes.
  public static func text(milliseconds: Int64) -> String {
    let time = CivilTime(milliseconds: milliseconds)
    return "\(time.date)T\(CivilDate.padded(time.hour, 2)):\(CivilDate.padded(time.minute, 2))"
      + ":\(CivilDate.padded(time.second, 2))Z"
  }

  /// The same with milliseconds, if not zero: `2026-11-02T10:00:03.250Z`.
  public static func exactText(milliseconds: Int64) -> String {
    let rest = Int(milliseconds - milliseconds.dividedDown(by: 1_000) * 1_000)
    let text = text(milliseconds: milliseconds)
    return rest == 0 ? text : text.dropLast() + "." + CivilDate.padded(rest, 3) + "Z"
  }

  /// `2026-11-02`
  public static func dateText(milliseconds: Int64) -> String {
    CivilTime(milliseconds: milliseconds).date.description
  }

  // MARK: - The usual form

  private static let plainLength = 20

  /// Reads `2026-11-02T10:00:03Z`; nil for anything else of that length.
  private static func plain(_ text: UnsafeRawBufferPointer) -> Int64? {
    // Digits become 0 to 9, and expected separators become 0.
    let head = word(text, 0) ^ 0x3030_3030_2d30_302d
    let middle = word(text, 8) ^ 0x3030_5430_303a_3030
    let tail = word(text, 12) ^ 0x303a_3030_3a30_305a
    guard
      isDigits(head, 0x7676_7676_7f76_767f), isDigits(middle, 0x7676_7f76_767f_7676),
      isDigits(tail, 0x767f_7676_7f76_767f)
    else { return nil }
    let year = pair(head, 56) * 100 + pair(head, 40)
    let (month, day) = (pair(head, 16), pair(middle, 56))
    let (hour, minute, second) = (pair(middle, 32), pair(middle, 8), pair(tail, 16))
    guard 1...12 ~= month, day >= 1, hour < 24, minute < 60, second < 60,
      day <= 28 || day <= CivilDate.days(inMonth: month, of: year)
    else { return nil }
    let days = CivilDate.daysSince1970(year: year, month: month, day: day)
    return Int64(days * 86_400 + hour * 3_600 + minute * 60 + second) * 1_000
  }

  @inline(__always)
  private static func word(_ text: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    UInt64(bigEndian: text.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// Whether each byte is at most 9, or 0 where `limits` has 0x7f: adding it sets the highest bit
  /// otherwise.
  @inline(__always)
  private static func isDigits(_ word: UInt64, _ limits: UInt64) -> Bool {
    ((word & 0x7f7f_7f7f_7f7f_7f7f) &+ limits | word) & 0x8080_8080_8080_8080 == 0
  }

  /// The number of the two digits whose first one is in the byte that begins at a bit.
  @inline(__always)
  private static func pair(_ word: UInt64, _ bit: UInt64) -> Int {
    Int(word >> bit & 0xff) * 10 + Int(word >> (bit - 8) & 0xff)
  }
}
