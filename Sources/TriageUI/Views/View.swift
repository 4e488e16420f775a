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
    let layout = Layout(state: self)
    HeaderView.draw(self, layout, on: &screen)
    if let rect = layout.timeline, let key = keymap.keys(of: .showTimeline).first {
      screen.addSpot(rect, .key(key))
    }
    if let rect = layout.filters { FiltersView.draw(self, rect, on: &screen) }
    switch dialog {
    case .page(let page, let top): page.draw(self, layout, top: top, on: &screen)
    case let dialog where page != nil:
      if let page { InteractivePageView.draw(page, self, layout, on: &screen) }
      if dialog != nil { drawDialog(layout, on: &screen) }
    default:
      if let rect = layout.hits { HitsView.draw(self, rect, on: &screen) }
      if let rect = layout.event { EventView.draw(self, rect, on: &screen) }
      if let rect = layout.ruleDiff { RuleDiffView.draw(self, rect, on: &screen) }
      if layout.isSideBySide, let rect = layout.event {
        for row in layout.body.row..<layout.body.endRow {
          screen.put("│", column: rect.column - 1, row: row, style: Style(.border))
        }
      }
      drawDialog(layout, on: &screen)
    }
    if let replay, let rect = layout.replay { ReplayBar.draw(self, replay, rect, on: &screen) }
    FooterView.draw(self, layout, on: &screen)
    return screen
  }

  private func drawDialog(_ layout: Layout, on screen: inout Screen) {
    // What lies behind a dialog is not clicked beside it.
    if dialog != nil { screen.addSpot(screen.bounds, .nothing) }
    switch dialog {
    case .confirm(let confirm): EditView.draw(confirm, layout, on: &screen)
    case .proposals(let choice): ProposalsView.draw(choice, layout, on: &screen)
    case .fields(let choice): FieldsView.draw(choice, layout, on: &screen)
    case .comment(let input, let hits):
      TextInputView.draw(
        input, title: SafeText("comment on " + hits.countedAs("hit")), layout, on: &screen)
    case .place(let input, let path, _):
      TextInputView.draw(
        input, title: SafeText("keep \(path) in another file"), layout, on: &screen)
    case .reason(let input, _):
      TextInputView.draw(input, title: "reason, for the rule's comment", layout, on: &screen)
    case .expiry(let input, let exception, _):
      TextInputView.draw(
        input, title: SafeText("last day of \(exception): YYYY-MM-DD, or empty for none"), layout,
        on: &screen)
    case .searchEvent(let input):
      TextInputView.draw(input, title: "search in the event", layout, on: &screen)
    case .search(let input):
      TextInputView.draw(
        input,
        title: searchesWholeEvents
          ? SafeText("search whole events  (\(key(.searchWholeEvents)): the columns)")
          : SafeText("search the columns  (\(key(.searchWholeEvents)): whole events)"),
        layout, on: &screen)
    case .filter(let input): FilterView.draw(input, self, layout, on: &screen)
    case .chooseColumns(let choice): ColumnsView.draw(choice, self, layout, on: &screen)
    case .chooseGroup(let choice): ChooseGroupView.draw(choice, self, layout, on: &screen)
    case .seek(let input):
      TextInputView.draw(
        input, title: "go to: 3, 12:30, 90s or a date and time", layout, on: &screen)
    case .decisions(let cursor):
      guard let replay else { break }
      DecisionsView.draw(replay.timeline, cursor: cursor, layout, on: &screen)
    case .resume(let summary): ResumeView.draw(summary, self, layout, on: &screen)
    case .themes(let choice): ThemesView.draw(choice, layout, on: &screen)
    case .commands(let search): CommandsView.draw(search, self, layout, on: &screen)
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
