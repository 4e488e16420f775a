import Foundation
import RuleEditing
import SessionSupport
import TestSupport
import Testing

@testable import HitStore
@testable import Sessions
@testable import Triage

/// Journals on full disks, from strangers, and with a key held down.
@Suite(.serialized) struct JournalFaultsTests {
  private let temporary: ScratchFolder

  init() throws { temporary = try ScratchFolder() }

  private var path: String { temporary.url.appendingPathComponent("session.jsonl").path }
  private let hit = HitID(rule: "rule", event: "event")

  private func judge(_ sequence: Int) -> JournalEntry.Action {
    .decide(
      Decision(
        kind: .judge(hits: [hit], verdict: .truePositive, changes: []), sequence: sequence,
        at: "2025-11-02T14:03:59Z", author: "kim"))
  }

  private func move(_ number: Int) -> JournalEntry.Action {
    .moveCursor(HitID(rule: "rule", event: "event-\(number)"))
  }

  // MARK: - Size

  /// A key held down for most of an hour: at most one line per second, the last one with the
  /// cursor's hit.
  @Test func movesOfTheCursorAreOneEntryASecond() throws {
    let journal = try Journal(creating: path, header: .sample(rule: "title: a"))
    for number in 0..<100_000 { try journal.append(move(number), at: Double(number) * 0.03) }
    let contents = try JournalContents(path: path)
    #expect(contents.problems.isEmpty)
    #expect(contents.entries.count <= 3_001)
    #expect(contents.entries.last?.action == move(99_999))
    #expect(contents.entries.last?.time == 2_999.97)
    let times = contents.entries.map(\.time)
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 && $1 - $0 < 2 })
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    #expect((size ?? .max) < 300_000)
  }

  @Test func aDecisionEndsARunOfMoves() throws {
    let journal = try Journal(creating: path, header: .sample(rule: "title: a"))
    try journal.append(move(1), at: 1)
    try journal.append(move(2), at: 1.5)
    try journal.append(judge(2), at: 1.6)
    try journal.append(move(3), at: 1.7)
    try journal.append(move(4), at: 1.8)
    try journal.append(.search("x"), at: 1.9)
    try journal.append(move(5), at: 1.95)
    let contents = try JournalContents(path: path)
    #expect(
      contents.entries.map(\.action)
        == [move(2), judge(2), move(4), .search("x"), move(5)])
    #expect(contents.entries.map(\.sequence) == [1, 2, 3, 4, 5])
  }

  @Test func moreThanARunOfMovesIsNeverRewritten() throws {
    do {
      let journal = try Journal(creating: path, header: .sample(rule: "title: a"))
      try journal.append(move(1), at: 1)
    }
    let journal = try Journal.resume(path).journal
    try journal.append(move(2), at: 1.1)
    #expect(try JournalContents(path: path).entries.map(\.action) == [move(1), move(2)])
  }

  // MARK: - A full disk

  @Test(.enabled(if: SmallDisk.isAvailable, "needs the right to mount"))
  func anEntryThatDoesNotFitLeavesTheJournalAsItWas() throws {
    let disk = try SmallDisk()
    let path = disk.folder.path("session.jsonl")
    let journal = try Journal(creating: path, header: .sample(rule: "title: a"))
    try journal.append(judge(1), at: 1)
    try disk.fill()
    // The last page is filled before writing fails.
    var whole = 1
    let refused = #expect(throws: JournalError.self) {
      while true {
        try journal.append(.search(String(repeating: "x", count: 300)), at: 2)
        whole += 1
      }
    }
    #expect(refused?.description.contains("no space") == true)
    #expect(refused?.description.contains("--session") == true)
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(throws: JournalError.self) {
      try journal.append(
        .ruleChangedElsewhere(path: "r", text: String(repeating: "x", count: 9_999)), at: 3)
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    #expect(try JournalContents(path: path).problems.isEmpty)
    try disk.makeRoom()
    try journal.append(judge(whole + 1), at: 4)
    #expect(try JournalContents(path: path).entries.count == whole + 1)
  }

  /// The decision is refused before the rule is changed, the session is unchanged, and resuming
  /// restores nothing.
  @Test(.enabled(if: SmallDisk.isAvailable, "needs the right to mount"))
  func aDecisionThatCannotBeJournalledChangesNothing() throws {
    let disk = try SmallDisk()
    let session = try TestSession(
      journalPath: disk.folder.path("session.jsonl"))
    let storage = RuleTextsInMemory([TestSession.location: TestSession.rule])
    let engine = try session.engine(storage)
    try disk.fill()
    let preview = try engine.preview(
      .allowRegion("ap-east-1"), reason: String(repeating: "long ", count: 2_000), rule: 0,
      table: session.table)
    guard
      case .notSaved(_, let reason, let state) = try engine.decide(
        .edit(preview), table: session.table)
    else {
      Issue.record("the decision was made")
      return
    }
    #expect(reason.contains("no space"))
    #expect(state.decisions.isEmpty && engine.session.decisions.isEmpty)
    #expect(storage.texts[TestSession.location] == TestSession.rule)
    try disk.makeRoom()
    _ = try engine.decide(.edit(preview), table: session.table)
    #expect(engine.session.decisions.count == 1)
    #expect(storage.texts[TestSession.location] != TestSession.rule)
  }

  /// Journal and rule on one full disk: the rule is not written, and the entry is removed from the
  /// journal, which has no room for a "failed".
  @Test func aRuleThatCannotBeWrittenIsForgottenByAFullJournalToo() throws {
    let session = try TestSession()
    let storage = FaultyStorage()
    do {
      let engine = try session.engine(storage)
      storage.fault = .refuses
      let preview = try engine.preview(
        .allowRegion("ap-east-1"), reason: nil, rule: 0, table: session.table)
      guard case .notSaved = try engine.decide(.edit(preview), table: session.table) else { return }
    }
    // As on a full disk: neither the line "failed" nor the decision is there.
    let journal = try Journal.resume(session.journalPath).journal
    let entry = try journal.append(judge(9), at: 1)
    #expect(journal.retract(entry.sequence))
    #expect(!journal.retract(entry.sequence))
    let after = try journal.append(.search("x"), at: 2)
    #expect(after.sequence > entry.sequence)
    let contents = try JournalContents(path: session.journalPath)
    #expect(contents.problems.isEmpty && !contents.entries.contains { $0.action == judge(9) })
  }

  // MARK: - What strangers write

  private func contents(with lines: [[UInt8]]) throws -> JournalContents {
    do { _ = try Journal(creating: path, header: .sample(rule: "title: a")) }
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seekToEnd()
    for line in lines { try handle.write(contentsOf: Data(line + [0x0A])) }
    try handle.close()
    return try JournalContents(path: path)
  }

  private func line(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test func oddLinesAreNamedAndPassedOver() throws {
    let odd: [[UInt8]] = [
      [0x7B, 0xFF, 0xFE, 0x7D],
      line(String(repeating: "[", count: 200_000)),
      line(#"{"seq":1,"t":1,"do":"search","text":"#) + line(String(repeating: "[", count: 5_000)),
      line(#"{"seq":-1,"t":1,"do":"search","text":"x"}"#),
      line(#"{"seq":9007199254740993,"t":1,"do":"search","text":"x"}"#),
      line(#"{"seq":1e400,"t":1,"do":"search","text":"x"}"#),
      [0, 0, 0, 0],
      line(#"{"seq":1,"t":1,"do":"moveCursor","hit":"no-slash"}"#),
    ]
    let contents = try contents(
      with: odd + [line(#"{"seq":5,"t":-1e300,"do":"search","text":"fine","later":{"a":[1]}}"#)])
    #expect(contents.problems.count == odd.count)
    #expect(contents.entries.map(\.action) == [.search("fine")])
    #expect(contents.entries.map(\.time) == [0])
  }

  @Test func aNumberGivenTwiceCountsOnce() throws {
    let contents = try contents(with: [
      line(#"{"seq":1,"t":1,"do":"markTruePositive","at":"","author":"","hits":["r/a"]}"#),
      line(#"{"seq":1,"t":1,"do":"markFalsePositive","at":"","author":"","hits":["r/a"]}"#),
      line(#"{"seq":3,"t":1,"do":"search","text":"x"}"#),
      line(#"{"seq":2,"t":1,"do":"search","text":"y"}"#),
    ])
    #expect(contents.entries.map(\.sequence) == [1, 3])
    #expect(
      contents.problems == ["line 3 has the number 1 after 1", "line 5 has the number 2 after 3"])
  }

  @Test func numbersThatLeaveNoRoomAreNotResumed() throws {
    _ = try contents(with: [line(#"{"seq":9007199254740990,"t":1,"do":"search","text":"x"}"#)])
    #expect(throws: JournalError.self) { _ = try Journal.resume(path) }
  }

  /// Patches at wrong places, of unknown files, and moves that nobody requested: no text changes.
  @Test func entriesAboutOtherFilesChangeNothing() throws {
    let change = { (path: String, offset: Int) in
      """
      {"path":"\(path)","rule":"r","edit":{"allow_region":"x"},"stamp":{"date":"2025-01-01","author":"a"},\
      "patches":[{"offset":\(offset),"removed":"","inserted":"x"}],"before_sha256":"","after_sha256":"","silenced":1}
      """
    }
    let contents = try contents(with: [
      line(
        #"{"seq":1,"t":1,"do":"allowRegion","at":"","author":"","change":\#(change("/etc/passwd", 0))}"#
      ),
      line(
        #"{"seq":2,"t":1,"do":"allowRegion","at":"","author":"","change":\#(change("rule.yml", Int.max))}"#
      ),
      line(
        #"{"seq":3,"t":1,"do":"allowRegion","at":"","author":"","change":\#(change("rule.yml", -1))}"#
      ),
      line(#"{"seq":4,"t":1,"do":"ruleChangedElsewhere","path":"/etc/passwd","text":"x"}"#),
      line(#"{"seq":5,"t":1,"do":"relocate","path":"/etc/passwd","to":"/etc/shadow"}"#),
      line(#"{"seq":6,"t":1,"do":"rebase","of":1,"patches":[]}"#),
      line(#"{"seq":7,"t":1,"do":"saved","of":99}"#),
    ])
    #expect(contents.problems.isEmpty)
    let (state, problems) = SessionState.replaying(contents)
    #expect(problems.count == 6, "\(problems)")
    #expect(state.ruleTexts == ["rule.yml": "title: a"])
    #expect(state.locations.isEmpty && state.decisions.isEmpty)
  }
}
