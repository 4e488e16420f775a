import TerminalScreen
import Triage

/// The proposed exceptions, narrow to wide, each with its effect.
///
///     silences  leaves
///           14     139  role DeployBot · event CreateStack · region ap-east-1
///           31     122  role DeployBot                                       !
///        choose the fields …
///        none: mark as false positive, leave the rule as it is
enum ProposalsView {
  static func draw(_ choice: Dialog.ChooseException, _ layout: Layout, on screen: inout Screen) {
    let lines =
      choice.proposals.map(line) + [
        Line("                  choose the fields …", .dialog),
        Line("                  none: only the verdict, the rule stays as it is", .dialog),
      ]
    let warnings = warnings(choice, layout)
    let title = SafeText("false positive: an exception for " + choice.hits.countedAs("hit"))
    let inside = DialogFrame.draw(
      title: title, rows: lines.count + 1 + warnings.count, layout, on: &screen)
    Line("silences  leaves", .muted).draw(
      on: &screen, column: inside.column, row: inside.row, width: inside.columns)
    let listRows = max(1, min(lines.count, inside.rows - 1 - warnings.count))
    let list = Rect(
      column: inside.column, row: inside.row + 1, columns: inside.columns, rows: listRows)
    DialogFrame.drawList(lines, cursor: choice.cursor, on: &screen, in: list)
    let below = Rect(
      column: inside.column, row: list.row + list.rows, columns: inside.columns,
      rows: max(0, inside.rows - 1 - list.rows))
    Line.draw(warnings, top: 0, on: &screen, in: below)
  }

  private static func line(_ proposal: Proposal) -> Line {
    let effect = proposal.preview.effect
    var line = Line(
      SafeText(effect.silenced.count.grouped).padded(to: 8, alignRight: true)
        + SafeText(effect.remaining.grouped).padded(to: 8, alignRight: true) + "  ",
      .accent)
    for (index, part) in proposal.parts.enumerated() {
      if index > 0 { line.append(" · ", .muted) }
      line.append(SafeText(part.label + " "), .muted)
      line.append(SafeText(part.value, limit: 300), .dialog, bold: true)
    }
    if !proposal.preview.warnings.isEmpty { line.append("  !", .warning) }
    return line
  }

  /// What to know of the proposal under the cursor.
  private static func warnings(_ choice: Dialog.ChooseException, _ layout: Layout) -> [Line] {
    guard choice.proposals.indices.contains(choice.cursor) else { return [] }
    let width = DialogFrame.textColumns(layout)
    return choice.proposals[choice.cursor].preview.warnings.flatMap {
      Line.wrapped("! " + $0, width: width, .warning)
    }
  }
}
