import Foundation
import RuleEditing
import SessionSupport
import Testing

@testable import Sessions

/// A changed record is detected, whatever part was changed.
@Suite struct HeadlessReplayTests {
  private let session: TestSession

  init() throws {
    session = try TestSession()
    let engine = try session.engine(FaultyStorage())
    for region in ["ap-east-1", "me-south-1"] {
      let preview = try engine.preview(
        .allowRegion(region), reason: nil, rule: 0, table: session.table)
      _ = try engine.decide(.edit(preview), table: session.table)
    }
    _ = try engine.undo(table: session.table)
  }

  private func replay(_ change: (String) -> String = { $0 }) throws -> HeadlessReplay {
    let journal = try String(contentsOfFile: session.journalPath, encoding: .utf8)
    let path = session.folder.appendingPathComponent("changed.jsonl").path
    try change(journal).write(toFile: path, atomically: true, encoding: .utf8)
    return HeadlessReplay(try JournalContents(path: path))
  }

  @Test func theRecordAsItIsAgrees() throws {
    let replay = try replay()
    #expect(replay.deviations.isEmpty)
    #expect(replay.problems.isEmpty)
    #expect(replay.state.decisions.count == 1)
    #expect(replay.edits.map(\.silenced) == [3, 3])
  }

  @Test(arguments: [
    // The edit, the bytes that it made, their hash, the rule that it started from, the date that
    // went into it.
    (#""allow_region":"ap-east-1""#, #""allow_region":"eu-west-1""#),
    (#""inserted":"2025-11-13""#, #""inserted":"2025-11-14""#),
    (#""after_sha256":""#, #""after_sha256":"0"#),
    ("title: Calls from unusual regions", "title: Calls from usual regions"),
    (#""date":"2025-11-13""#, #""date":"2025-11-12""#),
  ]) func aRecordThatWasChangedDoesNot(old: String, new: String) throws {
    let replay = try replay { journal in
      #expect(journal.contains(old))
      return journal.replacingOccurrences(of: old, with: new)
    }
    #expect(!replay.deviations.isEmpty)
  }

  @Test func anUndoOfWhatWasNotDoneIsAProblem() throws {
    let replay = try replay {
      $0.replacingOccurrences(of: #""do":"undo","of":3"#, with: #""do":"undo","of":1"#)
    }
    #expect(replay.problems.count == 1)
  }
}
