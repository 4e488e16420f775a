import TerminalScreen

extension State {
  mutating func receive(_ message: Message.Event) -> [Effect] {
    switch message {
    case .read(let detail):
      guard detail.row == currentRow else { return [] }
      event.show(detail)
      return showAwaitedSurroundings()
    case .alertOpened(let events): return open(events)
    case .pairRead(let first, let second): return open(ComparisonSurface(first, second))
    case .collected(let text): return [.terminal(.copy(text))]
    }
  }

  mutating func showCurrentIfChanged(always: Bool = false) -> [Effect] {
    guard let row = currentRow else { return showNothing() }
    if !always && event.detail?.row == row { return [] }
    return showCurrent()
  }

  /// Without a hit there is no event.
  mutating func showNothing() -> [Effect] {
    event.clear()
    surfaces.closeEvent()
    return []
  }

  /// The event with the keys: that of the pane, or one that was opened on a page.
  var focusedEvent: EventPane? {
    switch surfaces.shown {
    case .hits, .event: event
    case .openedEvent(let page): page.pane
    default: nil
    }
  }

  /// Whether the pane with the event has the keys, or had them before a dialog opened.
  var hasKeysInEvent: Bool { if case .event = surfaces.shown { true } else { false } }

  /// Changes the event with the keys; `body` gets the size of its text on the screen.
  mutating func changeEvent(_ body: (inout EventPane, Size) -> Void) {
    if surfaces.showsPanes {
      let text = viewport.eventText
      body(&event, Size(columns: text.columns, rows: text.rows))
    } else {
      let text = Viewport.text(of: viewport.page)
      surfaces.changePage(OpenedEventSurface.self) {
        body(&$0.pane, Size(columns: text.columns, rows: text.rows))
      }
    }
  }
}

extension Command {
  /// Whether an event has been read.
  static let hasEvent: @Sendable (State) -> Availability = { state in
    state.focusedEvent?.detail == nil
      ? .unavailable(because: "there is no event here") : .available
  }
}
