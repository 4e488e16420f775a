import TerminalScreen

extension Command {
  /// `m`: off at first, because with it on a terminal no longer selects text the way its user knows.
  static let toggleMouse: Command = Command(
    "toggleMouse", keys: [.character("m")],
    help:
      "Mouse on or off: click on rows, bars, regions, filters, heads of columns, keys in the footer; twice is Enter; the wheel scrolls.",
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
    case .detail(let row, let isSign):
      pane = .event
      return row.map { click(line: $0, isOpened: isSign || mouse.clicks > 1) } ?? []
    case .filter(let place, let isEnd):
      guard list.filters.indices.contains(place) else { return [] }
      return isEnd ? removeFilter(at: place) : editFilter(at: place)
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
    case .line(let line, let isSign):
      return click(line: line, isOpened: isSign || mouse.clicks > 1)
    }
  }

  /// A click puts the cursor on the line; a double click, or one on the sign that opens it, is Enter on it.
  private mutating func click(line: Int, isOpened: Bool) -> [Effect] {
    let effects = move(.line(line))
    return isOpened ? effects + update(.key(.enter)) : effects
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
    if case .detail = view().spot(column: mouse.column, row: mouse.row) {
      pane = .event
    } else {
      pane = .hits
    }
    // The pane that stands alone is the one that scrolls.
    if viewport.hits == nil || viewport.event == nil { pane = before }
    let effects = move(.lines(lines))
    pane = before
    return effects
  }
}
