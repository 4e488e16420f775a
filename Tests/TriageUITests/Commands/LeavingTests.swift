import TerminalScreen
import Testing

@testable import TriageUI

@Suite struct LeavingTests {
  /// The first `q` stops the scan and keeps its hits; the second quits.
  @Test(arguments: [Key.character("q"), .control("c")])
  func leavingStopsTheScanFirst(key: Key) throws {
    var state = try TestWorkbench(events: TestEvent.office).state
    state.scan = ScanStatus()
    state.scan.progress.filesTotal = 2
    #expect(names(state.update(.key(key))) == ["stopScan"])
    #expect(state.notice?.text.contains("q again leaves") == true)
    #expect(state.list.shown.count == 8)
    #expect(names(state.update(.key(key))) == ["stopScan", "quit"])
  }

  @Test func leavingIsOneKeyWhenAllIsRead() throws {
    var state = try TestWorkbench(events: TestEvent.office).state
    #expect(names(state.update(.key(.character("q")))) == ["stopScan", "quit"])
  }

  private func names(_ effects: [Effect]) -> [String] {
    effects.map { effect in
      switch effect {
      case .logs(.stopScan): "stopScan"
      case .leave(.quit): "quit"
      default: "\(effect)"
      }
    }
  }
}
