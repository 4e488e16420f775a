import TerminalScreen

/// Rows of which one is chosen with Enter.
public struct Menu: Sendable {
  var cursor = ListCursor()
  var content: any MenuContent

  init(_ content: some MenuContent, at index: Int = 0) {
    self.content = content
    cursor = ListCursor(index)
  }

  mutating func move(_ motion: Motion, in state: State) -> [Effect] {
    let before = cursor.index
    cursor.move(motion, count: content.rowCount(in: state))
    return cursor.index == before ? [] : content.cursorCame(to: cursor.index)
  }
}

/// What a menu offers. One file each: proposals, fields to group by, themes, decisions of a replay, commands.
protocol MenuContent: Sendable {
  /// Where its keys work.
  var context: Command.Context { get }

  func rowCount(in state: State) -> Int

  func draw(_ cursor: ListCursor, _ state: State, on screen: inout Screen)

  /// Enter on a row.
  func choose(_ row: Int, _ state: inout State) -> [Effect]

  /// A line to type in beside the rows, if it has one.
  var input: TextInput? { get set }

  /// What Tab puts into that line.
  func completion(of row: Int, in state: State) -> String?

  /// What is shown meanwhile of the row under the cursor, and how that ends when none was chosen.
  func cursorCame(to row: Int) -> [Effect]
  func closedWithoutChoice() -> [Effect]

  func pageLength(_ viewport: Viewport) -> Int

  /// Whether what is chosen decides on hits.
  var isAboutHits: Bool { get }
}

extension MenuContent {
  var input: TextInput? {
    get { nil }
    set {}
  }
  func completion(of row: Int, in state: State) -> String? { nil }
  func cursorCame(to row: Int) -> [Effect] { [] }
  func closedWithoutChoice() -> [Effect] { [] }
  func pageLength(_ viewport: Viewport) -> Int { max(1, viewport.page.rows / 2) }
  var isAboutHits: Bool { false }
}

extension Menu: SurfaceContent {
  static let contexts: Set<Command.Context> = [
    .proposals, .chooseGroup, .themes, .decisions, .commands,
  ]

  init?(_ surface: Surface) {
    guard case .dialog(.menu(let menu)) = surface else { return nil }
    self = menu
  }

  func put(into surface: inout Surface) { surface = .dialog(.menu(self)) }
}

extension State {
  /// Enter in a menu. What is chosen may open something above it, or close it.
  mutating func choose() -> [Effect] {
    guard let menu = Menu(surfaces.top), menu.cursor.index < menu.content.rowCount(in: self)
    else { return [] }
    return menu.content.choose(menu.cursor.index, &self)
  }
}
