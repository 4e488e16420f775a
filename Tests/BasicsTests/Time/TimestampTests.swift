import Foundation
import TestSupport
import Testing

@testable import Basics

@Suite struct TimestampTests {
  /// 2026-11-02T10:00:30Z in the forms of trails, exports and SIEMs.
  @Test(arguments: [
    "2026-11-02T10:00:30Z", "2026-11-02t10:00:30z", "2026-11-02 10:00:30", "2026-11-02T10:00:30",
    "2026-11-02TT10:00:30Z", "2026-11-02  10:00:30", " 2026-11-02T10:00:30Z\n",
    "2026-11-02T15:30:30+05:30", "2026-11-02T15:30:30+0530", "2026-11-02T02:00:30-08",
    "2026-11-03T00:00:30+14:00", "2026-11-01T23:00:30-11:00", "2026-11-02 15:30:30.000 +05:30",
    "2026-11-02T10:00:30-00:00", "2026-11-02 10:00:30.000 UTC", "2026-11-02T10:00:30 gmt",
    "2026-11-02T10:00:30.000000000000000000Z", "2026-11-02T10:00:30,000Z", "20261102T100030Z",
    "20261102T153030+0530", "20261102t100030", "20261102 100030.0Z", "1793613630",
    "1793613630000", "1793613630.0", "1.79361363e9", "1.79361363E+12", "1793613630000000",
    "1793613630000000000", "001793613630", "17936136300e-1",
  ])
  func oneMomentInManyForms(text: String) {
    #expect(Timestamp.milliseconds(text) == 1_793_613_630_000)
  }

  @Test(
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("2024-02-29T23:59:59Z", 1_709_251_199_000),
      ("2021-01-01 00:00:00.123456789", 1_609_459_200_123),
      ("2021-01-01T00:00:00.5Z", 1_609_459_200_500), ("2021-01-01T00:00Z", 1_609_459_200_000),
      ("2021-01-01T0000", nil), ("20210101T0000Z", 1_609_459_200_000),
      ("1609459200.123", 1_609_459_200_123), ("1609459200.1239", 1_609_459_200_123),
      ("1609459200123.9", 1_609_459_200_123), ("1609459200123456", 1_609_459_200_123),
      ("0000-01-01T00:00:00Z", -62_167_219_200_000),
      ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
      // The end of a day, and a leap second: the moment after it.
      ("2020-12-31T24:00:00Z", 1_609_459_200_000), ("2020-12-31T23:59:60Z", 1_609_459_200_000),
      ("2020-12-31T15:59:60-08:00", 1_609_459_200_000),
      ("2021-01-01T05:29:60.999+05:30", 1_609_459_200_000),
    ] as [(String, Int64?)])
  func moments(text: String, milliseconds: Int64?) {
    #expect(Timestamp.milliseconds(text) == milliseconds)
  }

  @Test(arguments: [
    "", " ", "-", "yesterday", "2025-13-01T00:00:00Z", "2025-00-01T00:00:00Z",
    "2025-11-02T25:00:00Z", "2025-11-02T24:00:01Z", "2025-11-02T24:01Z", "2025-11-02T10:60:00Z",
    "2025-11-02T10:00:61Z", "2025-11-02T10:00:60Z", "2025-11-02T23:59:60Z",
    "2020-12-31T23:59:60+01:00", "2026-02-30T10:00:00Z", "2026-11-31T10:00:00Z",
    "2027-02-29T10:00:00Z", "2100-02-29T10:00:00Z", "2026-11-00T10:00:00Z",
    "2025-11-02T10:00:00+24:00", "2025-11-02T10:00:00+05:60", "2025-11-02T10:00:00+5",
    "2025-11-02T10:00:00+05:", "2025-11-02T10:00:00Z5", "2025-11-02T10:00:00.Z",
    "2025-11-02T10:00:00 CET", "2025-11-02T1:00:00Z", "2025-1-2T10:00:00Z",
    "0000-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "2025-11-02T10:0:;:03Z",
    "2025-11-0:T10:00:03Z", "2:25-11-02T10:00:03Z", "2025-11-02T10:00:03\u{0}",
    // Days, months and hours are not moments, nor are small or endless numbers.
    "2025-11-02", "2025-11", "2025", "20251102", "2025-11-02T14", "24h", "0", "12345678",
    "-1793613630", "1793613630s", "1793613630.", "1793613630e", "1e999999999999",
    "99999999999999999999999", "0x6ae7",
  ])
  func noMoments(text: String) {
    #expect(Timestamp.milliseconds(text) == nil)
  }

  // MARK: - Options and filters

  private static let now = Timestamp.milliseconds("2026-11-30T12:00:00Z") ?? 0

  @Test(
    arguments: [
      ("2026-11-02", "2026-11-02T00:00:00Z", "2026-11-03T00:00:00Z"),
      ("20261102", "2026-11-02T00:00:00Z", "2026-11-03T00:00:00Z"),
      ("2026-11-02Z", "2026-11-02T00:00:00Z", "2026-11-03T00:00:00Z"),
      ("2026-11-02+05:30", "2026-11-01T18:30:00Z", "2026-11-02T18:30:00Z"),
      ("2024-02-29", "2024-02-29T00:00:00Z", "2024-03-01T00:00:00Z"),
      ("2026-12", "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"),
      ("2024", "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z"),
      ("2026-11-02T10", "2026-11-02T10:00:00Z", "2026-11-02T11:00:00Z"),
      ("2026-11-02T10:00", "2026-11-02T10:00:00Z", "2026-11-02T10:01:00Z"),
      ("2026-11-02T10:00:03.5Z", "2026-11-02T10:00:03.500Z", "2026-11-02T10:00:03.501Z"),
      ("1793613603", "2026-11-02T10:00:03Z", "2026-11-02T10:00:04Z"),
      ("90s", "2026-11-30T11:58:30Z", "2026-11-30T12:00:00Z"),
      ("15m", "2026-11-30T11:45:00Z", "2026-11-30T12:00:00Z"),
      ("24h", "2026-11-29T12:00:00Z", "2026-11-30T12:00:00Z"),
      ("7d", "2026-11-23T12:00:00Z", "2026-11-30T12:00:00Z"),
      ("90d", "2026-09-01T12:00:00Z", "2026-11-30T12:00:00Z"),
      ("2w", "2026-11-16T12:00:00Z", "2026-11-30T12:00:00Z"),
      ("0d", "2026-11-30T12:00:00Z", "2026-11-30T12:00:00.001Z"),
    ])
  func spans(text: String, from: String, to: String) throws {
    let span = try Timestamp.span(text, now: Self.now)
    #expect(Timestamp.exactText(milliseconds: span.lowerBound) == from)
    #expect(Timestamp.exactText(milliseconds: span.upperBound) == to)
  }

  @Test(
    arguments: [
      ("2026-02-30", "February 2026 has 28 days", "        ^^"),
      ("2027-02-29T10:00Z", "February 2027 has 28 days", "        ^^"),
      ("2026-13-01", "there is no month 13", "     ^^"),
      ("20261302", "there is no month 13", "    ^^"),
      ("2026-11-00", "there is no day 0", "        ^^"),
      ("2026-11-02T25:00", "there is no hour 25", "           ^^"),
      ("2026-11-02T24:01", "hour 24 is 24:00:00 only", "           ^^"),
      ("2026-11-02T10:61", "there is no minute 61", "              ^^"),
      ("2026-11-02T10:00+25:00", "a UTC offset is -23:59 to +23:59", "                ^^^^^^"),
      ("2026-11-02T10:00 CET", "not a date or time", "                 ^^^"),
      ("yesterday-ish", "not a date or time", "^^^^^^^^^^^^^"),
      ("7 d", "not a date or time", "^^^"), ("7y", "not a date or time", "^^"),
      ("123", "too small for seconds since 1970", "^^^"),
      ("999999999999w", "outside the years 0000 to 9999", "^^^^^^^^^^^^^"),
      ("12345678901234567890d", "outside the years 0000 to 9999", "^^^^^^^^^^^^^^^^^^^^^"),
      ("ñ2026", "not a date or time", "^^^^^"), ("", "not a date or time", "^"),
    ])
  func problemsAreNamedWhereTheyAre(text: String, message: String, caret: String) {
    #expect {
      try Timestamp.span(text, now: Self.now)
    } throws: { error in
      guard let problem = error as? TimeProblem else { return false }
      return problem.description == message
        && problem.caret(below: text) == "  \(text)\n  \(caret)"
    }
  }

  @Test func nothingIsRelativeWithoutAClock() {
    #expect(throws: TimeProblem.self) { try Timestamp.span("24h", now: nil) }
  }

  // MARK: - Against an independent calendar

  @Test func agreesWithFoundation() {
    var generator = SeededGenerator(seed: 7)
    let formatter = ISO8601DateFormatter()
    func text(_ seconds: Int64) -> String {
      formatter.string(from: Date(timeIntervalSince1970: Double(seconds)))
    }
    for _ in 0..<2_000 {
      // From 1600, since Foundation's calendar is the Julian one before 1582, to 9999.
      let seconds = Int64.random(in: -11_676_096_000...253_402_200_000, using: &generator)
      #expect(Timestamp.text(milliseconds: seconds * 1_000) == text(seconds))
      #expect(Timestamp.milliseconds(text(seconds)) == seconds * 1_000)
      let offset = Int64.random(in: -1_439...1_439, using: &generator)
      let (hours, minutes) = (abs(offset) / 60, abs(offset) % 60)
      let zone =
        (offset < 0 ? "-" : "+") + (hours < 10 ? "0" : "") + "\(hours):"
        + (minutes < 10 ? "0" : "") + "\(minutes)"
      let local = text(seconds + offset * 60).dropLast() + zone
      #expect(Timestamp.milliseconds(local) == seconds * 1_000, "\(local)")
    }
  }

  /// The quick path and the general one agree on every text, digits out of range included.
  @Test func thePlainFormIsReadAsAnyOther() {
    var generator = SeededGenerator(seed: 3)
    let usual = Array("2026-02-29T10:00:03Z".utf8)
    for _ in 0..<20_000 {
      var bytes = usual
      for _ in 0..<Int.random(in: 0...3, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[place] = UInt8.random(in: 0x2a...0x3f, using: &generator)
      }
      bytes.withUnsafeBytes { bytes in
        var scanner = TimeScanner(bytes, forms: [])
        let slow = try? scanner.read().lowerBound
        #expect(Timestamp.milliseconds(bytes) == slow)
      }
    }
  }

  /// Any bytes are read or refused; what is read can be written and read again.
  @Test func anyBytes() {
    var generator = SeededGenerator(seed: 5)
    let alphabet = Array("0123456789-:T.Z +e dhw".utf8)
    for _ in 0..<50_000 {
      let text = String(
        decoding: (0..<Int.random(in: 0...26, using: &generator)).map { _ in
          alphabet.randomElement(using: &generator) ?? 0
        }, as: UTF8.self)
      do {
        let span = try Timestamp.span(text, now: Self.now)
        let written = Timestamp.exactText(milliseconds: span.lowerBound)
        #expect(Timestamp.milliseconds(written) == span.lowerBound)
      } catch {
        #expect(error.range.lowerBound >= 0 && !error.range.isEmpty)
      }
    }
  }
}

@Suite struct CivilDateTests {
  @Test(arguments: [
    ("2026-11-02", 20_759), ("1970-01-01", 0), ("2024-02-29", 19_782), ("0000-03-01", -719_468),
  ])
  func readsDays(text: String, days: Int) throws {
    let date = try #require(CivilDate(text))
    #expect(date.daysSince1970 == days)
    #expect(date.description == text)
    #expect(CivilDate(daysSince1970: days) == date)
  }

  @Test(arguments: [
    "2026-02-30", "2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-01",
    "2026-01-00", "2026-1-1", "2026/01/01", "2026-01-01 ", " 2026-01-01", "2026-01-011", "",
    "never",
    "２０２６-01-01",
  ])
  func refusesOtherTexts(text: String) {
    #expect(CivilDate(text) == nil)
  }

  @Test func otherSeparators() {
    #expect(CivilDate("2026/11/02", separator: "/") == CivilDate("2026-11-02"))
    #expect(CivilDate("2026/11-02", separator: "/") == nil)
    #expect(CivilDate("2026/02/30", separator: "/") == nil)
  }

  /// Weeks at the turn of a year, from ISO 8601.
  @Test(arguments: [
    ("2020-12-31", 53, 3), ("2021-01-03", 53, 6), ("2021-01-04", 1, 0), ("2024-12-30", 1, 0),
    ("2026-11-02", 45, 0),
  ])
  func weeks(text: String, week: Int, weekday: Int) throws {
    let date = try #require(CivilDate(text))
    #expect((date.isoWeek, date.weekday) == (week, weekday))
  }
}
