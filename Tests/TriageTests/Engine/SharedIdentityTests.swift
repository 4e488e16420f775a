import Basics
import RuleEditing
import SessionSupport
import Sigma
import Testing

@testable import Triage

/// Two rules with the same id, in two files or one: each has its own verdicts and edits.
@Suite struct SharedIdentityTests {
  private static let other = TestSession.rule
    .replacing("Calls from unusual regions", with: "The same id")
    .replacing("- ap-east-1", with: "- ap-south-1")

  /// The rules with their file's path and text; the edited one is last.
  private static func sessions() throws -> [(session: TestSession, path: String, text: String)] {
    let both = TestSession.rule + "---\n" + other
    return [
      (try TestSession(others: [("b.yml", other)]), "b.yml", other),
      (try TestSession(rule: both), TestSession.path, both),
    ]
  }

  @Test(arguments: [0, 1], [false, true])
  func editsAndVerdicts(kind: Int, restarts: Bool) throws {
    let (session, path, text) = try Self.sessions()[kind]
    #expect(session.rules.rules.map(\.title) == ["Calls from unusual regions", "The same id"])
    let storage = RuleTextsInMemory(session.header.storedTexts)
    var engine: TriageEngine? = try session.engine(storage)
    func current() throws -> TriageEngine {
      if restarts {
        engine = nil
        engine = try session.engine(storage, resuming: true)
        _ = engine?.reconcile()
      }
      return try #require(engine)
    }
    let location = session.header.location(of: path)
    let rows = session.table.rows.filter { session.table.rule($0) == 1 }
    #expect(rows.count == 3 && session.table.rows.count == 9)

    let hit = session.table.id(rows[0])
    _ = try current().decide(
      .judge(.falsePositive, hits: [hit], exception: nil), table: session.table)
    let preview = try current().preview(
      .allowRegion("me-south-1"), reason: nil, rule: 1, table: session.table)
    #expect(preview.first.path == path)
    _ = try current().decide(.edit(preview), table: session.table)

    let edited = try storage.text(of: location)
    #expect(edited != text && edited.contains("- ap-south-1"))
    #expect(edited.hasPrefix(kind == 0 ? "title: The same id" : TestSession.rule))
    #expect(
      try current().session.verdicts == [hit: .falsePositive],
      "the hit of the first rule on the same event has none")

    _ = try current().undo(table: session.table)
    #expect(try storage.text(of: location).hasSameBytes(as: text))
    _ = try current().redo(table: session.table)
    #expect(try storage.text(of: location).hasSameBytes(as: edited))

    // After an editor's change, too.
    let changed = edited.replacing("title: The same id", with: "title: Another title")
    try storage.save(changed, to: location, replacing: SHA256.hex(of: edited.utf8))
    _ = try current().undo(table: session.table)
    #expect(
      try storage.text(of: location)
        .hasSameBytes(as: text.replacing("title: The same id", with: "title: Another title")))
    if kind == 0 {
      #expect(try storage.text(of: TestSession.location).hasSameBytes(as: TestSession.rule))
    }
  }

  /// A filter names rules by their ids.
  @Test func aFilterWouldNarrowBoth() throws {
    let session = try TestSession(
      others: [("b.yml", Self.other)],
      files: [
        .init(kind: .filters, path: "f.yml", absolutePath: "/rules/f.yml", sha256: nil, text: nil)
      ], editsTo: "f.yml")
    let engine = try session.engine(RuleTextsInMemory(session.header.storedTexts))
    #expect(throws: TriageRefusal.self) {
      try engine.preview(.allowRegion("me-south-1"), reason: nil, rule: 1, table: session.table)
    }
  }
}
