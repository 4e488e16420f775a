import TerminalScreen
import Testing

@testable import TriageUI

/// More input than from any hand: a stuck key, a window being resized, a file on the clipboard.
@Suite struct FloodTests {
  @Test func keysInThousands() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    for step in 0..<3_000 { try workbench.press(step % 3 == 2 ? "k" : "j") }
    #expect(workbench.state.list.cursor == 6)
    for _ in 0..<1_000 { try workbench.press("Esc") }
    #expect(workbench.state.dialog == nil && workbench.state.page == nil)
  }

  /// During a save, keys wait; a flood of them is dropped.
  @Test func keysBehindADecisionAreBounded() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    var effects = workbench.state.update(.key(.character("t")))
    #expect(workbench.state.waiting.pending == .decision)
    for _ in 0..<5_000 { effects += workbench.state.update(.key(.character("j"))) }
    #expect(workbench.state.waiting.keys.count <= Waiting.maximumKeys)
    #expect(effects.count < 10)
  }

  @Test func sizesInThousands() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("a")
    for step in 0..<5_000 {
      let size = Size(columns: 1 + step * 37 % 800, rows: 1 + step * 13 % 300)
      #expect(workbench.state.update(.resized(size)).isEmpty)
    }
    workbench.send(.resized(Size(columns: 80, rows: 24)))
    #expect(workbench.screen.contains("r reason"))
    #expect(workbench.screen.split(separator: "\n", omittingEmptySubsequences: false).count == 24)
  }

  /// A comment and the filter line have a maximum length; elsewhere pasted text does nothing.
  @Test(arguments: ["c", "F", "/", "~"]) func pastedMegabytes(key: String) throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press(key)
    let pasted = String(repeating: "fat\r\n", count: 200_000)
    var effects: [Effect] = []
    for _ in 0..<3 { effects += workbench.state.update(.paste(pasted)) }
    #expect(effects.count <= 6)
    #expect(workbench.state.session.decisions.isEmpty)
    let texts: [String] =
      Prompt(workbench.state.surfaces.top).map { [$0.input.text] } ?? []
    #expect(texts.allSatisfy { $0.unicodeScalars.count == TextInput.scalarLimit })
    #expect(texts.isEmpty == (key == "~"))
  }
}
