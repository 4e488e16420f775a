import Basics
import TerminalScreen

/// A box over the panes, with a title, lines and a cursor.
enum DialogFrame {
  /// Draws the box and returns its inside.
  ///
  /// - Parameter columns: those of its widest row, if it may be wider than usual.
  @discardableResult
  static func draw(
    title: SafeText, rows: Int, columns: Int = 0, _ viewport: Viewport, on screen: inout Screen
  ) -> Rect {
    let frame = viewport.dialogFrame(rows: rows, columns: columns)
    screen.fill(frame, style: Style(.dialog))
    screen.addSpot(frame, .nothing)
    screen.box(frame, title: title, style: Style(.dialogBorder))
    return Rect(
      column: frame.column + 2, row: frame.row + 1,
      columns: max(0, frame.columns - Viewport.dialogMargin),
      rows: max(0, frame.rows - 2))
  }

  /// Draws lines from `top` on, with a note on the frame's lower edge if there are more below.
  static func drawScrolled(
    _ lines: [Line], top: Int, key: String, on screen: inout Screen, in inside: Rect
  ) {
    Line.draw(lines, top: top, on: &screen, in: inside)
    let below = lines.count - top - inside.rows
    guard below > 0 else { return }
    let text = SafeText(" \(moreBelow(below, key: key)) ")
    screen.put(
      text, column: inside.endColumn - text.width, row: inside.endRow, style: Style(.dialogBorder))
  }

  /// `j: 12 more lines`
  static func moreBelow(_ lines: Int, key: String) -> String {
    "\(key): \(lines.counting("more line"))"
  }

  /// The inner width before the box is drawn, for wrapping lines.
  static func textColumns(_ viewport: Viewport, columns: Int = 0) -> Int {
    max(1, viewport.dialogFrame(rows: 1, columns: columns).columns - Viewport.dialogMargin)
  }
}
