import Basics
import Testing

@testable import HitStore

@Suite struct FilterParserTests {
  @Test(
    arguments: [
      "region:ap-*", "-event:Describe*,List*", "after:2026-11-01", "before:2026-11-01T14:00",
      "time:2026-11-01..2026-11-02", "verdict:none", "verdict:tp,fp,benign", "ip:198.51.100.0/24",
      "ip:2001:db8::/32", "error:", "-error:", "requestParameters.bucketName:logs", "kim", "-kim",
      "\"free text\"", "/aws-cli\\/1\\.\\d+/", "agent:/^Boto3/", "region:\"ap east\"",
      "raw:AKIA", "principal:\"a*b\"", "rule:\"Calls from unusual regions\"",
      "level:high,critical", "level:>=medium", "-level:<high", "level:", "tag:attack.t1535", "tag:",
      "account:111122223333",
      "key:AKIA*", "principal:arn:aws:iam::111122223333:user/kim", "agent:a\\ b*",
    ])
  func whatIsWrittenCanBeTyped(text: String) throws {
    let filters = try FilterParser.parse(text)
    #expect(filters.count == 1)
    #expect(filters.map(\.text) == [text])
    #expect(try FilterParser.parse(filters[0].text) == filters)
  }

  @Test func levels() throws {
    #expect(
      try FilterParser.parse("LEVEL:High,none,\"low\"") == [
        HitFilter(
          .level, [.level(.init(.equal, .high)), .missing, .level(.init(.equal, .low))])
      ])
    for wrong in ["level:severe", "level:>=", "level:h*", "level:=high"] {
      #expect(throws: FilterProblem.self) { try FilterParser.parse(wrong) }
    }
  }

  @Test func severalStandSideBySide() throws {
    let filters = try FilterParser.parse(
      "  region:ap-*,eu-west-1 -event:Describe* after:2026-11-01  \"kim\" ")
    #expect(
      filters == [
        HitFilter(.path("awsRegion"), [.pattern("ap-*"), .exactly("eu-west-1")]),
        HitFilter(.path("eventName"), isNegated: true, [.pattern("Describe*")]),
        HitFilter(.time, [.times(from: Timestamp.milliseconds("2026-11-01T00:00Z"), to: nil)]),
        HitFilter(.anyColumn, [.containing("kim")]),
      ])
    #expect(try FilterParser.parse("   ") == [])
  }

  /// An ARN, an address of the web and a time of day are texts, whatever colons they have.
  @Test(arguments: ["arn:aws:iam::1:user/kim", "https://example.com/a", "14:03"])
  func colonsInTexts(text: String) throws {
    #expect(try FilterParser.parse(text) == [HitFilter(.anyColumn, [.containing(text)])])
  }

  @Test(
    arguments: [
      ("after:2026-11-02T12:00:03+02:00", "after:2026-11-02T10:00:03"),
      ("before:2026-11-02T05:00-05:00", "before:2026-11-02T10:00"),
      ("after:20261102T100003Z", "after:2026-11-02T10:00:03"),
      ("after:1793613603", "after:2026-11-02T10:00:03"),
      ("before:1793613603500", "before:2026-11-02T10:00:03.500"),
      ("day:2026-11-02", "time:2026-11-02..2026-11-03"),
      ("time:2026-02", "time:2026-02-01..2026-03-01"),
      ("time:2026-12", "time:2026-12-01..2027-01-01"),
      ("time:2026-11-01T14", "time:2026-11-01T14:00..2026-11-01T15:00"),
      ("time:2026-11-01T14:00", "time:2026-11-01T14:00..2026-11-01T14:01"),
      ("time:2026-11-01T14:00:01Z", "time:2026-11-01T14:00:01..2026-11-01T14:00:02"),
      // Back from noon of 2026-11-30.
      ("after:24h", "after:2026-11-29T12:00"), ("before:2w", "before:2026-11-16T12:00"),
      ("after:90s", "after:2026-11-30T11:58:30"),
      ("time:7d..1d", "time:2026-11-23T12:00..2026-11-29T12:00"),
      ("time:15m", "time:2026-11-30T11:45..2026-11-30T12:00"),
    ])
  func timesInEveryForm(text: String, means: String) throws {
    let noon = Timestamp.milliseconds("2026-11-30T12:00:00Z")
    #expect(try FilterParser.parse(text, now: noon).map(\.text) == [means])
  }

  @Test(
    arguments: [
      ("regoin:x", "no field is called regoin; region? (.regoin insists)", 0..<6),
      ("a -", "expected a filter after -", 2..<3),
      ("verdict:maybe", "a verdict is none, tp, fp or benign", 8..<13),
      (
        "after:soon", "soon is not a time: 2026-11-01, 2026-11-01T14:00Z or, back from now, 24h",
        6..<10
      ),
      (
        "after:", "a time is expected here: 2026-11-01, 2026-11-01T14:00Z or, back from now, 24h",
        6..<7
      ),
      ("after:2026-02-30", "February 2026 has 28 days", 14..<16),
      ("kim before:2026-13-40", "there is no month 13", 16..<18),
      ("time:2026-11-01..2026-11-31", "November 2026 has 30 days", 25..<27),
      ("-day:2027-02-29", "February 2027 has 28 days", 13..<15),
      ("after:2026-11-02T24:30Z", "hour 24 is 24:00:00 only", 17..<19),
      ("after:2026-11-02T10:00+24:00", "a UTC offset is -23:59 to +23:59", 22..<28),
      (
        "after:é1", "é1 is not a time: 2026-11-01, 2026-11-01T14:00Z or, back from now, 24h", 6..<8
      ),
      ("x \"abc", "the quotes do not end", 2..<6),
      ("/abc", "the expression does not end: expected /", 0..<4),
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

  /// A field of the event with the name of something else keeps its dot.
  @Test(arguments: ["rule", "day", "type", "key", "verdict"])
  func aFieldWithAShortNameCanBeTypedAgain(name: String) throws {
    let filter = HitFilter(.path(name), is: "x")
    #expect(try FilterParser.parse(".\(name):x") == [filter])
    #expect(try FilterParser.parse(filter.text) == [filter], "\(filter.text)")
  }

  /// Any line is parsed or refused, and a parsed filter can be typed again.
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

/// Signs of a filter line joined to marks: still signs.
@Suite struct MarkedFilterTests {
  private static let marks = ["\u{301}", "\u{20E3}", "\u{FE0F}", "\u{338}"]

  @Test(arguments: marks) func signsSeparate(mark: String) throws {
    let wanted = HitFilter(.path("awsRegion"), [.exactly(mark + "a"), .exactly(mark + "b")])
    #expect(try FilterParser.parse("region:\(mark)a,\(mark)b") == [wanted])
    #expect(try FilterParser.parse("region:\(mark)a|\(mark)b") == [wanted])
    let negated = try FilterParser.parse("-\(mark)kim")
    #expect(negated == [HitFilter(.anyColumn, isNegated: true, [.containing(mark + "kim")])])
  }

  @Test(arguments: marks) func quotesQuote(mark: String) throws {
    for text in ["\"\(mark)a,\(mark) b\"\(mark)", "\\\(mark)", "/\(mark)", "-\(mark)", ":\(mark)x"]
    {
      for field in [HitField.path("userAgent"), .anyColumn] {
        let value: HitFilter.Value = field == .anyColumn ? .containing(text) : .exactly(text)
        let filter = HitFilter(field, [value])
        let read = try FilterParser.parse(filter.text)
        #expect(read == [filter], "\(filter.text)")
        #expect(Array(read.map(\.text).joined().utf8) == Array(filter.text.utf8))
      }
    }
  }
}

/// Wrong networks of `ip:`, with the place of the mistake.
@Suite struct FilterNetworkTests {
  @Test(arguments: [
    ("ip:10.0.0.0/99", "the prefix of a network is 0 to 32", 12..<14),
    ("a ip:198.51.100.0/33", "the prefix of a network is 0 to 32", 18..<20),
    ("ip:300.1.1.1/40", "300.1.1.1 is not an IP address", 3..<12),
    ("ip:2001:db8::/129", "the prefix of a network is 0 to 128", 14..<17),
    ("ip:2001:zz8::/32,2001:db8:::/32", "2001:db8::: is not an IP address", 17..<28),
    ("-network:10.0.0.0/", "the prefix of a network is 0 to 32", 18..<19),
    ("sourceIPAddress:10.0.0.0/x", "the prefix of a network is 0 to 32", 25..<26),
    ("ip:1.2.3.4.5", notAnAddress("1.2.3.4.5"), 3..<12),
    ("kim -ip:256.0.0.1", notAnAddress("256.0.0.1"), 8..<17),
    ("ip:10.1.2.3,198.51.100", notAnAddress("198.51.100"), 12..<22),
    ("network:10.0.0.", notAnAddress("10.0.0."), 8..<15),
    ("sourceIPAddress:0010.0.0.1", notAnAddress("0010.0.0.1"), 16..<26),
    ("ip:2001:db8:", notAnAddress("2001:db8:"), 3..<12),
  ]) func refused(line: String, message: String, range: Range<Int>) {
    #expect(throws: FilterProblem(message, at: range)) { try FilterParser.parse(line) }
  }

  @Test(arguments: [
    "ip:10.0.0.0/8", "ip:10.1.2.3/8", "ip:0.0.0.0/0", "ip:2001:db8::/128", "ip:035.249.253.232",
    "ip:\"AWS Internal/1\"", "ip:AWS*/99", "agent:1.2/99", "ip:Internal/99", "ip:253.252.51.07",
    "ip:\"256.0.0.1\"", "ip:256.0.*", "ip:/^10\\.0\\.0$/", "ip:2001:db8::1", "ip:-", "ip:beef",
    "agent:1.2.3.4.5", "eventVersion:1.08",
  ]) func taken(line: String) throws {
    let filters = try FilterParser.parse(line)
    #expect(filters.map(\.text) == [line])
    #expect(try FilterParser.parse(filters[0].text) == filters)
  }

  /// Any value in a log can be filtered by, and typed again.
  @Test(arguments: ["256.0.0.1", "1.2.3.4.5", "10.0", "035.249.253.232", "dead:beef", "::1"])
  func whatACellHoldsCanBeTypedAgain(address: String) throws {
    for field in [HitField.path("sourceIPAddress"), .network] {
      let filter = HitFilter(field, is: address)
      #expect(try FilterParser.parse(filter.text) == [filter], "\(filter.text)")
    }
  }

  private static func notAnAddress(_ text: String) -> String {
    "\(text) is not an IP address; put it in quotes to search for it literally"
  }
}
