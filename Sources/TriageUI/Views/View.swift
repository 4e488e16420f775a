import Basics
import TerminalScreen

extension State {
  /// The whole screen for a state. A pure function: the same state gives the same screen.
  public func view() -> Screen {
    var screen = Screen(size: size)
    guard !isTooSmall else {
      TooSmallView.draw(self, on: &screen)
      return screen
    }
    HeaderView.draw(self, viewport, on: &screen)
    if let rect = viewport.timeline, let key = settings.keymap.keys(of: .showTimeline).first {
      screen.addSpot(rect, .key(key))
    }
    if let rect = viewport.filters { FiltersView.draw(self, rect, on: &screen) }
    if let page = surfaces.page {
      PageView.draw(page, self, on: &screen)
    } else {
      drawPanes(on: &screen)
    }
    if let dialog = surfaces.dialog {
      // A click beside a dialog does not reach the surface behind it.
      screen.addSpot(screen.bounds, .nothing)
      dialog.draw(self, on: &screen)
    }
    if let replay, let rect = viewport.replay { ReplayBar.draw(self, replay, rect, on: &screen) }
    FooterView.draw(self, viewport, on: &screen)
    return screen
  }

  private func drawPanes(on screen: inout Screen) {
    if let rect = viewport.hits { HitsView.draw(self, rect, on: &screen) }
    if let rect = viewport.event { EventView.draw(self, rect, on: &screen) }
    if let rect = viewport.ruleDiff { RuleDiffView.draw(self, rect, on: &screen) }
    guard viewport.isSideBySide, let rect = viewport.event else { return }
    for row in viewport.body.row..<viewport.body.endRow {
      screen.put("│", column: rect.column - 1, row: row, style: Style(.border))
    }
  }
}

/// The screen of a terminal that is too small for anything else.
enum TooSmallView {
  static func draw(_ state: State, on screen: inout Screen) {
    let needed = State.smallest
    let lines: [SafeText] = [
      "too small", SafeText("needs \(needed.columns)×\(needed.rows)"), "q quits",
    ]
    for (row, line) in lines.enumerated() where row < state.size.rows {
      screen.put(line, column: 0, row: row, width: state.size.columns, style: Style(.plain))
    }
  }
}
