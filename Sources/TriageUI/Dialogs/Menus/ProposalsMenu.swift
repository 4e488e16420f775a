import Basics
import HitStore
import TerminalScreen
import Triage

/// The proposed exceptions, narrow to wide, each with its effect; then the choice of fields, and
/// the verdict alone.
///
///     silences  leaves
///           14     139  role DeployBot · event CreateStack · region ap-east-1
///           31     122  role DeployBot                                       !
///        choose the fields …
///        none: mark as false positive, leave the rule as it is
struct ProposalsMenu: MenuContent {
  let proposals: Proposals
  let hits: [HitID]

  enum Row: Sendable {
    case proposal(Proposal)
    case chooseFields
    case verdictOnly
  }

  var rows: [Row] {
    proposals.list.map(Row.proposal)
      + (proposals.common.entries.isEmpty ? [] : [.chooseFields]) + [.verdictOnly]
  }

  let context = Command.Context.proposals
  let isAboutHits = true

  func rowCount(in state: State) -> Int { rows.count }

  func choose(_ row: Int, _ state: inout State) -> [Effect] {
    switch rows[row] {
    case .proposal(let proposal):
      state.surfaces.push(
        .dialog(
          .confirm(
            .edit(
              ConfirmEdit(preview: proposal.preview, purpose: .falsePositive(hits: hits))))))
      return []
    case .chooseFields:
      state.surfaces.push(
        .dialog(
          .form(.fields(FieldsForm(common: proposals.common, hits: hits, rules: proposals.rules)))))
      return []
    case .verdictOnly:
      return state.decide(.judge(.falsePositive, hits: hits, exception: nil))
    }
  }

  // MARK: - Drawing

  func draw(_ cursor: ListCursor, _ state: State, on screen: inout Screen) {
    let viewport = state.viewport
    let rows = rows
    let widest = rows.map { line($0).width }.max() ?? 0
    let below = explanation(
      rows[cursor.index], width: DialogFrame.textColumns(viewport, columns: widest))
    let inside = DialogFrame.draw(
      title: SafeText(
        "false positive: an exception for " + hits.countedAs("hit")
          + (proposals.rules.count > 1 ? " of \(proposals.rules.countedAs("rule"))" : "")),
      rows: 1 + rows.count + below.count, columns: widest, viewport, on: &screen)
    Line("silences  leaves", .muted).draw(
      on: &screen, column: inside.column, row: inside.row, width: inside.columns)
    let listRows = max(Self.minimumRows, min(rows.count, inside.rows - 1 - below.count))
    let list = Rect(
      column: inside.column, row: inside.row + 1, columns: inside.columns, rows: listRows)
    ListView(count: rows.count, cursor: cursor).draw(on: &screen, in: list) { line(rows[$0]) }
    let rest = Rect(
      column: inside.column, row: list.endRow, columns: inside.columns,
      rows: max(0, inside.rows - 1 - list.rows))
    Line.draw(below, top: 0, on: &screen, in: rest)
  }

  /// Rows that stay visible, however long the details of one are.
  private static let minimumRows = 3

  private func line(_ row: Row) -> Line {
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

  private func words(_ proposal: Proposal) -> Line {
    var line = Line()
    for (index, part) in proposal.parts.enumerated() {
      if index > 0 { line.append(" · ", .muted) }
      line.append(SafeText(part.label + " "), .muted)
      line.append(SafeText(part.value, limit: 300), .dialog, bold: true)
    }
    return line
  }

  /// The proposal under the cursor in full, if its row was cut, and its warnings.
  private func explanation(_ row: Row, width: Int) -> [Line] {
    var lines: [Line] = []
    if let note = proposals.note { lines += Line.wrapped(note, width: width, .muted) }
    guard case .proposal(let proposal) = row else { return lines }
    if line(.proposal(proposal)).width > width { lines += words(proposal).folded(width: width) }
    for warning in proposal.preview.warnings {
      lines += Line.wrapped("! " + warning, width: width, .warning)
    }
    return lines
  }
}
