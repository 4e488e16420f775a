import HitStore
import TerminalScreen
import Testing

@testable import TriageUI

/// What is left to judge, and what a key right after a verdict is about.
@Suite struct OpenHitsTests {
  @Test func `only open hits, and all of them again`() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("t", "b", ".")
    #expect(workbench.state.list.filters.map(\.text) == ["verdict:none"])
    #expect(workbench.state.list.shown.count == 6)
    try workbench.press("t")
    #expect(workbench.state.list.shown.count == 5)
    try workbench.press(".")
    #expect(workbench.state.list.shown.count == 8)
  }

  @Test func `the next and the previous open hit, round the end`() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("`", "j", "t", "j", "t", "g", "]")
    #expect(workbench.state.list.cursor == 3)
    try workbench.press("[")
    #expect(workbench.state.list.cursor == 0)
    try workbench.press("[")
    #expect(workbench.state.list.cursor == 7)
    try workbench.press("]")
    #expect(workbench.state.list.cursor == 0)
    try workbench.press("*", "t", "]")
    #expect(workbench.screen.contains("all hits in the list have a verdict"))
  }

  @Test func `a comment right after a verdict is on what was judged`() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    let first = workbench.state.table.id(workbench.state.list.shown[0])
    try workbench.press("t", "c")
    workbench.type("seen")
    try workbench.press("Enter")
    #expect(workbench.state.session.comments[first]?.map(\.text) == ["seen"])
    // Another key in between, and it is on the hit under the cursor.
    try workbench.press("t", "j", "k", "c")
    workbench.type("other")
    try workbench.press("Enter")
    #expect(workbench.state.session.comments.count == 2)
    #expect(workbench.state.session.comments[first]?.count == 1)
  }

  @Test func `undo and redo put the cursor on what they changed`() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("j", "j", "t", "G", "u")
    #expect(workbench.state.list.cursor == 2)
    try workbench.press("G", "^R")
    #expect(workbench.state.list.cursor == 2)
  }

  @Test func `the event can be resized`() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    let half = workbench.state.viewport.hitRows
    try workbench.press("+")
    #expect(workbench.state.viewport.hitRows < half)
    try workbench.press("+")
    #expect(workbench.state.viewport.hits == nil)
    try workbench.press("j", "+")
    #expect(workbench.screen.contains("the event has the whole screen"))
    #expect(workbench.state.list.cursor == 1)
    try workbench.press("_", "_", "_", "_")
    #expect(workbench.state.viewport.event == nil)
    try workbench.press("Tab")
    #expect(workbench.state.viewport.event != nil)
    let saved = workbench.effects.compactMap {
      if case .files(.saveEventSize(let size)) = $0 { size } else { nil }
    }
    #expect(saved.last == .hidden)
  }

  @Test func `the list is exported as it is`() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("t", "F")
    workbench.type("principal:mallory")
    try workbench.press("Enter", "w")
    let state = workbench.state
    let csv = try #require(ListExport(path: "x.csv", of: state)).bytes(of: state)
    let lines = String(decoding: csv, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0].hasPrefix("eventTime,awsRegion,eventName,userIdentity.arn"))
    #expect(lines[1].contains("2025-11-02T00:05:00Z,af-south-1,CreateUser,arn:aws:iam"))
    let json = try #require(ListExport(path: "x.ndjson", of: state)).bytes(of: state)
    #expect(String(decoding: json, as: UTF8.self).contains(#""eventName":"CreateUser""#))
    #expect(ListExport(path: "x.pdf", of: state) == nil)
  }

  @Test func `the line of a rule to edit`() {
    let text = "title: A\ndetection:\n  x: 1\n---\ntitle: B\nlevel: low\ndetection:\n"
    #expect(RuleLine.detection(ofRule: "A", in: text) == 2)
    #expect(RuleLine.detection(ofRule: "B", in: text) == 7)
    #expect(RuleLine.detection(ofRule: "C", in: "") == 1)
  }
}
