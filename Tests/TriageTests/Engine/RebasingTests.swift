import Basics
import Foundation
import RuleEditing
import SessionSupport
import Sigma
import Testing

@testable import Sessions
@testable import Triage

/// Undo and redo of rule changes after an editor has changed the file.
@Suite struct RebasingTests {
  private let session: TestSession
  private let storage = RuleTextsInMemory([TestSession.location: TestSession.rule])

  init() throws { session = try TestSession() }

  private var text: String { get throws { try storage.text(of: TestSession.location) } }

  private func allow(_ region: String, _ engine: TriageEngine) throws {
    let preview = try engine.preview(
      .allowRegion(region), reason: nil, rule: 0, table: session.table)
    _ = try engine.decide(.edit(preview), table: session.table)
  }

  private func except(_ address: String, _ engine: TriageEngine) throws {
    let exception = RuleException(
      name: nil, tests: [.init(field: "sourceIPAddress", values: [address])])
    let preview = try engine.preview(
      .addException(exception), reason: nil, rule: 0, table: session.table)
    _ = try engine.decide(.edit(preview), table: session.table)
  }

  private func editElsewhere(_ change: (String) -> String) throws {
    let old = try text
    let new = change(old)
    #expect(!new.hasSameBytes(as: old), "the editor changes something")
    try storage.save(new, to: TestSession.location, replacing: SHA256.hex(of: old.utf8))
  }

  private func replace(_ old: String, _ new: String) throws {
    try editElsewhere { $0.replacingOccurrences(of: old, with: new) }
  }

  /// A headless replay of the journal gives the file's bytes.
  private func expectReplay() throws {
    let contents = try JournalContents(path: session.journalPath)
    let (state, problems) = SessionState.replaying(contents)
    #expect(problems.isEmpty && contents.problems.isEmpty)
    let now = try text
    #expect(state.ruleTexts[TestSession.path]?.hasSameBytes(as: now) == true)
  }

  /// An editor's changes of the original rule: before the edit's places, after them, and exactly
  /// there.
  static let editors: [(String, String)] = [
    ("title: Calls", "# reviewed\ntitle: Calls"),
    ("id: 3f1c8a52", "status: test\nid: 3f1c8a52"),
    (
      "    selection:",
      "    filter_ec2:\n        eventSource: ec2.amazonaws.com\n    selection:"
    ),
    ("            - me-south-1", "            - me-south-1\n            - af-south-1"),
    ("modified: 2025-01-01", "description: |\n    two\n    lines"),
    ("    condition: selection", "    # all of it\n    condition: selection"),
    ("product: aws", "product:   aws\r"),
  ]

  /// The editor changes the file after two edits, and both edits are undone: the result is the
  /// original with the editor's change. Redoing gives the same bytes as before.
  @Test(arguments: editors.indices, [false, true])
  func anUndoTakesOutItsEditAndNothingElse(editor: Int, restarts: Bool) throws {
    let (old, new) = Self.editors[editor]
    var engine: TriageEngine? = try session.engine(storage)
    func current() throws -> TriageEngine {
      if restarts {
        engine = nil
        engine = try session.engine(storage, resuming: true)
        _ = engine?.reconcile()
      }
      return try #require(engine)
    }
    try allow("ap-east-1", current())
    try except("203.0.113.7", current())
    let edited = try text
    // `modified` has been written by the edits by now.
    let place =
      edited.contains(old) ? old : old.replacingOccurrences(of: "2025-01-01", with: "2025-11-13")
    try replace(place, new)
    let foreign = try text
    _ = try current().undo(table: session.table)
    _ = try current().undo(table: session.table)
    var expected = TestSession.rule.replacingOccurrences(of: old, with: new)
    if try text.contains("2025-11-13") {
      // The editor took over a date.
      expected = expected.replacingOccurrences(of: "2025-01-01", with: "2025-11-13")
    }
    let undone = try text
    #expect(undone == expected)
    #expect(try current().session.decisions.isEmpty)
    _ = try current().redo(table: session.table)
    _ = try current().redo(table: session.table)
    #expect(try text.hasSameBytes(as: foreign))
    try expectReplay()
  }

  @Test func whatSomeoneElseAddedToTheFilterStays() throws {
    let engine = try session.engine(storage)
    try allow("ap-east-1", engine)
    let line = try #require(try text.split(separator: "\n").last { $0.contains("- ap-east-1") })
    try replace(line + "\n", line + "\n            - 'eu-west-9'\n")
    #expect(try text.contains("eu-west-9"))
    _ = try engine.undo(table: session.table)
    let undone = try text
    #expect(Self.allowed(undone) == ["eu-west-9"], "\(undone)")
    try expectReplay()
  }

  private static func allowed(_ text: String) -> [String] {
    Allowlist(RuleFile(text: text, path: "r").rules[0]).allowed
  }

  @Test func aConditionThatSomeoneElseExtendedKeepsTheExtension() throws {
    let engine = try session.engine(storage)
    try except("203.0.113.7", engine)
    let condition = try #require(
      try text.split(separator: "\n").first { $0.contains("condition:") })
    try replace(
      String(condition),
      "    filter_other:\n        eventName: ListUsers\n\(condition) and not filter_other")
    _ = try engine.undo(table: session.table)
    #expect(
      try text
        == TestSession.rule.replacingOccurrences(
          of: "    condition: selection",
          with:
            "    filter_other:\n        eventName: ListUsers\n    condition: selection and not filter_other"
        ))
    try expectReplay()
  }

  @Test func whatWasTakenOutByHandIsUndoneAlready() throws {
    let engine = try session.engine(storage)
    try allow("ap-east-1", engine)
    try editElsewhere { _ in TestSession.rule + "# by hand\n" }
    guard case .done(_, _, let message) = try engine.undo(table: session.table) else { return }
    #expect(message.contains("already"))
    #expect(try text == TestSession.rule + "# by hand\n")
    #expect(engine.session.decisions.isEmpty)
    try expectReplay()
  }

  /// Someone else has removed one part of an edit: undo removes the others, and the bytes are those
  /// before the edit.
  @Test(arguments: [
    // The entry, of which an empty key is left; the filter with its part of the condition.
    ["            - 'ap-east-1'\n", ""],
    [
      "        filter_main_allowed_regions:\n            awsRegion:\n                - 'ap-east-1'\n",
      "",
      " and not filter_main_allowed_regions", "",
    ],
    // The region is back in the selection, and the filter still there.
    ["            - me-south-1\n", "            - ap-east-1\n            - me-south-1\n"],
  ])
  func ofAPartTakenOutByHandTheRestIsTakenBack(replacements: [String]) throws {
    let engine = try session.engine(storage)
    try allow("ap-east-1", engine)
    let quoted = try text.contains("- 'ap-east-1'")
    for index in stride(from: 0, to: replacements.count, by: 2) {
      let (old, new) = (replacements[index], replacements[index + 1])
      let spelled = quoted ? old : old.replacingOccurrences(of: "'ap-east-1'", with: "ap-east-1")
      try editElsewhere { text in
        let indented = text.contains(spelled) ? spelled : Self.found(spelled, in: text)
        return text.replacingOccurrences(of: indented, with: new)
      }
    }
    guard case .done(_, let evaluation?, let message) = try engine.undo(table: session.table) else {
      return
    }
    #expect(message.contains("someone else had taken a part of it out"), "\(message)")
    let now = try text
    #expect(
      now == TestSession.rule,
      "\(TextDiff(before: TestSession.rule, after: now).unified(path: "r"))"
    )
    #expect(evaluation.silenced.isEmpty)
    try expectReplay()
    _ = try engine.redo(table: session.table)
    let redone = try text
    #expect(Self.allowed(redone) == ["ap-east-1"], "\(redone)")
    try expectReplay()
  }

  /// Lines with any indentation.
  private static func found(_ lines: String, in text: String) -> String {
    let wanted = lines.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    let all = text.split(separator: "\n", omittingEmptySubsequences: false)
    for start in all.indices {
      let candidate = all[start...].prefix(wanted.count)
      if candidate.map({ $0.trimmingCharacters(in: .whitespaces) }) == wanted {
        return candidate.joined(separator: "\n") + "\n"
      }
    }
    return lines
  }

  /// The filter was removed, and the selection was rewritten without a place for the region.
  @Test func whatCannotBeTakenBackIsNamedByLine() throws {
    let engine = try session.engine(storage)
    try allow("ap-east-1", engine)
    try editElsewhere { _ in
      TestSession.rule.replacingOccurrences(
        of: "        awsRegion:\n            - ap-east-1\n            - me-south-1\n",
        with: "        eventVersion: '1.09'\n")
    }
    let foreign = try text
    let refusal = #expect(throws: TriageRefusal.self) { try engine.undo(table: session.table) }
    let words = refusal?.description ?? ""
    #expect(words.contains("line 8 lacks ap-east-1 (selection.awsRegion)"), "\(words)")
    #expect(try text == foreign && engine.session.decisions.count == 1)
    // The screen agrees with the file.
    #expect(try engine.evaluate(session.table.rows, of: session.table).silenced.isEmpty)
  }

  @Test func aRewrittenConditionIsRefusedWithItsLine() throws {
    let engine = try session.engine(storage)
    try except("203.0.113.7", engine)
    let condition = try #require(
      try text.split(separator: "\n").first { $0.contains("condition:") })
    let name = try #require(condition.split(separator: " ").last)
    try replace(String(condition), "    condition: selection and \(name)")
    let foreign = try text
    let refusal = #expect(throws: TriageRefusal.self) { try engine.undo(table: session.table) }
    #expect(refusal?.description.contains("cannot be undone") == true)
    #expect(try text.hasSameBytes(as: foreign))
    #expect(engine.session.decisions.count == 1 && engine.session.undone.isEmpty)
    try expectReplay()
    // After undoing it by hand, it works again.
    try editElsewhere { _ in TestSession.rule }
    _ = try engine.undo(table: session.table)
    #expect(try text == TestSession.rule)
    try expectReplay()
  }

  @Test func aRuleThatIsGoneIsSaid() throws {
    let engine = try session.engine(storage)
    try allow("ap-east-1", engine)
    try editElsewhere { $0.replacingOccurrences(of: "id: 3f1c", with: "id: 4f1c") }
    let refusal = #expect(throws: TriageRefusal.self) { try engine.undo(table: session.table) }
    #expect(refusal?.description.contains("no longer has the rule “Calls") == true)
  }

  @Test func aRedoIsPlannedOnWhatTheFileHoldsNow() throws {
    let engine = try session.engine(storage)
    try except("203.0.113.7", engine)
    _ = try engine.undo(table: session.table)
    try replace(
      "    condition: selection",
      "    odd:\n        a: b\n    condition: selection and not odd")
    _ = try engine.redo(table: session.table)
    #expect(try text.contains("and not odd and not filter_main"))
    _ = try engine.undo(table: session.table)
    #expect(try text.contains("condition: selection and not odd\n"))
    try expectReplay()
  }
}
