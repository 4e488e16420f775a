import Basics
import HitStore
import TerminalScreen

/// The active filters as chips above the list, so that a filtered list is recognisable.
///
///      filter  region:ap-*  -event:Describe*  after:2026-11-01        Esc takes off the last
///
/// With the mouse on, a click on a chip edits it, and a click on its `×` removes it.
enum FiltersView {
  static func draw(_ state: State, _ rect: Rect, on screen: inout Screen) {
    screen.fill(rect, style: Style(.header))
    let end: SafeText = state.settings.isMouseOn ? "× " : ""
    let chips = state.list.filters.map {
      Line(SafeText(" \(text($0, state)) ", limit: 500) + end, .accent, bold: true)
    }
    let head: SafeText = " filter "
    let hint = SafeText(
      "  \(state.key(.clearOrBack)) "
        + (state.originOfList.map { "back to \($0.origin)" } ?? "takes off the last"))
    // The last ones stay visible: Esc removes the last one.
    var first = 0
    func width(from first: Int) -> Int {
      head.width + (first > 0 ? 3 : 0) + chips[first...].reduce(0) { $0 + $1.width + 1 }
    }
    while first < chips.count - 1, width(from: first) > rect.columns { first += 1 }
    var line = Line(head, .muted)
    if first > 0 { line.append("… ", .muted) }
    for (place, chip) in chips.enumerated().dropFirst(first) {
      let column = rect.column + line.width
      func addSpot(column: Int, columns: Int, isEnd: Bool) {
        screen.addSpot(
          Rect(column: column, row: rect.row, columns: columns, rows: 1),
          .filter(place, isEnd: isEnd))
      }
      addSpot(column: column, columns: chip.width - end.width, isEnd: false)
      addSpot(column: column + chip.width - end.width, columns: end.width, isEnd: true)
      for span in chip.spans { line.append(span.text, .accent, bold: true) }
      line.append(" ", .header)
    }
    if line.width + hint.width <= rect.columns {
      line.append(SafeText.blanks(rect.columns - line.width - hint.width), .header)
      line.append(hint, .muted)
    }
    line.draw(on: &screen, column: rect.column, row: rect.row, width: rect.columns)
  }

  /// The text to type, but with a rule's title instead of its id.
  private static func text(_ filter: HitFilter, _ state: State) -> String {
    guard filter.field == .rule, case .exactly(let identity)? = filter.values.first,
      filter.values.count == 1,
      let rule = state.table.ruleIdentities.firstIndex(of: identity),
      state.rules.indices.contains(rule)
    else { return filter.text }
    return (filter.isNegated ? "-" : "") + "rule: " + state.rules[rule].title
  }
}
