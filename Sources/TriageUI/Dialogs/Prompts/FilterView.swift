import Basics
import TerminalScreen

/// Filters being typed.
///
///     ┌ filter ─────────────────────────────────┐
///     │region:ap-* event:/Desc(/                │
///     │                  ^ the group does not …  │
///     │37 of 1,204 hits                         │
///     │ap-east-1 (412)  ap-south-2 (3)          │
///     └─────────────────────────────────────────┘
enum FilterView {
  static func draw(
    _ input: TextInput, _ filter: FilterDraft, _ state: State, on screen: inout Screen
  ) {
    let viewport = state.viewport
    let width = DialogFrame.textColumns(viewport)
    let below = below(filter, state, width: width)
    let inside = DialogFrame.draw(title: "filter", rows: 1 + below.count, viewport, on: &screen)
    let hidden = TextInputView.draw(
      input,
      in: Rect(column: inside.column, row: inside.row, columns: inside.columns, rows: 1),
      on: &screen)
    let rest = Rect(
      column: inside.column, row: inside.row + 1, columns: inside.columns,
      rows: max(0, inside.rows - 1))
    Line.draw(below, top: 0, on: &screen, in: rest)
    guard let problem = filter.problem, rest.rows > 0 else { return }
    let before =
      SafeText(
        String(scalars: input.text.unicodeScalars.prefix(problem.range.lowerBound))
      ).width - hidden
    let caret = max(0, min(before, inside.columns - 1))
    let marked = max(1, min(problem.range.count, inside.columns - caret))
    screen.put(
      SafeText(String(repeating: "^", count: marked)), column: inside.column + caret,
      row: inside.row + 1, width: inside.columns - caret, style: Style(.error))
  }

  private static func below(_ filter: FilterDraft, _ state: State, width: Int) -> [Line] {
    var lines: [Line] = []
    if let problem = filter.problem {
      lines.append(Line(""))
      lines += Line.wrapped(problem.message, width: width, .error)
    } else if let count = filter.count {
      lines.append(
        Line(SafeText("\(count.grouped) of \(state.list.candidateCount.counting("hit"))"), .accent))
    } else if filter.filters.isEmpty {
      lines.append(
        Line("field:value  -field:value  \"text\"  /expression/  after:2026-11-01", .muted))
    } else if state.list.work[.count] != nil {
      lines.append(Line("counting …", .muted))
    } else {
      lines.append(Line(SafeText("\(state.key(.submitFilter)) reads the events for it"), .muted))
    }
    if let position = filter.historyPosition { return lines + [Line(SafeText(position), .muted)] }
    var completions = Line()
    for (index, completion) in filter.completions.enumerated() {
      let text = SafeText(
        completion.text + (completion.count.map { " (\($0.grouped))" } ?? ""), limit: 60)
      if completions.width + text.width + 2 > width, index > 0 { break }
      completions.append(
        text, index == filter.taken ? .accent : .muted, bold: index == filter.taken)
      completions.append("  ", .dialog)
    }
    return lines + [completions]
  }
}
