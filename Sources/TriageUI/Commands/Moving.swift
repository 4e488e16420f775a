import TerminalScreen

// Moving through what has the keys: the list, the event, a dialog's lines.

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

  /// The motion of a command; `motion` gets the height of a page.
  private static func moving(
    _ name: String, _ keys: [Key], _ help: String, in contexts: Set<Context> = .scrollable,
    motion: @escaping @Sendable (Int) -> Motion
  ) -> Command {
    Command(name, keys: keys, help: help, in: contexts) { state in
      state.move(state.counted(motion(state.pageHeight)))
    }
  }

  static let columnLeft = Command(
    "columnLeft", keys: [.left, .character("h")], help: "To the column on the left.",
    in: [.hits, .interactive]
  ) { state in
    if state.surfaces.top.page != nil { return state.move(.columns(-1)) }
    state.list.column = max(0, state.list.column - 1)
    return []
  }

  static let columnRight = Command(
    "columnRight", keys: [.right, .character("l")], help: "To the column on the right.",
    in: [.hits, .interactive]
  ) { state in
    if state.surfaces.top.page != nil { return state.move(.columns(1)) }
    state.list.column = min(state.list.columns.shown.count - 1, state.list.column + 1)
    return []
  }

  static let nextPane = Command(
    "nextPane", keys: [.tab], hint: "next pane",
    help: "Goes from the list to the event, and back.", in: .panes, availability: hasHit
  ) { state in
    if case .event = state.surfaces.top {
      state.surfaces.pop()
    } else {
      state.surfaces.push(.event)
    }
    return []
  }

  static let enterEvent = Command(
    "enterEvent", keys: [.enter], help: "Goes to the event.", in: [.hits],
    availability: hasHit
  ) { state in
    state.surfaces.push(.event)
    return []
  }

  /// Esc: takes one step back.
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
    } else if case .event = state.surfaces.top {
      state.surfaces.pop()
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
    } else if let effects = state.leaveTour() {
      return effects
    }
    return []
  }
}

extension State {
  /// Stops waiting for an effect. `false` if nothing was pending.
  @discardableResult
  mutating func giveUpPreview() -> Bool {
    guard waiting.pending == .preview else { return false }
    waiting.pending = nil
    waiting.edits = nil
    return true
  }

  /// A motion with its count: `3j`, and `40G` for the fortieth line.
  func counted(_ motion: Motion) -> Motion {
    guard let count = waiting.count else { return motion }
    return switch motion {
    case .lines(let lines): .lines(lines * count)
    case .line(let line): .line(line)
    case .columns(let columns): .columns(columns * count)
    case .toStart: .toStart
    case .toEnd: HitsSurface(surfaces.top) == nil ? .toEnd : .lines(count - 1 - list.cursor)
    }
  }

  /// The number of visible lines of what has the keys.
  var pageHeight: Int {
    switch surfaces.top {
    case .hits: max(1, viewport.hitRows)
    case .event: max(1, viewport.eventText.rows)
    case .dialog(let dialog): max(1, dialog.pageLength(viewport))
    case let surface: max(1, surface.page?.pageLength(viewport.page) ?? 1)
    }
  }

  mutating func move(_ motion: Motion) -> [Effect] {
    switch surfaces.top {
    case .hits:
      let before = currentRow
      list.move(to: motion.target(from: list.cursor, count: list.shown.count))
      return currentRow == before ? [] : showCurrent()
    case .event:
      changeEvent { $0.move(motion, width: $1.columns, height: $1.rows) }
      return []
    case .dialog(var dialog):
      let effects = dialog.move(motion, in: self)
      surfaces.top = .dialog(dialog)
      return effects
    default:
      movePage(motion)
      return []
    }
  }

  /// After the cursor moved to another hit: reads its event, and journals the move.
  mutating func showCurrent() -> [Effect] {
    guard let row = currentRow else { return showNothing() }
    let read = Effect.engine(.readEvent(row))
    return replay == nil ? [read, .engine(.look(.moveCursor(table.id(row))))] : [read]
  }
}
