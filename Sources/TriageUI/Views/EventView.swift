import TerminalScreen
import Triage

/// One event: why the rule matched it, what was said of it, then its JSON.
///
///     event 0f6e…  samples/logs/…/file.json.gz
///     why  selection: awsRegion = ap-east-1 (pattern ap-east-1)
///     {
///       "eventVersion": "1.09",
enum EventView {
  static func draw(_ state: State, _ rect: Rect, on screen: inout Screen) {
    let role: Role = state.pane == .event ? .borderFocused : .border
    let head = Rect(column: rect.column, row: rect.row, columns: rect.columns, rows: 1)
    screen.fill(head, style: Style(role))
    guard let detail = state.event.detail else {
      screen.put(" event", column: rect.column, row: rect.row, style: Style(role))
      return
    }
    screen.put(
      SafeText(
        " \(state.table.isAlert(detail.row) ? "alert" : "event") \(detail.id.event)  \(detail.file)"
      ),
      column: rect.column, row: rect.row,
      width: rect.columns, style: Style(role))
    let inside = textRect(rect)
    Line.draw(lines(state, width: inside.columns), top: state.event.top, on: &screen, in: inside)
  }

  /// Where the lines stand in the pane: below its title.
  static func textRect(_ pane: Rect) -> Rect {
    Rect(
      column: pane.column + 1, row: pane.row + 1, columns: max(0, pane.columns - 1),
      rows: max(0, pane.rows - 1))
  }

  /// All of it, long lines folded: nothing of an event is out of reach.
  static func lines(_ state: State, width: Int) -> [Line] {
    guard let detail = state.event.detail else { return [] }
    var lines: [Line] = []
    for reason in detail.reasons { lines.append(line(reason, head: "why  ", role: .accent)) }
    for reason in detail.silencedBy { lines.append(line(reason, head: "gone ", role: .warning)) }
    if let verdict = state.session.verdicts[detail.id] {
      let (_, role) = HitsView.letter(verdict)
      lines.append(Line("is   ", .muted).appending(SafeText(verdict.words), role, bold: true))
    }
    for comment in state.session.comments[detail.id] ?? [] {
      let by = " (\(comment.author), \(comment.at.prefix(10)))"
      lines.append(
        Line("note ", .muted).appending(SafeText(comment.text)).appending(SafeText(by), .muted))
    }
    return (lines + detail.json.map(line)).flatMap { $0.folded(width: width) }
  }

  private static func line(_ reason: EventDetail.Reason, head: SafeText, role: Role) -> Line {
    var line = Line(head, .muted)
    line.append(SafeText(reason.selection + ": "), .muted)
    line.append(SafeText("\(reason.field) = "), role)
    line.append(SafeText(reason.value, limit: 500), role, bold: true)
    let pattern = reason.holds ? "pattern" : "wanted"
    line.append(SafeText("  (\(pattern) \(reason.pattern))", limit: 500), .muted)
    return line
  }

  private static func line(_ json: PrettyJSONLine) -> Line {
    var line = Line(SafeText(String(repeating: "  ", count: min(json.indent, 20))))
    for token in json.tokens {
      line.append(SafeText(token.text, limit: 2_000), role(token.kind))
    }
    return line
  }

  private static func role(_ kind: PrettyJSONLine.Token.Kind) -> Role {
    switch kind {
    case .key: .jsonKey
    case .string: .jsonString
    case .number: .jsonNumber
    case .literal: .jsonLiteral
    case .punctuation: .jsonPunctuation
    }
  }
}
