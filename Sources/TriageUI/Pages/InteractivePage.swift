import HitStore
import TerminalScreen

/// A page with a cursor of its own that takes the place of the panes, such as the allowlist:
///
///     header                        the state's, as always
///     ─ regions of the rule ──────  the page's title
///       ap-east-1  Hong Kong   …    what the page draws; its cursor moves with the keys that move in every list
///     notice, footer                the commands of `.interactive` and of the page's own context
///
/// A dialog opens over a page, and when it closes, the page is there again. Its cursor is part of the `State`, so a page is
/// a value as everything else; what takes long to work out it keeps, and brings up to date in `keepUp`.
/// Commands of one page name its context, and change it with `State.change(_:_:)`.
protocol InteractivePage: Sendable {
  /// Where its own commands work, besides those of `.interactive`.
  var context: Command.Context { get }

  func title(_ state: State) -> SafeText

  /// Draws itself below its title.
  func draw(_ state: State, in rect: Rect, on screen: inout Screen)

  mutating func move(_ motion: State.Motion, in state: State)

  /// How many lines the keys that move by a page move by, in the rectangle that the page has.
  func pageLength(_ rect: Rect) -> Int

  /// Takes one step back within the page (drops a range, marks); `false` when the page itself is to be left.
  mutating func stepBack() -> Bool

  /// Takes in what has changed; comes after every message, so it first asks whether anything has.
  mutating func keepUp(with state: State) -> [Effect]

  /// The hits that a verdict given on this page is about; `nil` where none can be given. Asked often: kept, not sought.
  func targets(in state: State) -> [HitTable.Row]?

  /// What they are, for the line above the footer: `412 hits of ap-east-1`.
  func targetWords(in state: State) -> String?
}

extension InteractivePage {
  func pageLength(_ rect: Rect) -> Int { rect.rows }
  mutating func stepBack() -> Bool { false }
  mutating func keepUp(with state: State) -> [Effect] { [] }
  func targets(in state: State) -> [HitTable.Row]? { nil }
  func targetWords(in state: State) -> String? { nil }
}

extension State {
  /// The page that is open, if it is one of this type.
  func page<P: InteractivePage>(_ type: P.Type) -> P? { page as? P }

  /// Changes the open page, if it is one of this type. `body` sees the state as it was.
  @discardableResult
  mutating func change<P: InteractivePage, Result>(
    _ type: P.Type, _ body: (inout P, State) -> Result
  ) -> Result? {
    guard var changed = page as? P else { return nil }
    let result = body(&changed, self)
    page = changed
    return result
  }

  /// Opens a page in the place of the panes, or of another page.
  mutating func open(_ page: some InteractivePage) -> [Effect] {
    self.page = page
    return keepPageUp()
  }

  mutating func keepPageUp() -> [Effect] {
    guard var page else { return [] }
    let effects = page.keepUp(with: self)
    self.page = page
    return effects
  }

  /// One step back: within the page, or out of it.
  mutating func stepBackOnPage() {
    guard var page else { return }
    let isOpen = page.stepBack()
    self.page = isOpen ? page : nil
  }

  mutating func movePage(_ motion: Motion) {
    guard var page else { return }
    page.move(motion, in: self)
    self.page = page
  }
}

enum InteractivePageView {
  static func draw(
    _ page: some InteractivePage, _ state: State, _ layout: Viewport, on screen: inout Screen
  ) {
    Page.drawTitle(page.title(state), layout, on: &screen)
    page.draw(state, in: layout.page, on: &screen)
  }
}
