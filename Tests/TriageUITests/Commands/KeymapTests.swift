import TerminalScreen
import Testing

@testable import TriageUI

@Suite struct KeymapTests {
  @Test func aKeyOfOnesOwnRunsTheCommandAndTheOldOneDoesNot() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    workbench.state.settings.keymap.bind([.function(2), .character("p")], to: "markTruePositive")
    try workbench.press("t")
    #expect(workbench.state.session.verdicts.isEmpty)
    try workbench.press("F2")
    #expect(workbench.state.session.verdicts.count == 1)
    #expect(workbench.screen.contains("F2 true pos"))
  }

  @Test func aKeyTakenFromAnotherCommandNoLongerRunsIt() {
    var keymap = Keymap()
    keymap.bind([.character("a")], to: "markTruePositive")
    #expect(keymap.keys(of: .markTruePositive) == [.character("a")])
    #expect(keymap.keys(of: .allowRegion) == [])
    #expect(keymap.conflicts == [.withoutKey("allowRegion", takenBy: "markTruePositive")])
  }

  @Test func twoCommandsOnOneKeyOfOnesOwnAreAConflict() {
    var keymap = Keymap()
    keymap.bind([.function(5)], to: "undo")
    keymap.bind([.function(5)], to: "redo")
    #expect(keymap.conflicts == [.twice(.function(5), first: "undo", second: "redo")])
  }

  @Test func theSameKeyInAnotherPlaceIsNone() {
    var keymap = Keymap()
    keymap.bind([.character("r")], to: "undo")
    #expect(keymap.keys(of: .giveReason) == [.character("r")])
    #expect(keymap.conflicts == [])
  }

  /// Sentences name the user's keys, not those of the table.
  @Test(arguments: [
    ("clearFilters", "X", "= ! ", "takes the last one off, F2 all of them"),
    ("clearOrBack", "Esc", "=", "F2 takes off the last"),
    ("showSecrets", "U", "F2", "F2 masks them again"),
    ("search", "/", "n", "nothing was searched yet; F2 searches"),
    ("filterHits", "F", "X", "there is no filter; F2 filters"),
    ("searchWholeEvents", "Tab", "/", "search the columns  (F2: whole events)"),
    ("showSilenced", "z", "a Enter F2 f", "F2 goes back"),
  ])
  func sentencesNameTheKeysOfOnesOwn(name: String, old: String, keys: String, sentence: String)
    throws
  {
    let workbench = try TestWorkbench(events: TestEvent.office)
    workbench.state.settings.keymap.bind([.function(2)], to: name)
    for key in keys.split(separator: " ") { try workbench.press(String(key)) }
    #expect(workbench.screen.contains(sentence))
    #expect(!workbench.screen.contains(sentence.replacing("F2", with: old)))
  }

  /// Whatever a character is bound to, in a line of text it is text.
  @Test func charactersAreTextWhereTextIsTyped() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    workbench.state.settings.keymap.bind([.character("k")], to: "submitText")
    try workbench.press("c")
    workbench.type("ask kim")
    #expect(workbench.screen.contains("ask kim"))
  }
}
