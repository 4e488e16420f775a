import TerminalScreen
import Triage

extension Command {
  /// `z`: lists the events that exceptions of the current rules silence, and hits that the rules no
  /// longer match. The event pane shows what silences each.
  static let showSilenced = Command(
    "showSilenced", keys: [.character("z")], hint: "silenced",
    help: "Lists the silenced hits, each with what silences it; again or {clearOrBack}: back.",
    in: [.hits],
    availability: { state in
      if case .unavailable(let reason) = isIdle(state) { return .unavailable(because: reason) }
      return state.list.silenced.isEmpty && !state.list.showsSilenced
        ? .unavailable(because: "no hit is silenced") : .available
    },
    perform: { state in
      if state.list.showsSilenced { return state.closeExcerpt() }
      state.list.openSilenced(of: state.table, state.session.byRow)
      if let notice = state.unkeptNotice { state.notice = notice }
      return state.nameSilencers() + state.showCurrent()
    })

  static func silencedAlready(_ state: State) -> String {
    "the rule does not match these events; \(state.key(.showSilenced)) goes back to its hits"
  }
}

extension State {
  /// Silenced events: the rows, and those that are only counted.
  var silencedCount: Int {
    list.silenced.count + table.silencedCounts.unkeptByRule.values.reduce(0, +)
  }

  /// Says how many silenced events cannot be listed.
  fileprivate var unkeptNotice: Notice? {
    let unkept = table.silencedCounts.unkeptByRule.values.reduce(0, +)
    return unkept == 0
      ? nil
      : .warning(
        "\(unkept.counting("further event")) are counted, not listed; taking an exception back reads the logs again for them"
      )
  }

  /// What silences each row, as a field to filter, sort and group by.
  func nameSilencers() -> [Effect] {
    table.rowCount(of: SilencersColumn.field) == table.count
      ? [] : [.engine(.nameSilencers(table.rows))]
  }
}
