import Foundation
import RuleEditing
import SessionSupport
import Sigma
import TestSupport
import Testing

@testable import Sessions
@testable import Triage

/// A rule that can't be written, and is kept in another file from then on.
@Suite struct ElsewhereTests {
  private let folder: ScratchFolder
  private let session: TestSession
  private let place: String
  private let original: String

  init() throws {
    folder = try ScratchFolder()
    original = folder.url.appendingPathComponent("rule.yml").path
    place = folder.url.appendingPathComponent("new.yml").path
    session = try TestSession(location: original)
    try TestSession.rule.write(toFile: original, atomically: true, encoding: .utf8)
  }

  private func read(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }

  private func makeReadOnly(_ isReadOnly: Bool) throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: isReadOnly ? 0o444 : 0o644], ofItemAtPath: original)
  }

  private func allow(_ engine: TriageEngine) throws -> DecisionOutcome {
    let preview = try engine.preview(
      .allowRegion("ap-east-1"), reason: nil, rule: 0, table: session.table)
    return try engine.decide(.edit(preview), table: session.table)
  }

  private func resume() throws -> TriageEngine {
    try session.engine(RuleFilesOnDisk(), resuming: true)
  }

  @Test func anEditThatCannotBeSavedIsMadeInAnotherFile() throws {
    var edited = ""
    do {
      let engine = try session.engine(RuleFilesOnDisk())
      try makeReadOnly(true)
      guard case .notSaved(let preview, let reason, _) = try allow(engine) else {
        Issue.record("a read-only file was written")
        return
      }
      #expect(reason.contains("read-only"))
      #expect(engine.session.decisions.isEmpty)

      let taken = folder.url.appendingPathComponent("taken.yml").path
      try "theirs".write(toFile: taken, atomically: true, encoding: .utf8)
      // An existing file is not overwritten, and the edit is still pending.
      guard
        case .notSaved(let still, let why, _) = try engine.writeElsewhere(
          TestSession.path, to: taken, then: .edit(preview),
          table: session.table)
      else { return }
      #expect(why.contains("already exists"))
      #expect(try read(taken) == "theirs")

      guard
        case .done(let state, _, _) = try engine.writeElsewhere(
          TestSession.path, to: place, then: .edit(still), table: session.table)
      else {
        Issue.record("not written elsewhere either")
        return
      }
      #expect(state.decisions.count == 1)
      edited = try read(place)
      #expect(edited.contains("ap-east-1") && edited != TestSession.rule)
      #expect(try read(original) == TestSession.rule)
    }
    // From then on it is the rule's place, across restarts.
    let engine = try resume()
    #expect(engine.checkLocations() == ["rule.yml is kept in \(place)"])
    #expect(engine.reconcile().isEmpty)
    _ = try engine.undo(table: session.table)
    #expect(try read(place) == TestSession.rule)
    _ = try engine.redo(table: session.table)
    #expect(try read(place) == edited)
    #expect(HeadlessReplay(try JournalContents(path: session.journalPath)).deviations.isEmpty)
  }

  @Test func aRuleWhoseFolderHasGoneIsKeptElsewhereToo() throws {
    let engine = try session.engine(RuleFilesOnDisk())
    _ = try allow(engine)
    try FileManager.default.removeItem(atPath: original)
    #expect(throws: TriageRefusal.self) { try engine.undo(table: session.table) }
    _ = try engine.writeElsewhere(TestSession.path, to: place, then: nil, table: session.table)
    _ = try engine.undo(table: session.table)
    #expect(try read(place) == TestSession.rule)
  }

  @Test func readOnlySessionsWriteNowhere() throws {
    let engine = try session.engine(RuleFilesOnDisk(), writable: .none)
    #expect(throws: TriageRefusal.self) {
      try engine.writeElsewhere(TestSession.path, to: place, then: nil, table: session.table)
    }
    #expect(!FileManager.default.fileExists(atPath: place))
  }

  /// A journal is only text: a file that it names and that does not have the rule is never written.
  @Test func aJournalThatNamesAnotherFileIsNotFollowed() throws {
    let victim = folder.url.appendingPathComponent("victim.yml").path
    try "title: another\nid: 0\n".write(toFile: victim, atomically: true, encoding: .utf8)
    do {
      let engine = try session.engine(RuleFilesOnDisk())
      _ = try engine.decide(.comment("x", hits: [session.id(1)]), table: session.table)
    }
    let handle = try #require(FileHandle(forWritingAtPath: session.journalPath))
    try handle.seekToEnd()
    try handle.write(
      contentsOf: Data(
        (#"{"seq":50,"t":1,"do":"relocate","path":"rule.yml","to":"\#(victim)"}"# + "\n").utf8))
    try handle.close()
    let engine = try resume()
    let notes = engine.checkLocations()
    #expect(notes.count == 1 && notes[0].contains("no longer has the rules of"))
    _ = engine.reconcile()
    _ = try allow(engine)
    #expect(try read(victim) == "title: another\nid: 0\n")
    #expect(try read(original) != TestSession.rule)
  }

  @Test func aTextPutBackByHandIsNotOverwrittenOnResuming() throws {
    do {
      let engine = try session.engine(RuleFilesOnDisk())
      _ = try allow(engine)
    }
    try TestSession.rule.write(toFile: original, atomically: true, encoding: .utf8)
    let engine = try resume()
    #expect(engine.reconcile().count == 1)
    #expect(try read(original) == TestSession.rule)
    _ = try engine.undo(table: session.table)
    #expect(try read(original) == TestSession.rule)
    #expect(engine.session.decisions.isEmpty)
  }

  // MARK: - Moved rules

  private func moved(_ files: (path: String, text: String)...) -> MovedRules? {
    MovedRules(SessionState(header: session.header), given: files)
  }

  @Test func movedRulesAreKnownByBytesRulesOrName() throws {
    #expect(moved((original, "whatever"))?.places == [:])
    let bytes = try #require(moved(("/else/x.yml", TestSession.rule)))
    #expect(bytes.places == ["rule.yml": "/else/x.yml"])
    #expect(bytes.notes == ["found by its bytes: /else/x.yml is rule.yml"])
    let rules = try #require(moved(("/else/x.yml", TestSession.rule + "# more\n")))
    #expect(rules.notes == ["found by its rules: /else/x.yml is rule.yml"])
    let name = try #require(moved(("/else/rule.yml", "title: other\n")))
    #expect(name.notes == ["found by its name: /else/rule.yml is rule.yml"])
    #expect(moved(("/else/x.yml", "title: other\n")) == nil)
    #expect(moved((original, ""), ("/b.yml", "")) == nil)
  }
}
