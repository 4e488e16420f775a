import Basics
import Foundation
import RuleEditing
import SourceYAML
import TestSupport
import Testing

@testable import Sessions

/// Filter and placeholder files that edits change: in the journal, in the session's state, on disk.
@Suite struct SessionFilesTests {
  private var header: SessionHeader {
    var header = SessionHeader.sample(rule: "title: a")
    header.files = [
      .init(
        kind: .filters, path: "filters.yml", absolutePath: "/rules/filters.yml", sha256: nil,
        text: nil),
      .init(
        kind: .placeholders, path: "values.yml", absolutePath: "/rules/values.yml",
        sha256: SHA256.hex(of: "regions: [us-east-1]".utf8), text: "regions: [us-east-1]"),
    ]
    header.editsTo = "filters.yml"
    header.options.defined = ["regions": ["eu-west-1"]]
    return header
  }

  private func edit(_ sequence: Int, _ old: String, _ new: String) -> JournalEntry {
    let change = RuleChange(
      path: "filters.yml", site: .filters, rule: "rule", edit: .allowRegion("ap-east-1"),
      stamp: EditStamp(date: "2025-11-02", author: "kim"),
      patches: [TextPatch(offset: 0, removed: old, inserted: new)],
      before: SHA256.hex(of: old.utf8), after: SHA256.hex(of: new.utf8), silenced: 0)
    let decision = Decision(
      kind: .changeRules([change]), sequence: sequence, at: "2025-11-02T14:03:59Z", author: "kim")
    return JournalEntry(sequence: sequence, time: 0, action: .decide(decision))
  }

  @Test func aJournalKeepsThem() throws {
    let folder = try ScratchFolder()
    let path = folder.url.appendingPathComponent("session.jsonl").path
    do {
      let journal = try Journal(creating: path, header: header)
      try journal.append(edit(1, "", "title: f\n").action, at: 0)
    }
    let contents = try JournalContents(path: path)
    #expect(contents.header == header)
    #expect(contents.entries.map(\.action) == [edit(1, "", "title: f\n").action])
    #expect(SessionState.replaying(contents).0.ruleTexts["filters.yml"] == "title: f\n")
  }

  @Test func withoutThemTheJournalIsAsItWas() throws {
    let line = try JSONEncoder().encode(SessionHeader.sample(rule: "title: a"))
    let text = String(decoding: line, as: UTF8.self)
    for key in ["files", "edits_to", "defined"] { #expect(!text.contains("\"\(key)\"")) }
  }

  @Test func aFileThatTheFirstEditMakesIsGoneWhenItIsTakenBack() throws {
    var state = SessionState(header: header)
    #expect(state.ruleTexts["filters.yml"] == "" && state.changedPaths.isEmpty)
    try state.apply(edit(1, "", "title: f\n"))
    #expect(state.changedPaths == ["filters.yml"])
    try state.apply(JournalEntry(sequence: 2, time: 0, action: .undo(of: 1)))
    #expect(state.changedPaths.isEmpty)
    #expect(header.beganAbsent("filters.yml") && !header.beganAbsent("values.yml"))
  }

  @Test func definedValuesAreAddedToThoseOfTheFiles() {
    #expect(header.placeholderValues([:]) == ["regions": ["us-east-1", "eu-west-1"]])
    #expect(
      header.placeholderValues(["values.yml": "regions: ap-east-1"])
        == ["regions": ["ap-east-1", "eu-west-1"]])
    var old = SessionHeader.sample(rule: "title: a")
    old.options.placeholders = ["regions": ["x"]]
    #expect(old.placeholderValues([:]) == ["regions": ["x"]])
  }
}
