import TerminalScreen

/// Commands with keys and descriptions, as a page (`?`) or as a box (`:`).
///
///     ┌ command ───────────────────────────────────────┐
///     │ :fal                                           │
///     │ f  markFalsePositive   proposes exceptions …   │
///     │ !  writeAnyway         works only before …     │
///     └────────────────────────────────────────────────┘
extension CommandsMenu {
  func draw(_ cursor: ListCursor, _ state: State, on screen: inout Screen) {
    switch kind {
    case .help: drawPage(cursor, state, on: &screen)
    case .palette: drawBox(cursor, state, on: &screen)
    }
  }

  // MARK: - The page

  private func drawPage(_ cursor: ListCursor, _ state: State, on screen: inout Screen) {
    let viewport = state.viewport
    let body = viewport.body
    screen.fill(body, style: .plain)
    screen.addSpot(body, .nothing)
    var rest = body
    let head = rest.cutTop(1)
    screen.fill(head, style: Style(.borderFocused))
    let title: SafeText = " help: "
    screen.put(
      title, column: 0, row: head.row, width: head.columns, style: Style(.borderFocused))
    let left = min(head.columns, title.width)
    TextInputView.draw(
      text, in: Rect(column: left, row: head.row, columns: head.columns - left, rows: 1),
      on: &screen)
    if text.text.isEmpty {
      screen.put(
        "type a word or a key", column: left, row: head.row, width: head.columns - left,
        style: Style(.muted))
    }
    let inside = Rect(
      column: 1, row: rest.row, columns: max(1, rest.columns - 2), rows: rest.rows)
    let lines = pageLines(state, width: inside.columns)
    let first = lines.firstIndex { $0.row == cursor.index } ?? 0
    let last = lines.lastIndex { $0.row == cursor.index } ?? 0
    // Scrolls so that the command under the cursor is completely visible, with the heading above
    // the first one.
    let top = cursor.index == 0 ? 0 : max(0, min(first, last - inside.rows + 1))
    for (offset, entry) in lines.dropFirst(top).prefix(inside.rows).enumerated() {
      entry.line.draw(
        on: &screen, column: inside.column, row: inside.row + offset, width: inside.columns)
      if let row = entry.row {
        screen.addSpot(
          Rect(column: inside.column, row: inside.row + offset, columns: inside.columns, rows: 1),
          .line(row))
      }
      if entry.row == cursor.index {
        screen.restyle(
          Rect(column: inside.column, row: inside.row + offset, columns: inside.columns, rows: 1),
          Style(.selection))
      }
    }
  }

  private static let keyColumns = 12

  /// Lines with their rows; `nil` for headings.
  private func pageLines(
    _ state: State, width: Int
  ) -> [(line: Line, row: Int?)] {
    var lines: [(line: Line, row: Int?)] = []
    let rows = self.rows(state)
    for (index, row) in rows.enumerated() {
      if let section = row.section {
        if index > 0 { lines.append((Line(""), nil)) }
        lines.append((Line(SafeText(section), .title, bold: true), nil))
      }
      lines += self.lines(row, state, width: width).map { ($0, index) }
    }
    if rows.isEmpty {
      lines.append((Line("No command has such a word or key.", .muted), nil))
    }
    guard text.text.isEmpty else { return lines }
    lines += legend(state, width: width).map { ($0, nil) }
    return lines
  }

  private func lines(_ row: Row, _ state: State, width: Int) -> [Line] {
    let keys = SafeText(
      state.settings.keymap.keys(of: row.command).map(\.name).joined(separator: " "))
    let isAvailable = row.availability == .available
    var text = Line.wrapped(
      state.settings.keymap.help(of: row.command), width: max(10, width - Self.keyColumns),
      isAvailable ? .plain : .muted)
    if case .unavailable(let reason) = row.availability, row.saysWhy {
      text += Line.wrapped("not now: " + reason, width: max(10, width - Self.keyColumns), .muted)
    }
    return text.enumerated().map { index, line in
      var result = Line(index == 0 ? keys : "", isAvailable ? .key : .muted, bold: isAvailable)
      result.append(SafeText(String(repeating: " ", count: max(1, Self.keyColumns - result.width))))
      for span in line.spans { result.append(span.text, span.style.role) }
      return result
    }
  }

  private func legend(_ state: State, width: Int) -> [Line] {
    var lines = [Line(""), Line("the first columns of a hit", .title, bold: true)]
    lines += Line.wrapped(
      "* marked · T true positive, F false positive, B benign true positive · c has a comment",
      width: width)
    if let path = state.session.path {
      lines.append(Line(""))
      lines += Line.wrapped(
        "Everything is saved as it is decided, in \(path)", width: width, .muted)
    }
    return lines
  }

  // MARK: - The box

  private func drawBox(_ cursor: ListCursor, _ state: State, on screen: inout Screen) {
    let viewport = state.viewport
    let rows = rows(state)
    let inside = DialogFrame.draw(
      title: "command", rows: viewport.body.rows, viewport, on: &screen)
    screen.put(":", column: inside.column, row: inside.row, style: Style(.key, bold: true))
    TextInputView.draw(
      text,
      in: Rect(
        column: inside.column + 1, row: inside.row, columns: max(0, inside.columns - 1), rows: 1),
      on: &screen)
    var list = inside
    _ = list.cutTop(1)
    if rows.isEmpty {
      screen.put(
        "no command answers to that", column: list.column, row: list.row, width: list.columns,
        style: Style(.muted))
      return
    }
    let nameColumns = min(list.columns / 2, rows.map(\.command.name.count).max() ?? 0)
    ListView(count: rows.count, cursor: cursor).draw(on: &screen, in: list) {
      line(rows[$0], state, nameColumns: nameColumns)
    }
  }

  private func line(
    _ row: Row, _ state: State, nameColumns: Int
  ) -> Line {
    let key = SafeText(state.settings.keymap.keyName(of: row.command)).padded(to: 6)
    let name = SafeText(row.command.name).padded(to: nameColumns)
    switch row.availability {
    case .available:
      return Line(key, .key, bold: true).appending(name, .dialog).appending(" ", .dialog)
        .appending(SafeText(state.settings.keymap.help(of: row.command)), .dialog)
    case .unavailable(let reason):
      return Line(key, .muted).appending(name, .muted).appending(" ", .muted)
        .appending(SafeText("not now: " + reason, limit: 500), .muted)
    }
  }
}
