import Testing

@testable import HitStore
@testable import TriageUI

@Suite struct JudgingTests {
  @Test(arguments: [
    ("t", Verdict.truePositive), ("b", Verdict.benignTruePositive),
  ]) func aVerdictIsGivenAndTheCursorMovesOn(key: String, verdict: Verdict) throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press(key)
    #expect(Array(workbench.state.session.verdicts.values) == [verdict])
    #expect(workbench.state.list.cursor == 1)
    try workbench.press("u")
    #expect(workbench.state.session.verdicts.isEmpty)
  }

  /// Saving takes a moment; keys that arrive meanwhile wait, in order.
  @Test func fastFingersLoseNoDecision() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    let saved = try TestWorkbench(events: TestEvent.office)
    try saved.press("t")
    var state = workbench.state
    #expect(state.update(.key(.character("t"))).count == 1)
    for key in ["j", "b", "x"] {
      #expect(state.update(.key(.character(Character(key)))).isEmpty)
    }
    let effects = state.update(
      .session(
        .decided(
          .done(saved.state.session.state, nil, message: "true positive on 1 hit"), nil,
          hasWaitingFiles: false)))
    #expect(state.list.cursor == 1)
    let asked = effects.contains {
      if case .engine(.decide(.judge(.benignTruePositive, _, _))) = $0 { true } else { false }
    }
    #expect(asked)
    #expect(state.waiting.keys == [.character("x")])

    // After a failure, keys that were typed ahead are dropped.
    _ = state.update(.refused("disk full"))
    #expect(state.waiting.keys.isEmpty && state.waiting.pending == nil)
  }

  @Test func marksWinOverTheCursorAndAreUsedUp() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("Space", "Space", "Space", "t")
    #expect(workbench.state.session.verdicts.count == 3)
    #expect(workbench.state.list.marks.isEmpty)
  }

  @Test func aVerdictIsTakenOff() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("t", "g", "x")
    #expect(workbench.state.session.verdicts.isEmpty)
    try workbench.press("u")
    #expect(workbench.state.session.verdicts.count == 1)
  }

  @Test func aCommentIsShownWithTheEvent() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("c")
    workbench.type("asked kim: quarterly audit")
    try workbench.press("Enter")
    #expect(workbench.screen.contains("note asked kim: quarterly audit"))
    try workbench.press("u")
    #expect(!workbench.screen.contains("quarterly audit (kim"))
  }

  @Test func anAccentTypedAfterItsLetterDoesNoHarm() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("c")
    for scalar in "e\u{301}x👩\u{200D}💻\u{1112}\u{1161}\u{11ab}".unicodeScalars {
      workbench.send(.key(.character(Character(scalar))))
    }
    try workbench.press("Left", "Left", "Backspace", "Home", "Delete", "End", "Enter")
    #expect(workbench.state.session.comments.count == 1)
  }

  @Test func lettersInACommentAreNotCommands() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("c")
    workbench.type("quit a t f u x")
    #expect(workbench.state.session.decisions.isEmpty)
    try workbench.press("Esc")
    #expect(workbench.state.dialog == nil)
  }

  /// Random keys, then everything undone: the rule and the verdicts are those of the start.
  @Test(arguments: 1...12) func anyKeysAreUndone(seed: UInt64) throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    let keys = [
      "j", "k", "G", "g", "Space", "v", "*", ",", "t", "b", "x", "f", "a", "Enter", "Enter", "Esc",
      "u",
      "^R", "d", "?", "Tab", "^D", "!",
    ]
    var random = seed &* 0x9e37_79b9_7f4a_7c15
    for _ in 0..<150 {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      try workbench.press(keys[Int(random >> 33) % keys.count])
    }
    try workbench.press("Esc", "Esc", "Esc", "Esc")
    while workbench.state.session.nextUndo != nil { try workbench.press("u") }
    #expect(workbench.ruleText == TestRule.regions)
    #expect(workbench.state.session.verdicts.isEmpty)
    #expect(workbench.state.list.candidateCount == 8)
  }
}
