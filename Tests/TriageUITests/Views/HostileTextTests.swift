import Foundation
import RuleEditing
import TerminalScreen
import Testing

@testable import HitStore
@testable import Scanning
@testable import Sessions
@testable import TriageUI

/// Hostile text from all sources, on every page and at every size, never controls the terminal.
@Suite struct HostileTextTests {
  /// OSC 52 and 8, a C1 CSI, bidi and zero-width characters, NUL, DEL, a line separator, a tag.
  private static let hostile =
    "\u{1B}]52;c;ZXZpbA==\u{7}\u{1B}]8;;http://evil\u{1B}\\\u{9B}31m\u{202E}\u{2066}\u{200B}\u{FEFF}"
    + "\u{0}\u{7F}\u{2028}\u{E0041}\n\r\t"

  /// The same inside a JSON string, with only the necessary escapes.
  private static let json = hostile.unicodeScalars.map { scalar in
    switch scalar {
    case "\\": "\\\\"
    case "\0"..<" ": String(format: "\\u%04x", scalar.value)
    default: String(scalar)
    }
  }.joined()

  private static let sizes = [
    Size(columns: 80, rows: 24), .init(columns: 40, rows: 10), .init(columns: 200, rows: 50),
  ]
  /// Keys from one page to the next.
  private static let pages: [[String]] = [
    [], ["Tab", "G"], ["Esc", "Right", "Right", ",", "*", "Esc"], ["f"], ["G", "k", "Enter"],
    ["Space", "Enter"], ["Esc", "Esc", "Esc", "f", "Enter"], ["Esc", "Esc", "a"], ["Enter"], ["d"],
    ["Esc", "u", "?"],
    ["Esc", "t", "/"], ["Esc", "c"],
    ["Esc", "Esc", "Tab", "U", "z"], ["z", "G", "k", "y", "p", "Y"], ["/", "e", "Enter", "U"],
    ["Esc", "'"], ["Esc", "R"], ["Esc", "o"], ["Right", "Enter"], ["G", "k"],
    ["Esc", "Esc", "O"], ["Esc", "Esc", "Esc", "g", "Space", "Space", "D"], ["z", "Right", "G"],
    ["Esc"],
  ]

  private func check(_ screen: Screen, sourceLocation: SourceLocation = #_sourceLocation) {
    for scalar in screen.text.unicodeScalars where scalar != "\n" {
      let isHarmless =
        scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
        && !scalar.properties.isDefaultIgnorableCodePoint && !scalar.properties.isBidiControl
        && scalar.value != 0x2028 && scalar.value != 0x2029
      #expect(isHarmless, "U+\(String(scalar.value, radix: 16))", sourceLocation: sourceLocation)
    }
  }

  private func checkEveryPage(_ workbench: TestWorkbench, sizes: [Size] = Self.sizes) throws {
    for size in sizes {
      workbench.send(.resized(size))
      for keys in Self.pages {
        for key in keys { try workbench.press(key) }
        check(workbench.state.view())
      }
      try workbench.press("Esc", "Esc", "Esc")
    }
    // The keys had effects: a rule was written and restored, hits were judged.
    #expect(workbench.effects.contains { if case .engine(.undo) = $0 { true } else { false } })
    #expect(!workbench.state.session.verdicts.isEmpty)
  }

  @Test func inEveryFieldOfAnEvent() throws {
    let text = Self.json
    let event = TestEvent.call(
      "kim" + text, "ap-east-1", event: "List" + text, address: text, agent: text, id: "1" + text)
    let workbench = try TestWorkbench(events: [event, .call("lee", "me-south-1")])
    #expect(workbench.state.table.count == 2)
    try checkEveryPage(workbench)
  }

  @Test func inTheNameOfARegion() throws {
    let rule = TestRule.regions.replacing("- 'ap-east-1' # Hong Kong", with: "- 'ap-*'")
    let workbench = try TestWorkbench(
      events: [.call("kim", "ap-" + Self.json), .call("kim", "me-south-1")], rule: rule)
    #expect(workbench.state.table.count == 2)
    try checkEveryPage(workbench)
  }

  @Test func inTheTextOfARule() throws {
    let quoted =
      #""\e]52;c;ZXZpbA==\a\e]8;;http://evil\e\\\x9b31m\u202e\u2066\u200b\ufeff\0\x7f\u2028""#
    let rule = TestRule.regions
      .replacing("title: Calls from unusual regions", with: "title: \(quoted)")
      .replacing("level: medium", with: "level: medium\ntags: [\"attack.x\(quoted.dropFirst())]")
      .replacing("- eventTime", with: "- \(quoted)\n    - eventTime")
    let workbench = try TestWorkbench(events: TestEvent.office, rule: rule)
    #expect(workbench.state.rules[0].title.contains("\u{1B}]52"))
    try checkEveryPage(workbench)
  }

  @Test func inAComment() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("c")
    workbench.send(.paste(Self.hostile))
    check(workbench.state.view())
    try workbench.press("Enter")
    #expect(workbench.state.session.comments.count == 1)
    try checkEveryPage(workbench)
  }

  @Test func inFileNamesAndMessages() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    var report = ScanReport()
    report.damaged = [DamagedFile(path: "logs/" + Self.hostile, damage: Self.hostile)]
    workbench.send(.scan(.started(files: ["logs/" + Self.hostile], ScanProgress())))
    workbench.send(.scan(.finished(report)))
    workbench.send(.refused("cannot read " + Self.hostile))
    check(workbench.state.view())
    try checkEveryPage(workbench)
  }

  @Test func inASessionThatIsPlayedAgain() throws {
    let hostile = Self.hostile
    let decision = Decision(
      kind: .comment(hits: [HitID(rule: hostile, event: hostile)], text: hostile), sequence: 2,
      at: hostile, author: hostile)
    let workbench = try TestWorkbench(
      events: TestEvent.office,
      replaying: [
        JournalEntry(sequence: 1, time: 1, action: .search(hostile)),
        JournalEntry(sequence: 2, time: 2, action: .decide(decision)),
        JournalEntry(sequence: 3, time: 3, action: .unknown(name: hostile)),
        JournalEntry(sequence: 4, time: 4, action: .undo(of: 99)),
      ])
    for _ in 0..<4 {
      try workbench.press(".")
      check(workbench.state.view())
    }
    try workbench.press("d")
    check(workbench.state.view())
  }

  @Test func inTheQuestionAtTheStart() throws {
    let workbench = try TestWorkbench(events: [])
    var state = workbench.state
    var header = state.session.header
    header.author = Self.hostile
    header.started = Self.hostile
    state.ask(
      toResume:
        SessionStore.Summary(
          path: "/" + Self.hostile, header: header, decisions: 1, undone: 0, verdicts: 1,
          problems: [Self.hostile]))
    for size in Self.sizes {
      state.size = size
      check(state.view())
    }
  }

  /// Lone surrogates, bytes that are not UTF-8, and a text of 100 kB are shown, cut, quickly.
  @Test func brokenAndEndlessTexts() throws {
    let long = String(repeating: "A", count: 100_000) + Self.json
    let workbench = try TestWorkbench(events: [
      .call("kim", "ap-east-1", agent: #"\ud800 x \udc00"#), .call("lee", "ap-east-1", agent: long),
      .call(long, "me-south-1"),
    ])
    #expect(workbench.state.table.count == 3)
    for _ in 0..<3 {
      try checkEveryPage(workbench, sizes: [Size(columns: 80, rows: 24)])
      try workbench.press("j")
    }
  }
}
