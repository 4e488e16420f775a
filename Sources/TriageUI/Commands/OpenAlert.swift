import TerminalScreen
import Triage

extension Command {
  /// Enter on an alert: lists its events, which are hits and can be judged.
  static let openAlert = Command(
    "openAlert", keys: [.enter], hint: "events",
    help: "Lists the events of the alert; {clearOrBack} goes back to all hits.", in: [.alert],
    availability: isIdle
  ) { state in
    guard let row = state.currentRow else { return [] }
    return [.engine(.openAlert(row))]
  }

  static func alertsAreNoHits(_ state: State) -> String {
    "an alert has no event of its own; \(state.key(.openAlert)) lists its events: judge those"
  }
}

extension State {
  /// Shows the events of an alert, if the cursor is still on it.
  mutating func open(_ events: AlertEvents) -> [Effect] {
    guard events.alert == currentRow, surfaces.dialog == nil else { return [] }
    list.open(events, of: table, session.byRow)
    return showCurrent()
  }

  /// Back to all results, from the events of an alert or from the silenced hits.
  mutating func closeExcerpt() -> [Effect] {
    let ready = readyCount(list.behind?.arrangement ?? list.arrangement)
    list.close(of: table, session.byRow, readyCount: ready)
    return showCurrent()
  }
}
