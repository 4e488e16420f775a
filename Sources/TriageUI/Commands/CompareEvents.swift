import Basics
import TerminalScreen

extension Command {
  /// `D`: two marked events as a diff.
  static let compareEvents = Command(
    "compareEvents", keys: [.character("D")],
    help: "Shows two marked events as a diff, field by field; what is the same is folded.",
    in: .panes,
    availability: { state in
      switch state.list.marks.count {
      case 2: isIdle(state)
      case 0: .unavailable(because: "no hit is marked; mark two with Space")
      case let count: .unavailable(because: "\(count.counting("hit")) marked; mark two")
      }
    },
    perform: { state in
      let rows = state.targets
      guard rows.count == 2 else { return [] }
      return [.engine(.readPair(rows[0], rows[1]))]
    })

  static let showSame = Command(
    "showSame", keys: [.character("z"), .enter], hint: "show/fold the same",
    help: "Shows what is the same in both events, too, or folds it.", in: [.compare]
  ) { state in
    state.change(ComparePage.self) { page, _ in page.toggleAll() }
    return []
  }

  static let nextDifference = Command(
    "nextDifference", keys: [.character("n")], hint: "next difference",
    help: "Goes to the next difference.", in: [.compare], availability: hasDifference
  ) { state in
    state.change(ComparePage.self) { page, _ in page.moveToDifference(forward: true) }
    return []
  }

  static let previousDifference = Command(
    "previousDifference", keys: [.character("N")], help: "Goes to the previous one.",
    in: [.compare], availability: hasDifference
  ) { state in
    state.change(ComparePage.self) { page, _ in page.moveToDifference(forward: false) }
    return []
  }

  private static let hasDifference: @Sendable (State) -> Availability = { state in
    state.page(ComparePage.self)?.comparison.differences == 0
      ? .unavailable(because: "the two events are the same") : .available
  }
}
