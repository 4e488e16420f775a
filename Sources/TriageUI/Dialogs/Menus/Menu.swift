import TerminalScreen

/// Rows to choose one from with Enter.
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

/// The contents of a menu, one file for each kind: proposals, fields to group by, themes, decisions
/// of a replay, commands.
protocol MenuContent: Sendable {
  /// The context of its keys.
  var context: Command.Context { get }

  func rowCount(in state: State) -> Int

  func draw(_ cursor: ListCursor, _ state: State, on screen: inout Screen)

  /// Enter on a row.
  func choose(_ row: Int, _ state: inout State) -> [Effect]

  /// A line of text beside the rows, if it has one.
  var input: TextInput? { get set }

  /// The completion of that line by Tab.
  func completion(of row: Int, in state: State) -> String?

  /// The preview of the row under the cursor, and its end without a choice.
  func cursorCame(to row: Int) -> [Effect]
  func closedWithoutChoice() -> [Effect]

  func pageLength(_ viewport: Viewport) -> Int

  /// Whether the choice decides on hits.
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
  /// Enter in a menu. The choice may open another dialog above it, or close it.
  mutating func choose() -> [Effect] {
    guard let menu = Menu(surfaces.top), menu.cursor.index < menu.content.rowCount(in: self)
    else { return [] }
    return menu.content.choose(menu.cursor.index, &self)
  }
}
