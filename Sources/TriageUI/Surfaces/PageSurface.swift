import HitStore
import TerminalScreen

/// A page with a cursor of its own in the place of the panes, such as the regions:
///
///     header                        the state's, as always
///     ─ regions, by hits ── 3/31 ─  the page's title, and where the cursor is
///       ap-east-1  Hong Kong   …    what the page draws; its cursor moves with the keys that move in every list
///     notice, footer                the commands of `.interactive` and of the page's own context
///
/// A page is a value in the state's stack of surfaces. What takes long to work out it keeps, and brings up to date in
/// `settle`.
protocol PageSurface: SurfaceContent {
  static var context: Command.Context { get }

  /// The surface that it is.
  var surface: Surface { get }

  func title(_ state: State) -> SafeText

  /// Draws itself below its title.
  func draw(_ state: State, in rect: Rect, on screen: inout Screen)

  mutating func move(_ motion: Motion, in state: State)

  /// How many lines the keys that move by a page move by, in the rectangle that the page has.
  func pageLength(_ rect: Rect) -> Int

  /// Takes one step back within the page (drops a range, marks); `false` when the page itself is to be left.
  mutating func stepBack() -> Bool

  /// Takes in what has changed; comes after every message, so it first asks whether anything has.
  mutating func settle(with state: State) -> [Effect]

  /// The hits that a verdict given on this page is about; `nil` where none can be given. Asked often: kept, not sought.
  func targets(in state: State) -> [HitTable.Row]?

  /// What they are, for the line above the footer: `412 hits of ap-east-1`.
  func targetWords(in state: State) -> String?

  /// Where the cursor is, for the title: `12/794`.
  func position(in state: State) -> String?
}

extension PageSurface {
  static var contexts: Set<Command.Context> { [.interactive, context] }

  func put(into surface: inout Surface) { surface = self.surface }
  /// Whether this page takes the place of another surface when it opens.
  func replaces(_ other: Surface) -> Bool { Self(other) != nil }

  func pageLength(_ rect: Rect) -> Int { rect.rows }
  mutating func stepBack() -> Bool { false }
  mutating func settle(with state: State) -> [Effect] { [] }
  func targets(in state: State) -> [HitTable.Row]? { nil }
  func targetWords(in state: State) -> String? { nil }
  func position(in state: State) -> String? { nil }
}

extension State {
  /// Opens a page in the place of the panes, or over another page.
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
