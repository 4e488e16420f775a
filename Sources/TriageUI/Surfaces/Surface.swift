import HitStore
import TerminalScreen

/// A surface that can have the keys: the list of hits, an event, a page, a dialog. The top of the
/// stack has them.
///
///     hits ─▶ timeline ─▶ hits of a day ─▶ event       Esc goes one step back, with the old cursor
///
/// A closed enum, so that the compiler finds what a new surface needs.
enum Surface: Sendable {
  case hits(HitsSurface)
  /// The event of the hit under the cursor.
  case event
  case baseline(BaselineSurface)
  case comparison(ComparisonSurface)
  case exceptions(ExceptionsSurface)
  case groups(GroupsSurface)
  case hours(HoursSurface)
  case map(MapSurface)
  case openedEvent(OpenedEventSurface)
  case regions(RegionsSurface)
  case rules(RulesSurface)
  case surroundings(SurroundingsSurface)
  case text(TextSurface)
  case timeline(TimelineSurface)
  case dialog(Dialog)

  /// The page, for what all pages have in common.
  var page: (any PageSurface)? {
    switch self {
    case .baseline(let page): page
    case .comparison(let page): page
    case .exceptions(let page): page
    case .groups(let page): page
    case .hours(let page): page
    case .map(let page): page
    case .openedEvent(let page): page
    case .regions(let page): page
    case .rules(let page): page
    case .surroundings(let page): page
    case .text(let page): page
    case .timeline(let page): page
    case .hits, .event, .dialog: nil
    }
  }

  var dialog: Dialog? { if case .dialog(let dialog) = self { dialog } else { nil } }

  /// Whether it shows the list and the event side by side, or one of them.
  var isPane: Bool {
    switch self {
    case .hits, .event: true
    default: false
    }
  }
}

/// Extracts one kind of surface from a `Surface` and puts it back, for commands of that kind.
protocol SurfaceContent: Sendable {
  /// The context of its own commands.
  static var contexts: Set<Command.Context> { get }
  init?(_ surface: Surface)
  func put(into surface: inout Surface)
}

/// The open surfaces, with the list of all hits at the bottom.
struct SurfaceStack: Sendable {
  /// From the lowest to the one with the keys.
  private(set) var all: [Surface] = [.hits(HitsSurface())]

  /// The surface with the keys.
  var top: Surface {
    get { all[all.count - 1] }
    set { all[all.count - 1] = newValue }
  }

  /// The surface behind the dialogs.
  var shown: Surface { all[shownPlace] }

  private var shownPlace: Int { all.lastIndex { $0.dialog == nil } ?? 0 }

  /// Whether the list or the event is behind the dialogs.
  var showsPanes: Bool { shown.isPane }

  /// Whether the event, not the list, is shown if there is room for only one.
  var showsEvent: Bool {
    if case .event? = all.last(where: \.isPane) { true } else { false }
  }

  /// The page behind the dialogs, if it is one.
  var page: (any PageSurface)? { shown.page }

  /// The dialog with the keys.
  var dialog: Dialog? { top.dialog }

  /// How the list was narrowed by the page below it.
  var narrowing: HitsSurface.Narrowing? {
    all.reversed().lazy.compactMap { HitsSurface($0) }.first?.narrowing
  }

  // MARK: - Opening

  mutating func push(_ surface: Surface) { all.append(surface) }

  /// Opens a page, replacing one of its kind over the same list.
  mutating func open(_ page: some PageSurface) {
    dismissDialogs()
    let start = (all.lastIndex { HitsSurface($0) != nil } ?? 0) + 1
    all = all[..<start] + all[start...].filter { !page.replaces($0) }
    push(page.surface)
  }

  // MARK: - Going back

  /// One step back; the list of all hits stays.
  mutating func pop() { if all.count > 1 { all.removeLast() } }

  /// Closes all dialogs.
  mutating func dismissDialogs() { while top.dialog != nil { pop() } }

  /// Goes back to the list from which the pages and dialogs were opened.
  mutating func backToHits() { while HitsSurface(top) == nil { pop() } }

  /// Closes surfaces with the event of the hit under the cursor, when the list is empty.
  mutating func closeEvent() {
    all.removeAll { if case .event = $0 { true } else { false } }
  }

  /// Removes pages whose filters of the list are gone: there is no way back to them.
  mutating func keepNarrowings(within filters: [HitFilter]) {
    let lists = all.indices.filter { HitsSurface(all[$0]) != nil }
    let valid = lists.last { place in
      let narrowing = HitsSurface(all[place])?.narrowing
      return narrowing?.shown.allSatisfy(filters.contains) ?? true
    }
    if let valid, let last = lists.last, valid < last { all.removeSubrange(valid + 1...last) }
  }

  // MARK: - Changing

  /// Changes the page behind the dialogs.
  mutating func changePage<Result>(_ body: (inout any PageSurface) -> Result) -> Result? {
    guard var page = page else { return nil }
    let result = body(&page)
    all[shownPlace] = page.surface
    return result
  }

  /// Changes the page behind the dialogs, if it is of a kind.
  @discardableResult
  mutating func changePage<Page: PageSurface, Result>(
    _ kind: Page.Type, _ body: (inout Page) -> Result
  ) -> Result? {
    guard var page = Page(shown) else { return nil }
    let result = body(&page)
    all[shownPlace] = page.surface
    return result
  }

  /// Changes the open surface of a kind, wherever it is.
  mutating func update<S: SurfaceContent>(_ kind: S.Type, _ body: (inout S) -> Void) {
    for place in all.indices {
      guard var content = S(all[place]) else { continue }
      body(&content)
      content.put(into: &all[place])
    }
  }
}
