import HitStore

/// A page from which the analyst went to some of its hits: Esc goes back to it as it was, one page after the other.
///
///     timeline  Enter ->  after:…T06 before:…T12  # Enter ->  after:…T06 before:…T12  region:eu-*
struct LeftPage: Sendable {
  let page: any InteractivePage
  /// The list's filters when it was left, and those that show its hits.
  let before: [HitFilter]
  let shown: [HitFilter]

  /// `the timeline`, of `on the timeline`.
  var words: String { String(page.context.title.trimmingPrefix(#/(on|in) /#)) }
}

extension State {
  /// From a page to some of its hits.
  /// - Parameters:
  ///   - left: the page as Esc shall bring it back.
  ///   - filters: all filters of the list from then on.
  mutating func leavePage(
    _ left: (any InteractivePage)? = nil, showing filters: [HitFilter]
  ) -> [Effect] {
    if let left = left ?? page {
      leftPages.append(LeftPage(page: left, before: list.filters, shown: filters))
    }
    page = nil
    pane = .hits
    return setFilters(filters) + showCurrent()
  }

  /// The page that Esc goes back to: the list shows its hits.
  var pageBehind: LeftPage? {
    leftPages.last.flatMap { $0.shown == list.filters ? $0 : nil }
  }

  /// From the hits of a page back to the page; `nil` if the list shows something else.
  mutating func backToPage() -> [Effect]? {
    guard let left = pageBehind else { return nil }
    return setFilters(left.before) + open(left.page)
  }
}
