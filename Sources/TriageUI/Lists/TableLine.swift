import TerminalScreen

/// A line of a table: a gutter with signs, then cells, each cut and padded to its column:
///
///     var line = TableLine(width: 80)
///     line.sign(isMarked ? "*" : nil, .marked)
///     line.cell("ap-east-1", columns: 14)
///     line.cell("41", columns: 7, .accent, alignRight: true)
///
/// Headers are made the same way, so that they align with their columns.
struct TableLine {
  private(set) var line = Line()
  private let width: Int
  private var hasCells = false

  /// - Parameter width: columns of the screen. Cells beyond are left out, and the last one takes
  ///   the rest.
  init(width: Int) { self.width = width }

  /// One column of the gutter: a sign, or nothing.
  mutating func sign(_ sign: SafeText?, _ role: Role = .plain, bold: Bool = false) {
    if let sign { line.append(sign, role, bold: bold) } else { line.append(" ") }
  }

  /// The columns available for a cell of this width.
  func room(for columns: Int) -> Int { max(0, min(columns, width - line.width - gap)) }

  private var gap: Int { hasCells ? 1 : 0 }

  mutating func cell(
    _ text: SafeText, columns: Int, _ role: Role = .plain, alignRight: Bool = false,
    bold: Bool = false
  ) {
    let columns = room(for: columns)
    guard columns > 0 else { return }
    if hasCells { line.append(" ") }
    hasCells = true
    let shown = text.truncated(to: columns)
    let blanks = SafeText.blanks(columns - shown.width)
    if alignRight { line.append(blanks) }
    line.append(shown, role, bold: bold)
    if !alignRight { line.append(blanks) }
  }
}
