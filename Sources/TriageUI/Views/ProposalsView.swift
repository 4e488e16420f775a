import Basics
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
  static func draw(_ choice: Dialog.ChooseException, _ viewport: Viewport, on screen: inout Screen) {
    let rows = choice.rows
    let below = explanation(choice, width: DialogFrame.textColumns(viewport))
    let inside = DialogFrame.draw(
      title: SafeText("false positive: an exception for " + choice.hits.countedAs("hit")),
      rows: 1 + rows.count + below.count, viewport, on: &screen)
    Line("silences  leaves", .muted).draw(
      on: &screen, column: inside.column, row: inside.row, width: inside.columns)
    let listRows = max(fewestRows, min(rows.count, inside.rows - 1 - below.count))
    let list = Rect(
      column: inside.column, row: inside.row + 1, columns: inside.columns, rows: listRows)
    DialogFrame.drawList(rows.map(line), cursor: choice.cursor, on: &screen, in: list)
    let rest = Rect(
      column: inside.column, row: list.endRow, columns: inside.columns,
      rows: max(0, inside.rows - 1 - list.rows))
    Line.draw(below, top: 0, on: &screen, in: rest)
  }

  /// So many of them stay in sight, whatever there is to say of one.
  private static let fewestRows = 3

  private static func line(_ row: Dialog.ChooseException.Row) -> Line {
    let indent = SafeText.blanks(20)
    switch row {
    case .proposal(let proposal):
      let effect = proposal.preview.effect
      var line = Line(
        SafeText(effect.silenced.count.grouped).padded(to: 8, alignRight: true)
          + SafeText(effect.remaining.grouped).padded(to: 8, alignRight: true), .accent)
      line.append(proposal.preview.warnings.isEmpty ? "    " : "  ! ", .warning)
      for span in words(proposal).spans {
        line.append(span.text, span.style.role, bold: span.style.isBold)
      }
      return line
    case .chooseFields: return Line(indent + "choose the fields …", .dialog)
    case .verdictOnly:
      return Line(indent + "none: only the verdict, the rule stays as it is", .dialog)
    }
  }

  private static func words(_ proposal: Proposal) -> Line {
    var line = Line()
    for (index, part) in proposal.parts.enumerated() {
      if index > 0 { line.append(" · ", .muted) }
      line.append(SafeText(part.label + " "), .muted)
      line.append(SafeText(part.value, limit: 300), .dialog, bold: true)
    }
    return line
  }

  /// The proposal under the cursor whole, if its row cut it, and what to know of it.
  private static func explanation(_ choice: Dialog.ChooseException, width: Int) -> [Line] {
    var lines: [Line] = []
    if let note = choice.proposals.note { lines += Line.wrapped(note, width: width, .muted) }
    guard case .proposal(let proposal) = choice.rows[choice.cursor] else { return lines }
    if line(.proposal(proposal)).width > width { lines += words(proposal).folded(width: width) }
    for warning in proposal.preview.warnings {
      lines += Line.wrapped("! " + warning, width: width, .warning)
    }
    return lines
  }
}
