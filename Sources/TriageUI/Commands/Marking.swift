import TerminalScreen
import Triage

extension Command {
  static let toggleMark = Command(
    "toggleMark", keys: [.character(" ")],
    help: "Marks the hit, or takes its mark off, and moves on.",
    in: [.hits], availability: hasHit
  ) { state in
    guard let row = state.currentRow else { return [] }
    state.list.marks.formSymmetricDifference([row])
    state.list.move(to: state.list.cursor + 1)
    return state.showCurrent()
  }

  static let markRange = Command(
    "markRange", keys: [.character("v")],
    help:
      "Begins a range of marks at the cursor; pressed again, marks all hits from there to the cursor.",
    in: [.hits], availability: hasHit
  ) { state in
    guard let row = state.currentRow else { return [] }
    guard let start = state.list.rangeStart,
      let startPlace = state.list.shown.firstIndex(of: start)
    else {
      state.list.rangeStart = row
      state.notice = .done("range begun: move to its other end and press v again")
      return []
    }
    let places = min(startPlace, state.list.cursor)...max(startPlace, state.list.cursor)
    state.list.marks.formUnion(state.list.shown[places])
    state.list.rangeStart = nil
    state.notice = .done("\(state.list.marks.count) marked")
    return []
  }

  static let markAll = Command(
    "markAll", keys: [.character("*")], help: "Marks all hits in the list.", in: [.hits],
    availability: hasHit
  ) { state in
    state.list.marks = Set(state.list.shown)
    state.notice = .done("\(state.list.marks.count) marked")
    return []
  }

  static let markSame = Command(
    "markSame", keys: [.character(",")],
    help: "Marks all hits that have the same value in the column under the cursor (← → choose it).",
    in: [.hits], availability: hasHit
  ) { state in
    guard let row = state.currentRow else { return [] }
    let column = state.list.column
    let value = state.table.text(row, column: column)
    let same = state.list.shown.filter { state.table.text($0, column: column) == value }
    state.list.marks.formUnion(same)
    state.notice = .done(
      "\(same.count) marked with \(state.table.columns[column]) = \(value.isEmpty ? "(none)" : value)"
    )
    return []
  }

  private static let hasHit: @Sendable (State) -> Availability = { state in
    state.currentRow == nil ? .unavailable(because: "there is no hit here") : .available
  }
}
