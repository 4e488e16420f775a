import Basics
import Sessions
import TerminalScreen

/// The decisions of a replayed session, to jump to one of them.
///
///       1   0:12  kim  true positive on 1 hit
///       2   0:47  kim  allow region ap-east-1 · silenced 12 hits
///       3   1:02  kim  undone: allow region ap-east-1
///     2025-11-13T02:14:07Z kim: allow region ap-east-1 · silenced 12 hits
enum DecisionsView {
  static func draw(
    _ timeline: ReplayTimeline, cursor: Int, _ viewport: Viewport, on screen: inout Screen
  ) {
    let decisions = timeline.decisions
    let width = DialogFrame.textColumns(viewport)
    var below = decisions.indices.contains(cursor) ? whole(decisions[cursor], width: width) : []
    let inside = DialogFrame.draw(
      title: SafeText(decisions.countedAs("decision")), rows: decisions.count + below.count, viewport,
      on: &screen)
    below = Array(below.prefix(max(0, inside.rows - 1)))
    let list = Rect(
      column: inside.column, row: inside.row, columns: inside.columns,
      rows: max(1, min(decisions.count, inside.rows - below.count)))
    // Of a hundred thousand only those in sight are put into words.
    let top = max(0, min(cursor - list.rows + 1, decisions.count - list.rows))
    let digits = "\(decisions.count)".count
    let lines = decisions[top..<min(decisions.count, top + list.rows)].enumerated().map {
      line($1, number: top + $0 + 1, digits: digits)
    }
    DialogFrame.drawList(lines, cursor: cursor - top, on: &screen, in: list)
    let rest = Rect(
      column: inside.column, row: list.endRow, columns: inside.columns,
      rows: max(0, inside.endRow - list.endRow))
    Line.draw(below, top: 0, on: &screen, in: rest)
  }

  private static func line(_ decision: ReplayDecision, number: Int, digits: Int) -> Line {
    var line = Line(SafeText("\(number)").padded(to: digits, alignRight: true), .muted)
    line.append(
      SafeText("  " + ReplayBar.clock(decision.seconds)).padded(to: 9, alignRight: true), .muted)
    line.append(SafeText("  " + decision.author, limit: 16), .accent)
    line.append(SafeText("  " + decision.summary, limit: 300), .dialog)
    if let effect = decision.effect { line.append(SafeText(" · " + effect), .muted) }
    if decision.failure != nil { line.append(" · not saved", .error) }
    return line
  }

  private static func whole(_ decision: ReplayDecision, width: Int) -> [Line] {
    var words = decision.at + " " + decision.author + ": " + decision.summary
    if let effect = decision.effect { words += " · " + effect }
    let lines = Line.wrapped(words, width: width, .muted)
    guard let failure = decision.failure else { return lines }
    return lines + Line.wrapped("not saved: " + failure, width: width, .error)
  }
}
