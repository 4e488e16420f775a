import TerminalScreen

extension State {
  /// The event that has the keys: that of the pane, or one that was opened on a page.
  var focusedEvent: EventPane? { page == nil ? event : page(ContextPage.self)?.opened }

  /// Changes the event that has the keys; `body` is given the size of its text on the screen.
  mutating func changeEvent(_ body: (inout EventPane, Size) -> Void) {
    if page != nil {
      let text = Viewport.text(of: viewport.page)
      change(ContextPage.self) { page, _ in
        guard var pane = page.opened else { return }
        body(&pane, Size(columns: text.columns, rows: text.rows))
        page.opened = pane
      }
      return
    }
    let text = viewport.eventText
    body(&event, Size(columns: text.columns, rows: text.rows))
  }
}

extension Command {
  /// Whether an event has been read.
  static let hasEvent: @Sendable (State) -> Availability = { state in
    state.focusedEvent?.detail == nil
      ? .unavailable(because: "there is no event here") : .available
  }
}
