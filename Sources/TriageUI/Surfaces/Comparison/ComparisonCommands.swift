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
      case 0: .unavailable(because: "no hit is marked; mark two with \(state.key(.toggleMark))")
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
    help: "Shows what is the same in both events, too, or folds it.",
    on: ComparisonSurface.self, in: [.compare],
    change: { page, _ in
      page.toggleAll()
    })

  static let nextDifference = Command(
    "nextDifference", keys: [.character("n")], hint: "next difference",
    help: "Goes to the next difference.", on: ComparisonSurface.self, in: [.compare],
    availability: hasDifference,
    change: { page, _ in
      page.moveToDifference(forward: true)
    })

  static let previousDifference = Command(
    "previousDifference", keys: [.character("N")], help: "Goes to the previous one.",
    on: ComparisonSurface.self, in: [.compare], availability: hasDifference,
    change: { page, _ in
      page.moveToDifference(forward: false)
    })

  private static let hasDifference: @Sendable (ComparisonSurface, State) -> Availability = {
    page, _ in
    page.comparison.differences == 0
      ? .unavailable(because: "the two events are the same") : .available
  }
}
