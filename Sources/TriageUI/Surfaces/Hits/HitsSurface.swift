import HitStore

/// The list of hits, as a surface: all of it, or what a page showed of it. Esc goes back to that page as it was.
///
///     timeline  Enter ─▶  after:…T06 before:…T12   # Enter ─▶  after:…T06 before:…T12  region:eu-*
struct HitsSurface: SurfaceContent {
  /// How a page narrowed the list; `nil` for the list that everything begins with.
  var narrowing: Narrowing?

  struct Narrowing: Sendable {
    /// The list's filters before, and those that show what the page wanted shown.
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
  /// - Parameter filters: all filters of the list from then on.
  mutating func narrow(to filters: [HitFilter]) -> [Effect] {
    let origin = surfaces.page.map { type(of: $0).context.place } ?? ""
    surfaces.push(.hits(HitsSurface(.init(before: list.filters, shown: filters, origin: origin))))
    return setFilters(filters) + showCurrent()
  }

  /// The page that Esc goes back to: the list shows its hits.
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
