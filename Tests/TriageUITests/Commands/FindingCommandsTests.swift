import TerminalScreen
import Testing

@testable import TriageUI

@Suite struct FindingCommandsTests {
  private let workbench: TestWorkbench

  init() throws { workbench = try TestWorkbench(events: TestEvent.office) }

  private var search: CommandsMenu? {
    workbench.state.menu(CommandsMenu.self)
  }

  private var found: [String] {
    search?.rows(workbench.state).map(\.command.name) ?? []
  }

  @Test func helpShowsFirstWhatWorksHere() throws {
    try workbench.press("?")
    #expect(search?.rows(workbench.state).first?.section == "here")
    #expect(Set(found).isSuperset(of: ["allowRegion", "markAll", "write", "stepReplay"]))
    let here = try #require(found.firstIndex(of: "quit"))
    let elsewhere = try #require(found.firstIndex(of: "write"))
    #expect(here < elsewhere)
  }

  @Test func aWordFindsCommands() throws {
    try workbench.press("?")
    workbench.type("true")
    #expect(found.prefix(2) == ["markTruePositive", "markBenignTruePositive"])
    #expect(!found.contains("undo"))
  }

  @Test(arguments: [
    ("^R", "redo"), ("u", "undo"), ("pgdn", "pageDown"), ("*", "markAll"),
  ])
  func aKeyFindsItsCommand(key: String, name: String) throws {
    try workbench.press("?")
    workbench.type(key)
    #expect(found.first == name)
  }

  @Test func enterRunsTheCommandWhereOneCameFrom() throws {
    try workbench.press("j", "?")
    workbench.type("markTrue")
    try workbench.press("Enter")
    #expect(workbench.state.dialog == nil)
    let judged = workbench.state.session.verdicts.keys.map(\.event)
    #expect(judged == ["kim-ap-east-1-RunInstances-2"])
  }

  @Test func aFewLettersAreEnough() throws {
    try workbench.press(":")
    workbench.type("mkfp")
    #expect(found.first == "markFalsePositive")
    try workbench.press("Tab")
    #expect(search?.text.text == "markFalsePositive")
    try workbench.press("Enter")
    #expect(workbench.screen.contains("an exception for 1 hit"))
  }

  @Test func whatDoesNotWorkSaysWhyAndStays() throws {
    try workbench.press(":")
    workbench.type("undo")
    #expect(workbench.screen.contains("not now: nothing to undo"))
    try workbench.press("Enter")
    #expect(workbench.screen.contains("nothing to undo"))
    #expect(search != nil)
  }

  @Test func whatWorksElsewhereSaysWhere() throws {
    try workbench.press(":")
    workbench.type("writeAnyway")
    #expect(workbench.screen.contains("not now: works only before a rule is written"))
  }

  @Test func nothingFoundIsSaid() throws {
    try workbench.press(":")
    workbench.type("zzzz")
    #expect(workbench.screen.contains("no command answers to that"))
    try workbench.press("Enter")
    #expect(workbench.screen.contains("no command answers to “zzzz”"))
  }

  /// Also from a dialog: it waits behind, unchanged.
  @Test func escGoesBackToTheDialogThatWasOpen() throws {
    try workbench.press("a", "?", "Esc")
    #expect(workbench.screen.contains("allow region ap-east-1"))
    try workbench.press(":")
    workbench.type("write")
    try workbench.press("Enter")
    #expect(workbench.ruleText.contains("filter_main_allowed_regions"))
  }

  @Test func theCursorWalksAndEnterRunsWhatItIsOn() throws {
    try workbench.press(":")
    let names = found
    try workbench.press("Down", "Down", "Up", "Tab")
    #expect(search?.text.text == names[1])
  }

  @Test func inALineOfTextAKeyOfItsOwnOpensHelp() throws {
    try workbench.press("c")
    workbench.type("?:")
    #expect(workbench.screen.contains("?:"))
    try workbench.press("F1", "Esc")
    #expect(workbench.screen.contains("?:"))
  }
}
