import Basics
import TerminalScreen

/// The last two lines: the last result or refusal, and the keys that work now.
enum FooterView {
  static func draw(_ state: State, _ viewport: Viewport, on screen: inout Screen) {
    let columns = viewport.size.columns
    func clear(_ row: Int) {
      screen.fill(Rect(column: 0, row: row, columns: columns, rows: 1), style: Style(.footer))
    }
    clear(viewport.footerRow)
    clear(viewport.noticeRow)
    FooterHints(state: state, width: columns).draw(
      row: viewport.footerRow, width: columns, on: &screen)
    let notice = noticeLine(state, viewport)
    if viewport.noticeRow != viewport.footerRow || !notice.spans.isEmpty {
      clear(viewport.noticeRow)
      notice.draw(on: &screen, column: 0, row: viewport.noticeRow, width: columns)
    }
  }

  private static func tourWords(_ state: State) -> SafeText? {
    state.tour.map { SafeText(" " + $0.words(in: state)) }
  }

  private static func noticeLine(_ state: State, _ viewport: Viewport) -> Line {
    var line = Line()
    if let notice = state.notice {
      let role: Role =
        switch notice.kind {
        case .done: .success
        case .warning: .warning
        case .refused: .error
        }
      line.append(SafeText(" " + notice.text, limit: 2_000), role)
    }
    let tour = viewport.noticeRow == viewport.footerRow ? nil : tourWords(state)
    if !line.spans.isEmpty {
      // A result goes first; the tour waits if there is no room for both.
      guard let tour, line.width + tour.width + 1 <= viewport.size.columns else { return line }
      return line.appending(" ").appending(tour, .marked)
    }
    switch state.waiting.pending {
    case .preview: return Line(" working out the effect …", .muted)
    case .decision: return Line(" saving …", .muted)
    case nil: break
    }
    if let slot = WorkSlot.allCases.first(where: { state.list.work[$0] != nil }),
      let work = state.list.work[slot]
    {
      return Line(
        SafeText(
          " \(work.words)" + (work.canBeGivenUp ? "  \(state.key(.clearOrBack)) gives it up" : "")),
        .muted)
    }
    if let tour { return Line(tour, .marked) }
    // On a small terminal this line is for keys.
    guard viewport.noticeRow != viewport.footerRow, state.surfaces.dialog?.isAboutHits ?? true
    else {
      return Line()
    }
    if let page = state.surfaces.page {
      return page.targetWords(in: state).map { Line(SafeText(" applies to " + $0), .marked) }
        ?? Line()
    }
    if state.list.rangeStart != nil {
      return Line(
        SafeText(
          " a range is open: \(state.key(.markRange)) ends it, \(state.key(.clearOrBack)) drops it"),
        .marked)
    }
    guard let words = state.targetWords else { return Line() }
    return Line(
      SafeText(" applies to " + (state.list.marks.isEmpty ? "" : "the ") + words), .marked)
  }

}
