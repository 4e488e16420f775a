import Scanning
import TerminalScreen

/// A complete event that was opened on a page. It need not be a hit, so nothing can be decided on
/// it.
struct OpenedEventSurface: PageSurface {
  var pane = EventPane()
  /// Its time relative to the hit: `-00:12:31 from the hit`.
  private let place: String
  private let pageTitle: SafeText

  static let context = Command.Context.shownEvent

  init(_ detail: EventDetail, at place: String, title: SafeText) {
    self.place = place
    pageTitle = title
    pane.show(detail)
  }

  init?(_ surface: Surface) {
    guard case .openedEvent(let page) = surface else { return nil }
    self = page
  }

  var surface: Surface { .openedEvent(self) }

  func title(_ state: State) -> SafeText { pageTitle }

  mutating func move(_ motion: Motion, in state: State) {
    let text = Viewport.text(of: state.viewport.page)
    pane.move(motion, width: text.columns, height: text.rows)
  }

  mutating func settle(with state: State) -> [Effect] {
    let text = Viewport.text(of: state.viewport.page)
    pane.settle(
      head: [.init(line: Line("at   ", .muted).appending(SafeText(place), .accent))],
      display: state.eventDisplay)
    pane.keepVisible(width: text.columns, height: text.rows)
    return []
  }

  func draw(_ state: State, in rect: Rect, on screen: inout Screen) {
    EventView.draw(pane, noun: "event", isFocused: true, rect, on: &screen) {
      .line($0, isSign: $1)
    }
  }
}
