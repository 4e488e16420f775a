import Foundation
import TerminalScreen
import TestSupport
import Testing

@testable import Sessions
@testable import TriageUI

/// A replay shows each moment as it was, from any direction.
@Suite struct ReplayingTests {
  /// A session: two verdicts, an allowed region, an exception, a comment, an undo, a search.
  static func recorded() throws -> [JournalEntry] {
    let folder = try ScratchFolder()
    let path = folder.path("session.jsonl")
    let workbench = try TestWorkbench(events: TestEvent.office, journalPath: path)
    try workbench.press("j", "j", "j", "k", "j", "j", "t", "b", "G", "a", "Enter", "k", "c")
    workbench.type("asked lee")
    try workbench.press("Enter", "j", "f", "Enter", "Enter", "g", "u", "u", "^R", "/")
    workbench.type("mallory")
    try workbench.press("Enter", "t", "n", "x")
    // Writing a file is not a moment of a replay.
    var entries = try JournalContents(path: path).entries.filter { $0.name != "saved" }
    // The test's clock stands still; here a second passes between any two.
    for index in entries.indices { entries[index].time = Double(index + 1) }
    return entries
  }

  private let entries: [JournalEntry]

  init() throws { entries = try Self.recorded() }

  private func replay(columns: Int = 80, rows: Int = 24) throws -> TestWorkbench {
    let workbench = try TestWorkbench(
      events: TestEvent.office, columns: columns, rows: rows, replaying: entries)
    try workbench.press("Space")
    return workbench
  }

  @Test(arguments: [(80, 24), (40, 10), (200, 50)])
  func goingBackShowsWhatWasThere(columns: Int, rows: Int) throws {
    let workbench = try replay(columns: columns, rows: rows)
    try workbench.press(".", "g")
    var forward = [workbench.state.view()]
    for _ in entries {
      try workbench.press("Right")
      forward.append(workbench.state.view())
    }
    #expect(workbench.state.replay?.isAtEnd == true)
    #expect(Set(forward.map(\.text)).count > 10)
    for position in (0..<entries.count).reversed() {
      try workbench.press("Left")
      #expect(workbench.state.view() == forward[position], "position \(position)")
    }
    // And by leaps.
    for position in [9, 3, entries.count, 1, entries.count - 2, 0, 5] {
      try workbench.press("g")
      if workbench.state.replay?.position != 0 { Issue.record("not at the start") }
      for _ in 0..<position { try workbench.press("Right") }
      #expect(workbench.state.view() == forward[position], "position \(position)")
    }
  }

  @Test func playingArrivesWhereSteppingDoes() throws {
    let stepped = try replay()
    for _ in entries { try stepped.press(".") }
    let played = try replay()
    try played.press("Space")
    for _ in 0..<entries.count * 40 { played.send(.replay(.tick(0.03))) }
    #expect(played.state.replay?.isAtEnd == true)
    #expect(played.state.session.verdicts == stepped.state.session.verdicts)
    #expect(played.state.list.silenced == stepped.state.list.silenced)
    #expect(played.screen == stepped.screen.replacing("paused", with: "playing"))
  }

  @Test func decisionsAreLeaptBetween() throws {
    let workbench = try replay()
    let decisions = try #require(workbench.state.replay?.timeline.decisions)
    var seen: [Int] = []
    for _ in decisions {
      try workbench.press("]")
      seen.append(try #require(workbench.state.replay?.position) - 1)
    }
    #expect(seen == decisions.map(\.entry))
    var back: [Int] = []
    for _ in decisions.dropFirst() {
      try workbench.press("[")
      back.append(try #require(workbench.state.replay?.position) - 1)
    }
    #expect(back == decisions.map(\.entry).dropLast().reversed())
    try workbench.press("[")
    #expect(workbench.state.replay?.position == 0)
    try workbench.press("[")
    #expect(workbench.screen.contains("the session begins here"))
  }

  @Test func theListOfDecisionsLeadsToThem() throws {
    let workbench = try replay()
    try workbench.press("L")
    #expect(workbench.screen.contains("true positive on 1 hit"))
    #expect(workbench.screen.contains("allow region ap-east-1"))
    #expect(workbench.screen.contains("kim"))
    try workbench.press("j", "j")
    #expect(workbench.screen.contains("silenced"))
    try workbench.press("Enter")
    let replay = try #require(workbench.state.replay)
    #expect(replay.position == replay.timeline.decisions[2].entry + 1)
    #expect(workbench.state.dialog == nil)
    #expect(workbench.screen.contains("decision 3 of"))
  }

  @Test func aPlaceCanBeTyped() throws {
    let workbench = try replay()
    func go(_ text: String) throws -> Int? {
      try workbench.press("@")
      workbench.type(text)
      try workbench.press("Enter")
      return workbench.state.replay?.position
    }
    let decisions = try #require(workbench.state.replay?.timeline.decisions)
    #expect(try go("2") == decisions[1].entry + 1)
    #expect(try go("0:05") == 5)
    #expect(try go("7s") == 7)
    #expect(try go("2025-11-13T02:13:22Z") == 2)
    #expect(try go("2025-11-13T03:13:22+01:00") == 2)
    #expect(try go("9:00") == entries.count)
    #expect(try go("99") == entries.count)
    #expect(workbench.screen.contains("there is no decision 99"))
    #expect(try go("soon") == entries.count)
    #expect(workbench.screen.contains("can't go to"))
  }

  @Test(arguments: ["", "-3", "0", "1:2:3:4", "1:", "-1s", "infs", "nans", "99999999999:0", "12h"])
  func anUnknownPlaceIsRefused(text: String) {
    #expect(SeekTarget(text) == nil)
  }

  @Test func theDiffGrowsWhileItIsWatched() throws {
    let workbench = try replay(rows: 40)
    try workbench.press("d")
    #expect(workbench.screen.contains("the rule is as it was"))
    let allowed = try #require(
      workbench.state.replay?.timeline.decisions.first { $0.summary.hasPrefix("allow") })
    while workbench.state.replay?.position != allowed.entry + 1 { try workbench.press("Right") }
    #expect(workbench.screen.contains("+     filter_main_allowed_regions"))
    try workbench.press("Left")
    #expect(!workbench.screen.contains("+     filter_main_allowed_regions"))
    try workbench.press("Esc")
    #expect(workbench.state.dialog == nil)
  }

  @Test func onAWideScreenTheDiffIsBeside() throws {
    let workbench = try replay(columns: 200, rows: 50)
    #expect(!workbench.screen.contains("the rule by now"))
    try workbench.press("]", "]", "]")
    #expect(workbench.screen.contains("the rule by now"))
    #expect(workbench.screen.contains("filter_main_allowed_regions"))
  }

  @Test func keysAreShownAsPressed() throws {
    let workbench = try replay()
    var keys: [String] = []
    for _ in entries {
      try workbench.press(".")
      if let key = workbench.state.replay?.key { keys.append(key) }
    }
    for key in ["j", "t", "b", "a", "c", "f", "u", "^R", "/", "x"] {
      #expect(keys.contains(key), "\(key) in \(keys)")
    }
  }

  @Test func atTheEndItCanBePlayedAgain() throws {
    let workbench = try replay()
    try workbench.press("G")
    #expect(workbench.screen.contains("ended"))
    try workbench.press("Space")
    #expect(workbench.state.replay?.position == 0)
    #expect(workbench.state.replay?.isPlaying == true)
  }

  @Test(arguments: [(80, 24), (40, 10)]) func theBarSaysWhereItIs(columns: Int, rows: Int) throws {
    let workbench = try replay(columns: columns, rows: rows)
    try workbench.press("]", "]")
    let count = try #require(workbench.state.replay?.timeline.decisions.count)
    #expect(workbench.screen.contains(columns < 70 ? "2/\(count)" : "decision 2 of \(count)"))
    #expect(workbench.screen.contains("▰"))
    #expect(workbench.screen.contains("kim"))
  }
}
