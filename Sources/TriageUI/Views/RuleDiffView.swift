import RuleEditing
import TerminalScreen

/// The changes of the rule, beside the event of a replay on a wide terminal.
enum RuleDiffView {
  static func draw(_ state: State, _ rect: Rect, on screen: inout Screen) {
    let head = rect.line(0)
    screen.fill(head, style: Style(.border))
    screen.put(
      " the rule by now", column: rect.column, row: rect.row, width: rect.columns,
      style: Style(.border))
    let inside = Viewport.text(of: rect)
    let lines = self.lines(state, width: inside.columns)
    // The end has the latest changes.
    Line.draw(lines, top: max(0, lines.count - inside.rows), on: &screen, in: inside)
  }

  /// The changed lines, with one line of context.
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
