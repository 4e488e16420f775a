import HitStore
import TerminalScreen

/// A page with its own cursor instead of the panes, such as the regions:
///
///     header                        the state's, as always
///     ─ regions, by hits ── 3/31 ─  the page's title, and the cursor's position
///       ap-east-1  Hong Kong   …    what the page draws; its cursor moves with the keys that move in every list
///     notice, footer                the commands of `.interactive` and of the page's own context
///
/// A page is a value in the state's stack of surfaces. It caches expensive values, and updates them
/// in `settle`.
protocol PageSurface: SurfaceContent {
  static var context: Command.Context { get }

  /// The surface that it is.
  var surface: Surface { get }

  func title(_ state: State) -> SafeText

  /// Draws itself below its title.
  func draw(_ state: State, in rect: Rect, on screen: inout Screen)

  mutating func move(_ motion: Motion, in state: State)

  /// The number of lines of a page, for PgDn and PgUp, in the page's rectangle.
  func pageLength(_ rect: Rect) -> Int

  /// Takes one step back within the page (clears a range, marks); `false` if the page has to close.
  mutating func stepBack() -> Bool

  /// Updates cached values. It runs after every message, so it first checks what has changed.
  mutating func settle(with state: State) -> [Effect]

  /// The targets of a verdict on this page; `nil` if verdicts are not possible. It is called often,
  /// so the value is cached.
  func targets(in state: State) -> [HitTable.Row]?

  /// Describes them for the line above the footer: `412 hits of ap-east-1`.
  func targetWords(in state: State) -> String?

  /// The position of the cursor, for the title: `12/794`.
  func position(in state: State) -> String?
}

extension PageSurface {
  static var contexts: Set<Command.Context> { [.interactive, context] }

  func put(into surface: inout Surface) { surface = self.surface }
  /// Whether this page replaces another surface when it opens.
  func replaces(_ other: Surface) -> Bool { Self(other) != nil }

  func pageLength(_ rect: Rect) -> Int { rect.rows }
  mutating func stepBack() -> Bool { false }
  mutating func settle(with state: State) -> [Effect] { [] }
  func targets(in state: State) -> [HitTable.Row]? { nil }
  func targetWords(in state: State) -> String? { nil }
  func position(in state: State) -> String? { nil }
}

extension State {
  /// Opens a page over the panes or another page.
  mutating func open(_ page: some PageSurface) -> [Effect] {
    surfaces.open(page)
    return settlePage()
  }

  mutating func settlePage() -> [Effect] {
    let before = self
    return surfaces.changePage { $0.settle(with: before) } ?? []
  }

  mutating func movePage(_ motion: Motion) {
    let before = self
    _ = surfaces.changePage { $0.move(motion, in: before) }
  }

  /// One step back: within the page, or out of it.
  mutating func stepBackOnPage() {
    if stepBackInRows() { return }
    if surfaces.changePage({ $0.stepBack() }) != true { surfaces.pop() }
  }
}

enum PageView {
  static func draw(
    _ page: any PageSurface, _ state: State, on screen: inout Screen
  ) {
    let viewport = state.viewport
    let head = Rect(column: 0, row: viewport.body.row, columns: viewport.size.columns, rows: 1)
    screen.fill(head, style: Style(.borderFocused))
    let hint = page.position(in: state).map { SafeText(" \($0) ") } ?? .empty
    screen.put(
      " " + page.title(state), column: 0, row: head.row, width: head.columns - hint.width,
      style: Style(.borderFocused))
    screen.put(
      hint, column: head.endColumn - hint.width, row: head.row, style: Style(.borderFocused))
    page.draw(state, in: viewport.page, on: &screen)
  }
}
