import TerminalScreen

/// A page of lines that can be scrolled: the diff of the rules, the scan, one cell.
struct TextSurface: PageSurface {
  enum Kind: Sendable, Hashable, CaseIterable { case diff, scan, cell }

  let kind: Kind
  private(set) var scroll = Scroll()

  static let context = Command.Context.page
  static let contexts: Set<Command.Context> = [.page]

  init(_ kind: Kind) { self.kind = kind }

  init?(_ surface: Surface) {
    guard case .text(let page) = surface else { return nil }
    self = page
  }

  var surface: Surface { .text(self) }

  func title(_ state: State) -> SafeText {
    switch kind {
    case .diff: "what the rule has gained in this session"
    case .scan: "what was read, and what was not"
    case .cell: "the whole text of the cell"
    }
  }

  private func lines(_ state: State) -> [Line] {
    let width = state.viewport.page.columns
    return switch kind {
    case .diff: DiffText.lines(state, width: width)
    case .scan: ScanText.lines(state, width: width)
    case .cell: WholeCellText.lines(state, width: width)
    }
  }

  mutating func move(_ motion: Motion, in state: State) {
    scroll.move(motion, lines: lines(state).count, height: state.viewport.page.rows)
  }

  /// The number of lines below the visible ones.
  func position(in state: State) -> String? {
    let below = lines(state).count - scroll.top - state.viewport.page.rows
    return below > 0 ? DialogFrame.moreBelow(below, key: state.key(.moveDown)) : nil
  }

  func draw(_ state: State, in rect: Rect, on screen: inout Screen) {
    Line.draw(lines(state), top: scroll.top, on: &screen, in: rect)
  }
}
