import TerminalScreen
import Testing

@testable import TriageUI

@Suite struct ChoosingThemeTests {
  private let workbench: TestWorkbench

  init() throws {
    workbench = try TestWorkbench(events: TestEvent.office)
    workbench.state.themes = ["terminal", "dracula", "nord"]
  }

  private var shown: [String] {
    workbench.effects.compactMap { if case .useTheme(let name) = $0 { name } else { nil } }
  }

  @Test func eachThemeIsShownAsTheCursorComesToIt() throws {
    try workbench.press("T", "j", "j", "j", "k")
    #expect(shown == ["dracula", "nord", "dracula"])
    #expect(workbench.screen.contains("┌ theme ─"))
    #expect(workbench.screen.contains("kim-ap-east-1"))
  }

  @Test func enterKeepsIt() throws {
    try workbench.press("T", "j")
    workbench.send(.themeChanged("dracula"))
    try workbench.press("Enter")
    #expect(workbench.state.dialog == nil)
    #expect(shown == ["dracula"])
    #expect(workbench.screen.contains("theme: dracula"))
  }

  @Test func whatCannotBeShownIsNotKept() throws {
    try workbench.press("T", "j")
    workbench.send(.refused("dracula.yaml:2:1: not YAML"))
    #expect(workbench.screen.contains("not YAML"))
    try workbench.press("Enter")
    #expect(workbench.screen.contains("dracula could not be shown"))
  }

  @Test func escGoesBackToTheOneBefore() throws {
    workbench.send(.themeChanged("nord"))
    try workbench.press("T", "k", "Esc")
    #expect(shown == ["dracula", "nord"])
  }
}
