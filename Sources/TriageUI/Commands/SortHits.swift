import HitStore
import TerminalScreen

extension Command {
  /// `s`: sorts by the column under the cursor; again in reverse; a third time by time.
  static let sortHits = Command(
    "sortHits", keys: [.character("s")], hint: "sort",
    help:
      "Sorts by the column under the cursor (← → choose it); again, the other way round; a third time, by time.",
    in: [.hits], availability: hasHit
  ) { state in
    guard let field = state.currentField else { return [] }
    return state.sort(by: field)
  }
}

extension State {
  /// Sorts by a field; if sorted by it already, reverses the order, and then sorts by time.
  public mutating func sort(by field: String) -> [Effect] {
    let isTime = field == "eventTime"
    let next: HitSort? =
      switch list.sort {
      case let sort? where sort.field == field:
        sort.isReversed ? nil : HitSort(field: field, isReversed: true)
      default: HitSort(field: field, isReversed: isTime)
      }
    let words = next.map { "sorted by \($0.field)\($0.isReversed ? ", the last first" : "")" }
    notice = .done(words ?? "sorted by time")
    return setSort(next)
  }
}
