import RuleEditing
import TerminalScreen

/// What the rule has gained by now, beside the event of a replay on a wide terminal.
enum RuleDiffView {
  static func draw(_ state: State, _ rect: Rect, on screen: inout Screen) {
    let head = rect.line(0)
    screen.fill(head, style: Style(.border))
    screen.put(
      " the rule by now", column: rect.column, row: rect.row, width: rect.columns,
      style: Style(.border))
    let inside = Viewport.text(of: rect)
    let lines = self.lines(state, width: inside.columns)
    // The end is what grew last.
    Line.draw(lines, top: max(0, lines.count - inside.rows), on: &screen, in: inside)
  }

  /// The changed lines, with one on either side to know them by.
  private static func lines(_ state: State, width: Int) -> [Line] {
    state.session.changedPaths.flatMap { path in
      let diff = TextDiff(
        before: state.session.state.originalText(of: path) ?? "",
        after: state.session.ruleTexts[path] ?? "")
      return [Line(SafeText(path), .diffHunk, bold: true)]
        + DiffLines.lines(diff, context: 1).flatMap { $0.folded(width: width) }
    }
  }
}
