import HitStore
import TerminalScreen

// What is left to judge: only open hits, the next and the previous one.

extension Command {
  static let onlyOpen = Command(
    "onlyOpen", keys: [.character(".")], hint: "only open",
    help: "Shows only hits without a verdict, or all of them again.", in: [.hits],
    availability: hasHits
  ) { state in
    guard let place = state.list.filters.firstIndex(of: .open) else {
      return state.addFilter(.open)
    }
    return state.removeFilter(at: place)
  }

  static let nextOpen = goingToOpen(
    "nextOpen", "]", forward: true, help: "Goes to the next hit without a verdict.")

  static let previousOpen = goingToOpen(
    "previousOpen", "[", forward: false, help: "Goes to the previous hit without a verdict.")

  private static func goingToOpen(
    _ name: String, _ key: Character, forward: Bool, help: String
  ) -> Command {
    Command(
      name, keys: [.character(key)], help: help, in: [.hits],
      availability: { state in
        state.list.openCount == 0
          ? .unavailable(because: "all hits in the list have a verdict") : .available
      },
      perform: { state in
        guard let place = state.openPlace(forward: forward) else { return [] }
        state.list.move(to: place)
        return state.showCurrent()
      })
  }
}

extension HitFilter {
  /// `verdict:none`
  static let open = HitFilter(.verdict, [.verdict(nil)])
}

extension State {
  /// The index of the next open hit after the cursor, or before it, wrapping around.
  fileprivate func openPlace(forward: Bool) -> Int? {
    let (shown, cursor) = (list.shown, list.cursor)
    func isOpen(_ place: Int) -> Bool { session.byRow.isOpen(shown[place]) }
    let (before, after) = (0..<cursor, min(cursor + 1, shown.count)..<shown.count)
    return forward
      ? after.first(where: isOpen) ?? before.first(where: isOpen)
      : before.last(where: isOpen) ?? after.last(where: isOpen)
  }
}
