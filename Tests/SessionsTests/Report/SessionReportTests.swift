import Basics
import Foundation
import RuleEditing
import SessionSupport
import Testing

@testable import HitStore
@testable import Scanning
@testable import Sessions

/// The report of a session in every format, with hostile text as plain text.
@Suite struct SessionReportTests {
  private let session: TestSession

  init() throws { session = try TestSession() }

  private static let hostile =
    "a|b`c``<script>alert(1)</script> [x](http://evil) **b** @kim #12\n# head\r\n| x |\u{1B}[31m\u{202E}\\"

  /// An edit, verdicts (one undone), a comment on a hit without a verdict.
  private func report(note: String = "asked lee", withEvents: Bool = false) throws -> SessionReport
  {
    let engine = try session.engine(FaultyStorage())
    let table = session.table
    let preview = try engine.preview(
      .allowRegion("ap-east-1"), reason: note, rule: 0, table: table)
    _ = try engine.decide(.edit(preview), table: table)
    _ = try engine.decide(
      .judge(.truePositive, hits: [session.id(5), session.id(4)], exception: nil), table: table)
    _ = try engine.decide(.comment(note, hits: [session.id(4), session.id(6)]), table: table)
    _ = try engine.decide(
      .judge(.benignTruePositive, hits: [session.id(4)], exception: nil), table: table)
    _ = try engine.decide(
      .judge(.falsePositive, hits: [session.id(6)], exception: nil), table: table)
    _ = try engine.undo(table: table)
    let (contents, journal) = try JournalContents.load(session.journalPath)
    var hits: ReportedHits?
    if withEvents { hits = try reportedHits(contents) }
    return SessionReport(contents, journal: journal, hits: hits, tool: "trailsift test")
  }

  private func reportedHits(_ contents: JournalContents) throws -> ReportedHits {
    let log = session.folder.appendingPathComponent("events.json").path
    let request = ScanRequest(
      matcher: session.rules.matcher, logs: [log], columns: ReportedHits.columns, jobs: 1)
    let table = Locked(
      HitTable(columns: request.columns, ruleIdentities: session.rules.rules.map(\.identity)))
    Scan(request).run { update in
      if case .hits(let batch) = update { table.withLock { $0.append(batch, spoolOffset: 0) } }
    }
    return ReportedHits(
      table.withLock { $0 }, of: contents, logs: .init(files: 1, records: 6, matched: 6))
  }

  @Test func verdictsHaveTheFieldsThatOthersRead() throws {
    let report = try report()
    let rule = session.rules.rules[0].identity
    #expect(
      report.csv == """
        rule_id,event_id,verdict,timestamp,analyst,note\r
        \(rule),e5,true_positive,2025-11-13T02:13:20Z,kim,\r
        \(rule),e4,benign_true_positive,2025-11-13T02:13:20Z,kim,asked lee\r

        """)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(report.json.utf8)) as? [String: Any])
    let verdicts = try #require(json["verdicts"] as? [[String: Any]])
    #expect(verdicts.count == 2)
    #expect(
      Set(verdicts[1].keys)
        == ["rule_id", "event_id", "verdict", "timestamp", "analyst", "note"])
    #expect(verdicts[1]["note"] as? String == "asked lee")
    #expect((json["undone"] as? [Any])?.count == 1)
    #expect((json["comments"] as? [Any])?.count == 1)
    let rules = try #require(json["rules"] as? [[String: Any]])
    #expect((rules[0]["diff"] as? String)?.contains("+    filter_main_allowed_regions") == true)
    #expect(rules[0]["before_sha256"] as? String == SHA256.hex(of: TestSession.rule.utf8))
  }

  @Test func theMarkdownSaysItAll() throws {
    let text = try report().markdown
    for part in [
      "# Triage report", "`Calls from unusual regions`", "1 true positive, 0 false positive",
      "| benign true positive | 1 hit | `e4` | `kim` |", "`asked lee`", "```diff", "silenced",
      "## Taken back", "false positive on 1 hit", "## Comments on hits without a verdict", "`e6`",
      SHA256.hex(of: TestSession.rule.utf8), "3 hits",
    ] {
      #expect(text.contains(part), "\(part) in\n\(text)")
    }
  }

  @Test func eventsAddTheirFacts() throws {
    let report = try report(withEvents: true)
    #expect(report.csv.contains("event_time,aws_region,principal,event_name,source_ip\r\n"))
    #expect(
      report.csv.contains(
        ",2025-11-02T14:00:04Z,me-south-1,arn:aws:iam::1:user/kim,ListUsers,203.0.113.7\r\n"))
    #expect(
      report.markdown.contains("6 hits, from 2025-11-02T14:00:01Z to 2025-11-02T14:00:06Z"))
    #expect(
      report.json.contains(#""event":{"time":"2025-11-02T14:00:04Z","aws_region":"me-south-1""#))
  }

  @Test func theSameJournalIsTheSameReport() throws {
    let first = try report()
    let (contents, journal) = try JournalContents.load(session.journalPath)
    for _ in 0..<3 {
      let again = SessionReport(contents, journal: journal, tool: "trailsift test")
      #expect(again.markdown == first.markdown)
      #expect(again.json == first.json)
      #expect(again.csv == first.csv)
    }
  }

  /// The same with each sign joined to a mark, which is another Character then.
  private static let marked: [String] = ["\u{301}", "\u{20E3}", "\u{200D}", "\u{338}"].map { mark in
    hostile.unicodeScalars.map { $0.properties.isAlphabetic ? "\($0)" : "\($0)\(mark)" }.joined()
  }

  @Test(arguments: [hostile] + marked) func hostileTextIsOnlyText(note: String) throws {
    let report = try report(note: note)
    let text = report.markdown
    for scalar in text.unicodeScalars where scalar != "\n" {
      #expect(scalar.value >= 0x20 && scalar.value != 0x7F && scalar != "\u{202E}")
    }
    // Outside of code there is nothing of it: neither in a table nor in a line of text.
    for line in Self.withoutCode(text) {
      for part in ["<", "evil", "@", "**", "script", "# head"] {
        #expect(!line.has(text: part), "\(part) in \(line)")
      }
    }
    // Every row of a table has as many cells as its header.
    var columns = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("| ") else {
        columns = 0
        continue
      }
      let count = line.unicodeScalars.count { $0 == "|" }
      #expect(columns == 0 || count == columns, "\(line)")
      columns = count
    }
    _ = try JSONSerialization.jsonObject(with: Data(report.json.utf8))
    #expect(!report.json.dropLast().unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202E}" })
    #expect(report.csv.split(separator: "\r\n").count == 3)
  }

  /// The lines of a Markdown text without code spans and blocks, after CommonMark's rules for both.
  private static func withoutCode(_ text: String) -> [String] {
    var lines: [String] = []
    var fence: Int?
    for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
      let scalars = Array(line)
      func run(at place: Int) -> Int { scalars[place...].prefix { $0 == "`" }.count }
      let start = run(at: 0)
      if let open = fence {
        if start >= open, start == scalars.count { fence = nil }
        continue
      }
      if start >= 3, !scalars.dropFirst(start).contains("`") {
        fence = start
        continue
      }
      var kept = String.UnicodeScalarView()
      var place = 0
      while place < scalars.count {
        let open = run(at: place)
        var close = place + open
        while open > 0, close < scalars.count, run(at: close) != open {
          close += max(1, run(at: close))
        }
        if open > 0, close < scalars.count {
          place = close + open
        } else {
          kept.append(contentsOf: scalars[place..<place + max(1, open)])
          place += max(1, open)
        }
      }
      lines.append(String(kept))
    }
    return lines
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("  =x", "'  =x"),
    ("\t=x", "' =x"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("=\",", "\"'=\"\",\""),
    ("plain", "plain"), ("a\u{200B}\u{E0041}", "a\\u200b\\u{e0041}"), ("", ""), ("a\r\nb", "a b"),
    ("\u{1B}x", "\\u001bx"), ("=\u{338}x", "'=\u{338}x"), ("\",\u{301}", "\"\"\",\u{301}\""),
    ("a\u{600},b", "\"a\\u0600,b\""), ("a,\u{20E3}b", "\"a,\u{20E3}b\""),
    ("a\r\u{301}\nb", "a \u{301} b"),
  ]) func aSpreadsheetSeesNoFormula(text: String, field: String) {
    #expect(ReportText.csv(text).hasSameBytes(as: field), "\(ReportText.csv(text))")
  }

  @Test(arguments: [
    ("a", "`a`"), ("", ""), ("   ", ""), ("a`b", "``a`b``"), ("`", "`` ` ``"),
    ("``x", "``` ``x ```"),
    (" a", "`  a `"), ("a|b", "`a\\u007cb`"), ("a\nb", "`a b`"),
    ("a`\u{301}b", "``a`\u{301}b``"), ("`\u{20E3}", "`` `\u{20E3} ``"),
    ("a|\u{308}", "`a\\u007c\u{308}`"),
  ]) func codeSpansHoldWhateverIsInThem(text: String, span: String) {
    #expect(ReportText.code(text).hasSameBytes(as: span), "\(ReportText.code(text))")
  }

  @Test func aBlockIsNotLeftFromWithin() {
    #expect(ReportText.block("a\n````\nb\n", language: "diff") == "`````diff\na\n````\nb\n`````")
    #expect(
      ReportText.block("a\r\n````\u{301}\r\n", language: "") == "`````\na\n````\u{301}\n`````")
  }
}
