import Testing

@testable import Triage

@Suite struct FilterParserTests {
  @Test(
    arguments: [
      "region:ap-*", "-event:Describe*,List*", "after:2026-11-01", "before:2026-11-01T14:00",
      "time:2026-11-01..2026-11-02", "verdict:none", "verdict:tp,fp,benign", "ip:198.51.100.0/24",
      "ip:2001:db8::/32", "error:", "-error:", "requestParameters.bucketName:logs", "kim", "-kim",
      "\"free text\"", "/aws-cli\\/1\\.\\d+/", "agent:/^Boto3/", "region:\"ap east\"",
      "raw:AKIA", "principal:\"a*b\"", "rule:\"Calls from unusual regions\"",
      "account:111122223333",
      "key:AKIA*", "principal:arn:aws:iam::111122223333:user/kim", "agent:a\\ b*",
    ])
  func whatIsWrittenCanBeTyped(text: String) throws {
    let filters = try FilterParser.parse(text)
    #expect(filters.count == 1)
    #expect(filters.map(\.text) == [text])
    #expect(try FilterParser.parse(filters[0].text) == filters)
  }

  @Test func severalStandSideBySide() throws {
    let filters = try FilterParser.parse(
      "  region:ap-*,eu-west-1 -event:Describe* after:2026-11-01  \"kim\" ")
    #expect(
      filters == [
        HitFilter(.path("awsRegion"), [.pattern("ap-*"), .exactly("eu-west-1")]),
        HitFilter(.path("eventName"), isNegated: true, [.pattern("Describe*")]),
        HitFilter(.time, [.times(from: EventTime.milliseconds("2026-11-01"), to: nil)]),
        HitFilter(.anyColumn, [.containing("kim")]),
      ])
    #expect(try FilterParser.parse("   ") == [])
  }

  /// An ARN, an address of the web and a time of day are texts, whatever colons they have.
  @Test(arguments: ["arn:aws:iam::1:user/kim", "https://example.com/a", "14:03"])
  func colonsInTexts(text: String) throws {
    #expect(try FilterParser.parse(text) == [HitFilter(.anyColumn, [.containing(text)])])
  }

  @Test func timesReachAsFarAsTheyAreWritten() {
    let day = EventTime.milliseconds("2026-11-01") ?? 0
    #expect(FilterParser.time("2026-11-01") == day..<(day + 86_400_000))
    #expect(FilterParser.time("2026-11-01T14:00") == (day + 50_400_000)..<(day + 50_460_000))
    #expect(FilterParser.time("2026-11-01T14") == (day + 50_400_000)..<(day + 54_000_000))
    #expect(FilterParser.time("2026-11-01T14:00:01Z") == (day + 50_401_000)..<(day + 50_402_000))
    #expect(FilterParser.time("2026-11") == day..<(day + 30 * 86_400_000))
    #expect(FilterParser.time("yesterday") == nil)
  }

  @Test(
    arguments: [
      ("regoin:x", "no field is called regoin; region? (.regoin insists)", 0..<6),
      ("a -", "- wants what is not to be shown behind it", 2..<3),
      ("verdict:maybe", "a verdict is none, tp, fp or benign", 8..<13),
      ("after:soon", "soon is no time; 2026-11-01 and 2026-11-01T14:00 are", 6..<10),
      ("after:", "a time is wanted here: 2026-11-01 or 2026-11-01T14:00", 6..<7),
      ("x \"abc", "the quotes do not end", 2..<6),
      ("/abc", "the expression does not end: / is wanted", 0..<4),
    ] as [(String, String, Range<Int>)])
  func mistakesAreNamedWhereTheyAre(text: String, message: String, range: Range<Int>) {
    #expect(throws: FilterProblem(message, at: range)) { try FilterParser.parse(text) }
  }

  @Test func aBadExpressionIsPointedAt() {
    #expect {
      try FilterParser.parse("agent:/a(b/")
    } throws: { error in
      guard let problem = error as? FilterProblem else { return false }
      return (7..<11).contains(problem.range.lowerBound)
    }
  }

  @Test func aSlipOfTheFingersCanBeInsistedOn() throws {
    #expect(try FilterParser.parse(".regoin:x") == [HitFilter(.path("regoin"), is: "x")])
    #expect(try FilterParser.parse("regoin:x", columns: ["regoin"]).count == 1)
    #expect(try FilterParser.parse("whatever:x").count == 1)
  }

  /// Whatever is typed is read or refused, and what is read can be typed again.
  @Test func anyKeys() throws {
    let alphabet = Array("region:verdict event ap-* ,|\"\\/()[-.19T:äé ")
    var random = Random(state: 5)
    for _ in 0..<20_000 {
      let text = String((0..<random.below(24)).map { _ in alphabet[random.below(alphabet.count)] })
      guard let filters = try? FilterParser.parse(text) else { continue }
      for filter in filters {
        let again = try FilterParser.parse(filter.text)
        #expect(again == [filter], "\(text) ─ \(filter.text)")
      }
    }
  }
}
