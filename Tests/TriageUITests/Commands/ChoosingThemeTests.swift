import TerminalScreen
import Testing
import Triage

@testable import TriageUI

@Suite struct ChoosingThemeTests {
  private let workbench: TestWorkbench

  init() throws {
    workbench = try TestWorkbench(events: TestEvent.office)
    workbench.state.settings.themes = ["terminal", "dracula", "nord"]
  }

  private var shown: [String] {
    workbench.effects.compactMap {
      if case .terminal(.useTheme(let name)) = $0 { name } else { nil }
    }
  }

  @Test func eachThemeIsShownAsTheCursorComesToIt() throws {
    try workbench.press("T", "j", "j", "j", "k")
    #expect(shown == ["dracula", "nord", "dracula"])
    #expect(workbench.screen.contains("┌ theme ─"))
    #expect(workbench.screen.contains("kim-ap-east-1"))
  }

  @Test func enterKeepsItForNextTimeToo() throws {
    try workbench.press("T", "j")
    workbench.send(.settings(.themeChanged("dracula")))
    try workbench.press("Enter")
    #expect(workbench.state.dialog == nil)
    #expect(shown == ["dracula"])
    let kept = workbench.effects.compactMap {
      if case .files(.saveTheme(let name)) = $0 { name } else { nil }
    }
    #expect(kept == ["dracula"])
    workbench.send(.settings(.themeKept(.success("/home/kim/.config/trailsift/config.yml"))))
    #expect(
      workbench.screen.contains(
        "theme: dracula; kept in /home/kim/.config/trailsift/config.yml"))
  }

  @Test func whatKeepsItFromBeingWrittenIsSaid() throws {
    try workbench.press("T", "j")
    workbench.send(.settings(.themeChanged("dracula")))
    try workbench.press("Enter")
    workbench.send(.settings(.themeKept(.failure(TriageRefusal("config.yml: read-only")))))
    #expect(workbench.screen.contains("theme: dracula, for this time: config.yml: read-only"))
  }

  @Test func whatCannotBeShownIsNotKept() throws {
    try workbench.press("T", "j")
    workbench.send(.refused("dracula.yaml:2:1: not YAML"))
    #expect(workbench.screen.contains("not YAML"))
    try workbench.press("Enter")
    #expect(workbench.screen.contains("dracula could not be shown"))
  }

  @Test func escGoesBackToTheOneBefore() throws {
    workbench.send(.settings(.themeChanged("nord")))
    try workbench.press("T", "k", "Esc")
    #expect(shown == ["dracula", "nord"])
  }
}
