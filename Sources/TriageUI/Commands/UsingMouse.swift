import TerminalScreen
import Triage

extension Command {
  /// `m`: off at first, because with it on a terminal no longer selects text the way its user knows.
  static let toggleMouse: Command = Command(
    "toggleMouse", keys: [.character("m")],
    help: "Mouse on or off: clicks, the wheel, heads of columns, the keys in the footer.",
    in: .panesAndPages
  ) { state in
    state.isMouseOn.toggle()
    state.notice = .done(
      state.isMouseOn
        ? "mouse on; Shift held lets the terminal select text, \(state.keymap.keyName(of: .toggleMouse)) turns it off"
        : "mouse off")
    return []
  }
}

extension State {
  /// What a turn of the wheel moves.
  private static let wheelLines = 3

  /// A click or a turn of the wheel. It means what stands at its cell on the screen as it is now.
  mutating func take(_ mouse: MouseEvent) -> [Effect] {
    guard isMouseOn, pending != .decision else { return [] }
    switch mouse.action {
    case .scrollUp: return turnWheel(-Self.wheelLines, mouse)
    case .scrollDown: return turnWheel(Self.wheelLines, mouse)
    case .release: return []
    case .press: return mouse.button == 1 ? click(mouse) : []
    }
  }

  private mutating func click(_ mouse: MouseEvent) -> [Effect] {
    guard let meaning = view().spot(column: mouse.column, row: mouse.row) else { return [] }
    switch meaning {
    case .key(let key): return update(.key(key))
    case .nothing: return []
    case .detail:
      pane = .event
      return []
    case .column(let column):
      pane = .hits
      list.column = column
      // As the key would: on the column that is the cursor's now.
      guard let sort = Command.all.first(where: { $0.name == "sortHits" }) else { return [] }
      return run(sort)
    case .row(let place):
      pane = .hits
      let before = currentRow
      list.move(to: place)
      let effects = currentRow == before ? [] : showCurrent()
      return mouse.clicks < 2 ? effects : effects + run(isOnAlert ? .openAlert : .nextPane)
    case .line(let line): return click(line: line, clicks: mouse.clicks)
    }
  }

  /// A click puts a dialog's cursor on the line, a double click is Enter on it.
  private mutating func click(line: Int, clicks: Int) -> [Effect] {
    let effects = move(.line(line))
    return clicks < 2 ? effects : effects + update(.key(.enter))
  }

  private mutating func run(_ command: Command) -> [Effect] {
    notice = nil
    if case .unavailable(let reason) = command.availability(self) {
      notice = .refused("\(command.name) does nothing now: \(reason)")
      return []
    }
    return command.perform(&self)
  }

  /// Scrolls what is under the pointer, whatever has the keys.
  private mutating func turnWheel(_ lines: Int, _ mouse: MouseEvent) -> [Effect] {
    guard dialog == nil, page == nil else { return move(.lines(lines)) }
    let before = pane
    pane = view().spot(column: mouse.column, row: mouse.row) == .detail ? .event : .hits
    let layout = Layout(state: self)
    // The pane that stands alone is the one that scrolls.
    if layout.hits == nil || layout.event == nil { pane = before }
    let effects = move(.lines(lines))
    pane = before
    return effects
  }
}
