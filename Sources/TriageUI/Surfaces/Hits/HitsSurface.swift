import HitStore

/// The list of hits as a surface: all hits, or those that a page selected. Esc goes back to that
/// page.
///
///     timeline  Enter ─▶  after:…T06 before:…T12   # Enter ─▶  after:…T06 before:…T12  region:eu-*
struct HitsSurface: SurfaceContent {
  /// How a page narrowed the list; `nil` for the initial list.
  var narrowing: Narrowing?

  struct Narrowing: Sendable {
    /// The list's previous filters, and those of the page.
    let before: [HitFilter]
    let shown: [HitFilter]
    /// `the timeline`, for the line of filters.
    let origin: String
  }

  static let contexts: Set<Command.Context> = [.hits]

  init(_ narrowing: Narrowing? = nil) { self.narrowing = narrowing }

  init?(_ surface: Surface) {
    guard case .hits(let content) = surface else { return nil }
    self = content
  }

  func put(into surface: inout Surface) { surface = .hits(self) }
}

extension State {
  /// From a page to some of its hits.
  ///
  /// - Parameter filters: the new filters of the list.
  mutating func narrow(to filters: [HitFilter]) -> [Effect] {
    let origin = surfaces.page.map { type(of: $0).context.place } ?? ""
    surfaces.push(.hits(HitsSurface(.init(before: list.filters, shown: filters, origin: origin))))
    return setFilters(filters) + showCurrent()
  }

  /// The page that Esc goes back to.
  var originOfList: HitsSurface.Narrowing? {
    surfaces.narrowing.flatMap { $0.shown == list.filters ? $0 : nil }
  }

  /// From the hits of a page back to the page; `nil` if the list shows something else.
  mutating func backToPage() -> [Effect]? {
    guard let origin = originOfList else { return nil }
    surfaces.backToHits()
    surfaces.pop()
    return setFilters(origin.before) + settlePage()
  }
}
