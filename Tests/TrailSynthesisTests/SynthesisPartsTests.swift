import Basics
import CloudTrail
import Foundation
import Testing

@testable import TrailSynthesis

@Suite struct SynthesisPartsTests {
  @Test func randomNumbersAreThoseOfThePaper() {
    // The first numbers for seed 1234567, as the reference implementations give them.
    var random = SplitMix64(seed: 1_234_567)
    let numbers = (0..<3).map { _ in random.next() }
    #expect(
      numbers == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
  }

  @Test func drawsStayBelowTheirBound() {
    var random = SplitMix64(seed: 1)
    var seen: Set<Int> = []
    for _ in 0..<1_000 { seen.insert(random.below(7)) }
    #expect(seen == Set(0..<7))
    #expect(random.below(0) == 0)
  }

  @Test func datesAgreeWithTheCalendar() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    for seconds in stride(from: -40_000_000, to: 4_200_000_000, by: 7_777_777) {
      let time = CivilTime(secondsSince1970: seconds)
      let parts = calendar.dateComponents(
        [.year, .month, .day, .hour, .minute, .second, .weekday],
        from: Date(timeIntervalSince1970: Double(seconds)))
      #expect([time.year, time.month, time.day] == [parts.year, parts.month, parts.day])
      #expect([time.hour, time.minute, time.second] == [parts.hour, parts.minute, parts.second])
      #expect((time.weekday + 1) % 7 + 1 == parts.weekday)
    }
  }

  @Test(arguments: [0, 1, 1_000, 3_000_000])
  func gzipGivesBackWhatWentIn(count: Int) throws {
    var random = SplitMix64(seed: 4)
    var content = RecordBytes()
    content.appendHex(count, random: &random)
    let member = try GzipWriter().compressed(content.bytes)
    #expect(SynthesisFolders.inflated(member) == content.bytes)
    // No time in the header.
    #expect(member[4..<8] == [0, 0, 0, 0])
  }

  @Test func aRefusedLevelIsAnError() {
    #expect(throws: GzipError.self) { try GzipWriter(level: 99).compressed([]) }
  }

  @Test func templatesDropTheirLayoutAndFillTheirHoles() {
    let template: Template = """
      {"where":"<account>/<region>",
        "at":"<time>","who":"<who ann|bo>",
      "twice":"<pick a|b> <pick a|b>"}
      """
    var context = RecordContext(
      account: "111122223333", otherAccount: "", region: "eu-west-1", time: TrailPlan.end, who: 3,
      choice: 1, sharedSeed: 0, random: SplitMix64(seed: 0))
    var output = RecordBytes()
    template.render(into: &output, &context)
    let text = String(decoding: output.bytes, as: UTF8.self)
    #expect(
      text.hasPrefix(
        #"{"where":"111122223333/eu-west-1","at":"2026-03-02T00:00:00Z","who":"bo","twice":""#))
    #expect(text.hasSuffix(#""a a"}"#) || text.hasSuffix(#""b b"}"#))
  }

  @Test func timesInWordsKeepTwelveHours() {
    var output = RecordBytes()
    output.appendSpokenTime(TrailPlan.end)
    output.append("; ")
    output.appendSpokenTime(TrailPlan.end + 13 * 3_600 + 61)
    #expect(
      String(decoding: output.bytes, as: UTF8.self)
        == "Mar 2, 2026, 12:00:00 AM; Mar 2, 2026, 1:01:01 PM")
  }
}
