import HitStore
import Places

/// Where the callers of the list's hits are, and the line from the caller of the hit under the
/// cursor to the region that it called. Both are facts about different things: neither is a proof.
struct MapCallers: Sendable, Hashable {
  struct Caller: Sendable, Hashable {
    let point: Point
    let hits: Int
  }

  /// The most hits first.
  private(set) var callers: [Caller] = []
  /// The caller of the hit under the cursor, and the region that it called.
  private(set) var from: Point?
  private(set) var to: Point?

  /// What the callers depend on.
  struct Source: Sendable, Hashable {
    let version: Int
    let known: Int

    init(_ state: State) {
      version = state.list.version
      known = state.table.rowCount(of: PlaceField.location.rawValue)
    }
  }

  /// All callers of the list; none while they are not looked up.
  static func all(_ state: State) -> [Caller] {
    guard let column = state.table.column(of: PlaceField.location.rawValue) else { return [] }
    return state.table.valueCounts(state.list.shown, column: column).compactMap { value in
      Point(value.text).map { Caller(point: $0, hits: value.count) }
    }
    .sorted { $0.hits > $1.hits }
  }

  init() {}

  init(_ callers: [Caller], _ state: State) {
    self.callers = callers
    guard let row = state.currentRow else { return }
    from = Point(state.text(row, field: PlaceField.location.rawValue))
    to = CalledRegion.point(of: state.text(row, field: "awsRegion"))
  }
}

extension State {
  /// Looks up where the callers are, unless that is known.
  mutating func readCallers() -> [Effect] {
    let field = PlaceField.location.rawValue
    guard settings.places?.knowsPlaces == true, table.rowCount(of: field) < table.count else {
      return []
    }
    return start(.read, [], [], fields: [field])
  }
}
