import Basics
import Sessions
import TerminalScreen

/// The decisions of a replayed session, to jump to one of them.
///
///       1   0:12  kim  true positive on 1 hit
///       2   0:47  kim  allow region ap-east-1 · silenced 12 hits
///       3   1:02  kim  undone: allow region ap-east-1
///     2025-11-13T02:14:07Z kim: allow region ap-east-1 · silenced 12 hits
struct DecisionsMenu: MenuContent {
  let context = Command.Context.decisions

  private func timeline(_ state: State) -> ReplayTimeline? { state.replay?.timeline }

  func rowCount(in state: State) -> Int { timeline(state)?.decisions.count ?? 0 }

  func choose(_ row: Int, _ state: inout State) -> [Effect] {
    state.surfaces.pop()
    return state.moveReplay { replay in
      guard replay.timeline.decisions.indices.contains(row) else { return }
      replay.go(to: replay.timeline.decisions[row].entry + 1)
    }
  }

  func pageLength(_ viewport: Viewport) -> Int { viewport.dialogTextRows }

  func draw(_ cursor: ListCursor, _ state: State, on screen: inout Screen) {
    guard let decisions = timeline(state)?.decisions else { return }
    let viewport = state.viewport
    let digits = "\(decisions.count)".count
    let widest = decisions.map { line($0, number: 1, digits: digits).width }.max() ?? 0
    let width = DialogFrame.textColumns(viewport, columns: widest)
    var below =
      decisions.indices.contains(cursor.index) ? whole(decisions[cursor.index], width: width) : []
    let inside = DialogFrame.draw(
      title: SafeText(decisions.countedAs("decision")), rows: decisions.count + below.count,
      columns: widest, viewport, on: &screen)
    below = Array(below.prefix(max(0, inside.rows - 1)))
    let list = Rect(
      column: inside.column, row: inside.row, columns: inside.columns,
      rows: max(1, min(decisions.count, inside.rows - below.count)))
    ListView(count: decisions.count, cursor: cursor).draw(on: &screen, in: list) { row in
      line(decisions[row], number: row + 1, digits: digits)
    }
    let rest = Rect(
      column: inside.column, row: list.endRow, columns: inside.columns,
      rows: max(0, inside.endRow - list.endRow))
    Line.draw(below, top: 0, on: &screen, in: rest)
  }

  private func line(_ decision: ReplayDecision, number: Int, digits: Int) -> Line {
    var line = Line(SafeText("\(number)").padded(to: digits, alignRight: true), .muted)
    line.append(
      SafeText("  " + ReplayBar.clock(decision.seconds)).padded(to: 9, alignRight: true), .muted)
    line.append(SafeText("  " + decision.author, limit: 16), .accent)
    line.append(SafeText("  " + decision.summary, limit: 300), .dialog)
    if let effect = decision.effect { line.append(SafeText(" · " + effect), .muted) }
    if decision.failure != nil { line.append(" · not saved", .error) }
    return line
  }

  private func whole(_ decision: ReplayDecision, width: Int) -> [Line] {
    var words = decision.at + " " + decision.author + ": " + decision.summary
    if let effect = decision.effect { words += " · " + effect }
    let lines = Line.wrapped(words, width: width, .muted)
    guard let failure = decision.failure else { return lines }
    return lines + Line.wrapped("not saved: " + failure, width: width, .error)
  }
}
