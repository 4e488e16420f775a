import HitStore
import TerminalScreen

/// The fields to group by, one of them under the cursor.
enum ChooseGroupView {
  static func draw(
    _ choice: GroupChoice, _ state: State, _ viewport: Viewport, on screen: inout Screen
  ) {
    let lines = choice.fields.map { field in
      let name = SafeText(field.name, limit: 300)
      let padded = name.width < 12 ? name.padded(to: 12) + " " : name + "  "
      return Line(padded, .dialog, bold: true)
        .appending(SafeText(meaning(field, state), limit: 300), .muted)
    }
    let inside = DialogFrame.draw(
      title: SafeText("group \(choice.subject) by"), rows: lines.count, viewport,
      on: &screen)
    DialogFrame.drawList(lines, cursor: choice.cursor, on: &screen, in: inside)
  }

  private static func meaning(_ field: HitField, _ state: State) -> String {
    switch field {
    case .path(let path):
      (path == field.name ? "" : path)
        + (state.table.column(of: path) == nil ? "  (reads the events)" : "")
    case .network: "sourceIPAddress by /24, or /48 of IPv6"
    case .day: "eventTime by date"
    case .verdict: "what was said of them"
    case .rule: "which rule matched"
    case .time, .anyColumn, .wholeEvent: ""
    }
  }
}
