import TerminalScreen

extension Command {
  /// `m`: off by default, because with it on a terminal no longer selects text as usual.
  static let toggleMouse: Command = Command(
    "toggleMouse", keys: [.character("m")],
    help:
      "Mouse on or off: click on rows, bars, regions, filters, heads of columns, keys in the footer; twice is Enter; the wheel scrolls.",
    in: .panesAndPages
  ) { state in
    state.settings.isMouseOn.toggle()
    state.notice = .done(
      state.settings.isMouseOn
        ? "mouse on; Shift held lets the terminal select text, \(state.settings.keymap.keyName(of: .toggleMouse)) turns it off"
        : "mouse off")
    return []
  }
}

/// A click or a turn of the wheel, and the target at its cell on the screen that the analyst saw.
public struct MouseInput: Sendable, Hashable {
  let event: MouseEvent
  let meaning: Spot.Meaning?

  public init(_ event: MouseEvent, on screen: Screen) {
    self.event = event
    meaning = screen.spot(column: event.column, row: event.row)
  }
}

extension State {
  /// Lines per turn of the wheel.
  private static let wheelLines = 3

  mutating func receive(_ mouse: MouseInput) -> [Effect] {
    guard settings.isMouseOn, waiting.pending != .decision, !isTooSmall else { return [] }
    targetFacts.keepUp(with: self)
    switch mouse.event.action {
    case .scrollUp: return turnWheel(-Self.wheelLines, mouse)
    case .scrollDown: return turnWheel(Self.wheelLines, mouse)
    case .release: return []
    case .press: return mouse.event.button == 1 ? click(mouse) : []
    }
  }

  private mutating func click(_ mouse: MouseInput) -> [Effect] {
    let isDouble = mouse.event.clicks > 1
    switch mouse.meaning {
    case .key(let key): return update(.key(key))
    case .nothing, nil: return []
    case .detail(let row, let isSign):
      focus(onEvent: true)
      return row.map { click(line: $0, isOpened: isSign || isDouble) } ?? []
    case .filter(let place, let isEnd):
      guard list.filters.indices.contains(place) else { return [] }
      return isEnd ? removeFilter(at: place) : editFilter(at: place)
    case .column(let column):
      focus(onEvent: false)
      list.column = min(column, list.columns.shown.count - 1)
      return run(.sortHits)
    case .row(let place):
      focus(onEvent: false)
      let before = currentRow
      list.move(to: place)
      let effects = currentRow == before ? [] : showCurrent()
      return isDouble ? effects + run(isOnAlert ? .openAlert : .nextPane) : effects
    case .line(let line, let isSign): return click(line: line, isOpened: isSign || isDouble)
    }
  }

  /// Gives the keys to the event, or to its list.
  private mutating func focus(onEvent: Bool) {
    guard surfaces.top.isPane else { return }
    surfaces.backToHits()
    if onEvent { surfaces.push(.event) }
  }

  /// A click moves the cursor to the line. A double click, or a click on the sign that opens it, is
  /// Enter.
  private mutating func click(line: Int, isOpened: Bool) -> [Effect] {
    let effects = move(.line(line))
    return isOpened ? effects + update(.key(.enter)) : effects
  }

  private mutating func run(_ command: Command) -> [Effect] {
    notice = nil
    targetFacts.keepUp(with: self)
    if case .unavailable(let reason) = command.availability(self) {
      notice = .refused(reason)
      return []
    }
    return command.perform(&self)
  }

  /// Scrolls what is under the pointer, even without the keys.
  private mutating func turnWheel(_ lines: Int, _ mouse: MouseInput) -> [Effect] {
    guard surfaces.top.isPane, viewport.hits != nil, viewport.event != nil else {
      return move(.lines(lines))
    }
    let before = surfaces
    if case .detail = mouse.meaning { focus(onEvent: true) } else { focus(onEvent: false) }
    defer { surfaces = before }
    return move(.lines(lines))
  }
}
