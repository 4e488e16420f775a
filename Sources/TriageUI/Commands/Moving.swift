import TerminalScreen

// Moving through whatever has the keys: the list, the event, a dialog's lines.

extension Command {
  static let moveDown = moving(
    "moveDown", [.character("j"), .down], "Down one line.", in: .lists
  ) { _ in .lines(1) }
  static let moveUp = moving(
    "moveUp", [.character("k"), .up], "Up one line.", in: .lists
  ) { _ in .lines(-1) }
  static let moveToTop = moving(
    "moveToTop", [.character("g"), .home], "To the first line."
  ) { _ in .toStart }
  static let moveToBottom = moving(
    "moveToBottom", [.character("G"), .end], "To the last line."
  ) { _ in .toEnd }
  static let pageDown = moving("pageDown", [.pageDown], "Down one page.", in: .lists) { .lines($0) }
  static let pageUp = moving("pageUp", [.pageUp], "Up one page.", in: .lists) { .lines(-$0) }
  static let halfPageDown = moving(
    "halfPageDown", [.control("d")], "Down half a page."
  ) { .lines(max(1, $0 / 2)) }
  static let halfPageUp = moving(
    "halfPageUp", [.control("u")], "Up half a page."
  ) { .lines(-max(1, $0 / 2)) }

  /// How far: `motion` is given the height of a page.
  private static func moving(
    _ name: String, _ keys: [Key], _ help: String, in contexts: Set<Context> = .scrollable,
    motion: @escaping @Sendable (Int) -> State.Motion
  ) -> Command {
    Command(name, keys: keys, help: help, in: contexts) { state in
      state.move(state.counted(motion(state.pageHeight)))
    }
  }

  static let columnLeft = Command(
    "columnLeft", keys: [.left, .character("h")], help: "To the column on the left.",
    in: [.hits, .interactive]
  ) { state in
    if state.page != nil { return state.move(.columns(-1)) }
    state.list.column = max(0, state.list.column - 1)
    return []
  }

  static let columnRight = Command(
    "columnRight", keys: [.right, .character("l")], help: "To the column on the right.",
    in: [.hits, .interactive]
  ) { state in
    if state.page != nil { return state.move(.columns(1)) }
    state.list.column = min(state.columns.shown.count - 1, state.list.column + 1)
    return []
  }

  static let nextPane = Command(
    "nextPane", keys: [.tab], hint: "next pane",
    help: "Goes from the list to the event, and back.", in: .panes, availability: hasHit
  ) { state in
    state.pane = state.pane == .hits ? .event : .hits
    return []
  }

  static let enterEvent = Command(
    "enterEvent", keys: [.enter], help: "Goes to the event.", in: [.hits],
    availability: hasHit
  ) { state in
    state.pane = .event
    return []
  }

  /// Esc: one step back, whatever that is.
  static let clearOrBack = Command(
    "clearOrBack", keys: [.escape],
    help:
      "Gives up what is being worked out; else back to the list; there, clears range and marks, the search, the last filter (and back to the page that set it), leaves an alert or the silenced.",
    in: .panes
  ) { state in
    if state.giveUpPreview() {
      state.notice = .done("given up")
    } else if let effects = state.giveUpListWork() {
      return effects
    } else if state.pane == .event {
      state.pane = .hits
    } else if state.list.rangeStart != nil {
      state.list.rangeStart = nil
    } else if !state.list.marks.isEmpty {
      state.list.marks = []
    } else if state.clearSearch() {
      return []
    } else if let effects = state.backToPage() ?? state.removeLastFilter() {
      return effects
    } else if state.list.isExcerpt {
      return state.closeExcerpt()
    }
    return []
  }
}

extension State {
  /// Stops waiting for an effect. `false` if nobody was.
  @discardableResult
  mutating func giveUpPreview() -> Bool {
    guard pending == .preview else { return false }
    pending = nil
    editQueue = nil
    return true
  }

  /// A motion as often as was counted: `3j`, and `40G` for the fortieth line.
  func counted(_ motion: Motion) -> Motion {
    guard let count else { return motion }
    return switch motion {
    case .lines(let lines): .lines(lines * count)
    case .line(let line): .line(line)
    case .columns(let columns): .columns(columns * count)
    case .toStart: .toStart
    case .toEnd: pane == .hits && page == nil ? .lines(count - 1 - list.cursor) : .toEnd
    }
  }

  enum Motion: Sendable, Hashable {
    case lines(Int)
    case line(Int)
    /// Sideways, on a page that knows what that is.
    case columns(Int)
    case toStart
    case toEnd

    /// The line that it leads to from another, among `count`.
    func target(from line: Int, count: Int) -> Int {
      let target =
        switch self {
        case .lines(let lines): line + lines
        case .line(let line): line
        case .columns: line
        case .toStart: 0
        case .toEnd: count - 1
        }
      return max(0, min(target, count - 1))
    }
  }

  /// How many lines of what has the keys stand on the screen.
  var pageHeight: Int {
    switch dialog {
    case .page: return max(1, viewport.page.rows)
    case .confirm, .decisions: return max(1, viewport.dialogTextRows)
    case nil where page != nil: return max(1, page?.pageLength(viewport.page) ?? 1)
    case nil where pane == .event: return max(1, viewport.eventText.rows)
    case nil: return max(1, viewport.hitRows)
    default: return max(1, viewport.page.rows / 2)
    }
  }

  mutating func move(_ motion: Motion) -> [Effect] {
    switch dialog {
    case .proposals(var choice):
      choice.cursor = motion.target(from: choice.cursor, count: choice.rows.count)
      dialog = .proposals(choice)
    case .fields(var choice):
      choice.cursor = motion.target(from: choice.cursor, count: choice.common.entries.count)
      dialog = .fields(choice)
    case .confirm(var confirm):
      confirm.top = scrolled(
        confirm.top, motion,
        lines: EditView.lines(confirm, width: DialogFrame.textColumns(viewport)).count)
      dialog = .confirm(confirm)
    case .page(let page, let top):
      let lines = page.lines(self, width: viewport.page.columns)
      dialog = .page(page, top: scrolled(top, motion, lines: lines.count))
    case .themes(var choice):
      let before = choice.current
      choice.cursor = motion.target(from: choice.cursor, count: choice.names.count)
      dialog = .themes(choice)
      return choice.current == before ? [] : [.terminal(.useTheme(choice.current))]
    case .commands(var search):
      search.cursor = motion.target(from: search.cursor, count: search.rows(self).count)
      dialog = .commands(search)
    case .chooseColumns(var choice):
      choice.cursor = motion.target(from: choice.cursor, count: choice.entries.count)
      dialog = .chooseColumns(choice)
    case .chooseGroup(var choice):
      choice.cursor = motion.target(from: choice.cursor, count: choice.fields.count)
      dialog = .chooseGroup(choice)
    case .decisions(let cursor):
      dialog = .decisions(
        cursor: motion.target(from: cursor, count: replay?.timeline.decisions.count ?? 0))
    case .comment, .reason, .expiry, .search, .searchEvent, .seek, .place, .resume, .filter: break
    case nil:
      if page != nil {
        movePage(motion)
        return []
      }
      guard pane == .hits else {
        changeEvent { $0.move(motion, width: $1.columns, height: $1.rows) }
        return []
      }
      let before = currentRow
      list.move(to: motion.target(from: list.cursor, count: list.shown.count))
      return currentRow == before ? [] : showCurrent()
    }
    return []
  }

  /// The first line shown after scrolling: never so far that lines below the last would show.
  private func scrolled(_ top: Int, _ motion: Motion, lines: Int) -> Int {
    let last = max(0, lines - pageHeight)
    return min(last, motion.target(from: top, count: max(1, lines)))
  }

  /// After the cursor came to another hit: reads its event, and journals that the analyst looked at it.
  mutating func showCurrent() -> [Effect] {
    guard let row = currentRow else { return showNothing() }
    let read = Effect.engine(.readEvent(row))
    return replay == nil ? [read, .engine(.look(.moveCursor(table.id(row))))] : [read]
  }
}
