import Foundation
import TestSupport
import Testing

@testable import HitStore
@testable import Sessions

@Suite struct SessionStoreTests {
  private let temporary: ScratchFolder
  private let store: SessionStore
  private let hit = HitID(rule: "rule", event: "event")

  init() throws {
    temporary = try ScratchFolder()
    store = SessionStore(environment: ["XDG_STATE_HOME": temporary.url.path, "HOME": "/nowhere"])
  }

  private func header(_ started: String, rule: String = "/rules/a.yml", log: String = "/logs")
    -> SessionHeader
  {
    var header = SessionHeader.sample(rule: "title: a")
    header.started = started
    header.rules[0].absolutePath = rule
    header.logs[0].absolutePath = log
    return header
  }

  /// Writes a session with some verdicts, of which some are undone.
  @discardableResult
  private func write(_ header: SessionHeader, verdicts: Int, undone: Int = 0) throws -> String {
    let path = store.newPath(header: header)
    let journal = try Journal(creating: path, header: header)
    for sequence in 1..<(verdicts + 1) {
      let kind = Decision.Kind.judge(hits: [hit], verdict: .truePositive, changes: [])
      try journal.append(
        .decide(Decision(kind: kind, sequence: sequence, at: header.started, author: "kim")), at: 1)
    }
    for index in 0..<undone { try journal.append(.undo(of: verdicts - index), at: 2) }
    return path
  }

  @Test func theFolderFollowsTheXDGSpecification() {
    #expect(
      SessionStore(environment: ["XDG_STATE_HOME": "/state", "HOME": "/home/kim"]).folder
        == "/state/trailsift/sessions")
    // A relative path is ignored.
    for environment in [["HOME": "/home/kim"], ["XDG_STATE_HOME": "state", "HOME": "/home/kim"]] {
      #expect(
        SessionStore(environment: environment).folder
          == "/home/kim/.local/state/trailsift/sessions")
    }
  }

  @Test func sessionsOfOneMomentHaveFilesOfTheirOwn() throws {
    let first = try write(header("2025-11-02T14:00:00Z"), verdicts: 1)
    let second = try write(header("2025-11-02T14:00:00Z"), verdicts: 1)
    #expect(first != second)
    #expect(first.hasSuffix("/2025-11-02T140000Z-rule.jsonl"))
    #expect(store.summaries().count == 2)
  }

  @Test func theNewestOverTheSameRulesAndLogsIsOffered() throws {
    try write(header("2025-11-01T00:00:00Z"), verdicts: 1)
    let newer = try write(header("2025-11-02T00:00:00Z"), verdicts: 2)
    try write(header("2025-11-03T00:00:00Z"), verdicts: 0)
    try write(header("2025-11-04T00:00:00Z", rule: "/rules/b.yml"), verdicts: 1)
    try write(header("2025-11-05T00:00:00Z", log: "/other"), verdicts: 1)
    let found = try #require(store.resumable(rules: ["/rules/a.yml"], logs: ["/logs"]))
    #expect(found.path == newer)
    #expect(found.decisions == 2)
    #expect(found.verdicts == 1)
  }

  @Test func whatIsOpenInAnotherProgramIsNotOfferedAndSaysSo() throws {
    let path = try write(header("2025-11-01T00:00:00Z"), verdicts: 1)
    var journal: Journal? = try Journal.resume(path).journal
    #expect(journal?.path == path)
    #expect(store.resumable(rules: ["/rules/a.yml"], logs: ["/logs"]) == nil)
    #expect(store.summaries().map(\.isInUse) == [true])
    journal = nil
    #expect(store.resumable(rules: ["/rules/a.yml"], logs: ["/logs"])?.path == path)
    #expect(store.summaries().map(\.isInUse) == [false])
  }

  @Test func whatIsUndoneCanStillBeRedone() throws {
    let path = try write(header("2025-11-01T00:00:00Z"), verdicts: 2, undone: 2)
    let found = try #require(store.resumable(rules: ["/rules/a.yml"], logs: ["/logs"]))
    #expect(found.path == path)
    #expect(found.decisions == 0 && found.undone == 2)
  }

  @Test func whatCameThroughAPipeIsNotOffered() throws {
    try write(header("2025-11-01T00:00:00Z", log: "-"), verdicts: 1)
    #expect(store.resumable(rules: ["/rules/a.yml"], logs: ["-"]) == nil)
  }

  @Test func otherFilesInTheFolderArePassedOver() throws {
    try write(header("2025-11-01T00:00:00Z"), verdicts: 1)
    try Data("no session".utf8).write(to: URL(fileURLWithPath: store.folder + "/notes.jsonl"))
    try Data().write(to: URL(fileURLWithPath: store.folder + "/other.txt"))
    #expect(store.summaries().count == 1)
  }
}
