import Foundation
import RuleEditing
import SourceYAML
import TestSupport
import Testing

@testable import HitStore
@testable import Sessions

@Suite struct JournalTests {
  private let temporary: ScratchFolder
  private var folder: URL { temporary.url }

  init() throws { temporary = try ScratchFolder() }

  private var path: String { folder.appendingPathComponent("deeper/session.jsonl").path }

  private func decision(_ sequence: Int, _ kind: Decision.Kind) -> JournalEntry.Action {
    .decide(Decision(kind: kind, sequence: sequence, at: "2025-11-02T14:03:59Z", author: "kim"))
  }

  private var change: RuleChange {
    RuleChange(
      path: "rule.yml", rule: "6b3c", edit: .allowRegion("ap-east-1"),
      stamp: EditStamp(date: "2025-11-02", author: "kim \u{1B}[31m", reason: "new “office”"),
      patches: [TextPatch(offset: 3, removed: "a\nb", inserted: "한국 🙂 \\ \"")],
      before: "00", after: "ff", silenced: 12)
  }

  private var everyAction: [JournalEntry.Action] {
    let hit = HitID(rule: "6b3c/odd", event: "0f6e")
    return [
      .moveCursor(hit), .search("a “b” \u{7}"),
      decision(3, .judge(hits: [hit], verdict: .truePositive, changes: [])),
      decision(4, .judge(hits: [hit, hit], verdict: .falsePositive, changes: [change])),
      decision(5, .judge(hits: [hit], verdict: .benignTruePositive, changes: [])),
      decision(6, .judge(hits: [hit], verdict: nil, changes: [])),
      decision(7, .comment(hits: [hit], text: "line\nbreak")),
      decision(8, .changeRules([change])),
      .undo(of: 8), .redo(of: 8), .failed(of: 10, reason: "disk full"),
      .ruleChangedElsewhere(path: "rule.yml", text: "title: x\r\n"),
      .resume(at: "2025-11-03T08:00:00Z", author: "lee"),
      decision(14, .changeRules([change, change])),
      decision(15, .judge(hits: [hit], verdict: .falsePositive, changes: [change, change])),
      .rebase(of: 14, patches: [change.patches]),
      .rebase(of: 15, patches: [change.patches, []]), .left(hits: 80, open: 12),
    ]
  }

  @Test func everyEntryIsReadAsItWasWritten() throws {
    do {
      let journal = try Journal(creating: path, header: .sample(rule: "title: a"))
      for (index, action) in everyAction.enumerated() {
        let entry = try journal.append(action, at: Double(index) * 1.5)
        #expect(entry.sequence == index + 1)
      }
    }
    let contents = try JournalContents(path: path)
    #expect(contents.header == .sample(rule: "title: a"))
    #expect(contents.entries.map(\.action) == everyAction)
    #expect(contents.entries.map(\.time) == everyAction.indices.map { Double($0) * 1.5 })
    #expect(contents.problems.isEmpty)
  }

  @Test func onlyItsOwnerCanReadIt() throws {
    _ = try Journal(creating: path, header: .sample(rule: "title: a"))
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func aLineHasItsKeysInAFixedOrder() throws {
    let entry = JournalEntry(
      sequence: 12, time: 34.5612, action: .moveCursor(HitID(rule: "r", event: "e")))
    #expect(entry.line == #"{"seq":12,"t":34.561,"do":"moveCursor","hit":"r/e"}"#)
  }

  @Test func aTornLastLineIsDroppedAndTheNextEntryHasItsOwnLine() throws {
    do {
      let journal = try Journal(creating: path, header: .sample(rule: "title: a"))
      try journal.append(.search("first"), at: 1)
      try journal.append(.search("second"), at: 2)
    }
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    let secondLine = whole.dropLast().lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    for length in secondLine + 1..<whole.count {
      try whole.prefix(length).write(to: URL(fileURLWithPath: path))
      let torn = try JournalContents(path: path)
      #expect(torn.entries.map(\.action) == [.search("first")])
      #expect(torn.problems.count == 1)
      do {
        let (journal, contents) = try Journal.resume(path)
        #expect(contents.entries == torn.entries && contents.problems == torn.problems)
        try journal.append(.search("third"), at: 3)
      }
      let resumed = try JournalContents(path: path)
      #expect(resumed.entries.map(\.action) == [.search("first"), .search("third")])
      #expect(resumed.problems.isEmpty)
    }
  }

  @Test func aSecondProgramIsTold() throws {
    let first = try Journal(creating: path, header: .sample(rule: "title: a"))
    #expect(throws: JournalError.inUse(path: path)) { _ = try Journal.resume(path) }
    _ = first
  }

  @Test func entriesOfLaterVersionsAreKeptAndPassedOver() throws {
    do {
      let journal = try Journal(creating: path, header: .sample(rule: "title: a"))
      try journal.append(.search("first"), at: 1)
    }
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seekToEnd()
    let later = #"{"seq":2,"t":2,"do":"tagCampaign","campaign":"x"}"# + "\n" + "[1, 2]\n"
    try handle.write(contentsOf: Data(later.utf8))
    try handle.close()
    let contents = try JournalContents(path: path)
    #expect(contents.entries.map(\.action) == [.search("first"), .unknown(name: "tagCampaign")])
    #expect(contents.problems == ["line 4 is not a journal entry"])
    do {
      let journal = try Journal.resume(path).journal
      try journal.append(.search("last"), at: 3)
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8).contains("tagCampaign"))
  }

  @Test(arguments: ["", "\n", "hello\n", "{}\n", #"{"trailsift_session":1}"# + "\n"])
  func aFileThatIsNotAJournalIsRefused(text: String) throws {
    let file = folder.appendingPathComponent("other.jsonl")
    try Data(text.utf8).write(to: file)
    #expect(throws: JournalError.self) { _ = try JournalContents(path: file.path) }
  }

  @Test func aJournalOfALaterFormatIsRefused() throws {
    var header = SessionHeader.sample(rule: "title: a")
    header.format = 2
    _ = try Journal(creating: path, header: header)
    #expect(throws: JournalError.newerFormat(path: path, format: 2)) {
      _ = try JournalContents(path: path)
    }
  }
}
