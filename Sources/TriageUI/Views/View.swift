import Basics
import TerminalScreen

extension State {
  /// The whole screen for a state. A pure function: the same state is the same screen.
  public func view() -> Screen {
    var screen = Screen(size: size)
    guard !isTooSmall else {
      TooSmallView.draw(self, on: &screen)
      return screen
    }
    let viewport = viewport
    HeaderView.draw(self, viewport, on: &screen)
    if let rect = viewport.timeline, let key = keymap.keys(of: .showTimeline).first {
      screen.addSpot(rect, .key(key))
    }
    if let rect = viewport.filters { FiltersView.draw(self, rect, on: &screen) }
    switch dialog {
    case .page(let page, let top): page.draw(self, viewport, top: top, on: &screen)
    case let dialog where page != nil:
      if let page { InteractivePageView.draw(page, self, viewport, on: &screen) }
      if dialog != nil { drawDialog(viewport, on: &screen) }
    default:
      if let rect = viewport.hits { HitsView.draw(self, rect, on: &screen) }
      if let rect = viewport.event { EventView.draw(self, rect, on: &screen) }
      if let rect = viewport.ruleDiff { RuleDiffView.draw(self, rect, on: &screen) }
      if viewport.isSideBySide, let rect = viewport.event {
        for row in viewport.body.row..<viewport.body.endRow {
          screen.put("│", column: rect.column - 1, row: row, style: Style(.border))
        }
      }
      drawDialog(viewport, on: &screen)
    }
    if let replay, let rect = viewport.replay { ReplayBar.draw(self, replay, rect, on: &screen) }
    FooterView.draw(self, viewport, on: &screen)
    return screen
  }

  private func drawDialog(_ viewport: Viewport, on screen: inout Screen) {
    // What lies behind a dialog is not clicked beside it.
    if dialog != nil { screen.addSpot(screen.bounds, .nothing) }
    switch dialog {
    case .confirm(let confirm): EditView.draw(confirm, viewport, on: &screen)
    case .proposals(let choice): ProposalsView.draw(choice, viewport, on: &screen)
    case .fields(let choice): FieldsView.draw(choice, viewport, on: &screen)
    case .comment(let input, let hits):
      TextInputView.draw(
        input, title: SafeText("comment on " + hits.countedAs("hit")), viewport, on: &screen)
    case .place(let input, let path, _):
      TextInputView.draw(
        input, title: SafeText("keep \(path) in another file"), viewport, on: &screen)
    case .reason(let input, _):
      TextInputView.draw(input, title: "reason, for the rule's comment", viewport, on: &screen)
    case .expiry(let input, let exception, _):
      TextInputView.draw(
        input, title: SafeText("last day of \(exception): YYYY-MM-DD, or empty for none"), viewport,
        on: &screen)
    case .searchEvent(let input):
      TextInputView.draw(input, title: "search in the event", viewport, on: &screen)
    case .search(let input):
      TextInputView.draw(
        input,
        title: searchesWholeEvents
          ? SafeText("search whole events  (\(key(.searchWholeEvents)): the columns)")
          : SafeText("search the columns  (\(key(.searchWholeEvents)): whole events)"),
        viewport, on: &screen)
    case .filter(let input): FilterView.draw(input, self, viewport, on: &screen)
    case .chooseColumns(let choice): ColumnsView.draw(choice, self, viewport, on: &screen)
    case .chooseGroup(let choice): ChooseGroupView.draw(choice, self, viewport, on: &screen)
    case .seek(let input):
      TextInputView.draw(
        input, title: "go to: 3, 12:30, 90s or a date and time", viewport, on: &screen)
    case .decisions(let cursor):
      guard let replay else { break }
      DecisionsView.draw(replay.timeline, cursor: cursor, viewport, on: &screen)
    case .resume(let summary): ResumeView.draw(summary, self, viewport, on: &screen)
    case .themes(let choice): ThemesView.draw(choice, viewport, on: &screen)
    case .commands(let search): CommandsView.draw(search, self, viewport, on: &screen)
    case .page, nil: break
    }
  }
}

/// What a terminal shows that is too small for anything else.
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
