import HitStore
import TerminalScreen

/// What can have the keys: the list of hits, an event, a page, a dialog. The top of the stack has them.
///
///     hits ─▶ timeline ─▶ hits of a day ─▶ event       Esc goes one step back, to what was there, cursor and all
///
/// The list is closed, so that the compiler finds what a new surface forgot.
enum Surface: Sendable {
  case hits(HitsSurface)
  /// The event of the hit under the cursor.
  case event
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

  /// The page, to be asked and changed as all of them are.
  var page: (any PageSurface)? {
    switch self {
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

/// One kind of surface, taken out of a `Surface` and put back: what a command of that kind changes.
protocol SurfaceContent: Sendable {
  /// Where its own commands work.
  static var contexts: Set<Command.Context> { get }
  init?(_ surface: Surface)
  func put(into surface: inout Surface)
}

/// The surfaces that are open, the list of all hits below all others.
struct SurfaceStack: Sendable {
  /// From the lowest to the one that has the keys.
  private(set) var all: [Surface] = [.hits(HitsSurface())]

  /// What has the keys.
  var top: Surface {
    get { all[all.count - 1] }
    set { all[all.count - 1] = newValue }
  }

  /// What is seen behind the dialogs.
  var shown: Surface { all[shownPlace] }

  private var shownPlace: Int { all.lastIndex { $0.dialog == nil } ?? 0 }

  /// Whether the list or the event is seen behind the dialogs.
  var showsPanes: Bool { shown.isPane }

  /// Whether the event, and not the list, is shown where there is room for one of them.
  var showsEvent: Bool {
    if case .event? = all.last(where: \.isPane) { true } else { false }
  }

  /// The page behind the dialogs, if it is one.
  var page: (any PageSurface)? { shown.page }

  /// The dialog that has the keys.
  var dialog: Dialog? { top.dialog }

  /// How the list was narrowed by the page below it.
  var narrowing: HitsSurface.Narrowing? {
    all.reversed().lazy.compactMap { HitsSurface($0) }.first?.narrowing
  }

  // MARK: - Opening

  mutating func push(_ surface: Surface) { all.append(surface) }

  /// Opens a page, in the place of one of its kind that is open over the same list.
  mutating func open(_ page: some PageSurface) {
    dismissDialogs()
    let start = (all.lastIndex { HitsSurface($0) != nil } ?? 0) + 1
    all = all[..<start] + all[start...].filter { !page.replaces($0) }
    push(page.surface)
  }

  // MARK: - Going back

  /// One step back; the list of all hits stays.
  mutating func pop() { if all.count > 1 { all.removeLast() } }

  /// Closes the dialogs that are open.
  mutating func dismissDialogs() { while top.dialog != nil { pop() } }

  /// Back to the list that the pages and dialogs were opened from.
  mutating func backToHits() { while HitsSurface(top) == nil { pop() } }

  /// Closes whatever shows the event of the hit under the cursor: there is none.
  mutating func closeEvent() {
    all.removeAll { if case .event = $0 { true } else { false } }
  }

  /// Forgets the pages from which the list was narrowed by filters that are no longer among these: nothing leads back.
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

  /// Changes what is open of a kind, wherever it is.
  mutating func update<S: SurfaceContent>(_ kind: S.Type, _ body: (inout S) -> Void) {
    for place in all.indices {
      guard var content = S(all[place]) else { continue }
      body(&content)
      content.put(into: &all[place])
    }
  }
}
