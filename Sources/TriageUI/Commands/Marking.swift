import Basics
import TerminalScreen

extension Command {
  static let toggleMark = Command(
    "toggleMark", keys: [.character(" ")],
    help: "Marks the hit, or takes its mark off, and moves on; with a count, as many hits.",
    in: [.hits], availability: hasHit
  ) { state in
    for row in state.list.shown[state.list.cursor...].prefix(state.waiting.count ?? 1) {
      state.list.toggleMark(row, state.table)
    }
    state.list.move(to: state.list.cursor + (state.waiting.count ?? 1))
    return state.showCurrent()
  }

  static let markRange: Command = Command(
    "markRange", keys: [.character("v")],
    help:
      "Begins a range of marks at the cursor; pressed again, marks all hits from there to the cursor.",
    in: [.hits], availability: hasHit
  ) { state in
    guard let row = state.currentRow else { return [] }
    guard let start = state.list.rangeStart,
      let startPlace = state.list.place(ofShown: start, state.table)
    else {
      state.list.rangeStart = row
      state.notice = .done(
        "range begun: move to its other end and press \(state.key(.markRange)) again")
      return []
    }
    let places = min(startPlace, state.list.cursor)...max(startPlace, state.list.cursor)
    state.list.marks.formUnion(state.list.hits(ofRows: state.list.shown[places], state.table))
    state.list.rangeStart = nil
    state.notice = .done(state.targetWords ?? "nothing marked")
    return []
  }

  static let markAll = Command(
    "markAll", keys: [.character("*")],
    help: "Marks all hits that the list shows; again, takes their marks off.",
    in: [.hits], availability: hasHit
  ) { state in
    let shown = state.list.shownSet
    if state.list.marks.intersectionCount(shown) == shown.count {
      state.list.marks.subtract(shown)
    } else {
      state.list.marks.formUnion(shown)
    }
    state.notice = .done(state.targetWords ?? "no marks")
    return []
  }

  static let markSame = Command(
    "markSame", keys: [.character(",")],
    help: "Marks all hits that have the same value in the column under the cursor (← → choose it).",
    in: [.hits], availability: hasHit
  ) { state in
    guard let row = state.currentRow, let field = state.currentField,
      let column = state.table.column(of: field)
    else { return [] }
    let same = state.table.rows(state.list.hits, like: row, column: column)
    state.list.marks.formUnion(same)
    let value = state.table.text(row, column: column)
    state.notice = .done(
      "\(same.count.grouped) with \(field) = \(value.isEmpty ? "(none)" : value): \(state.targetWords ?? "")"
    )
    return []
  }

  static let hasHit: @Sendable (State) -> Availability = { state in
    state.currentRow == nil ? .unavailable(because: "there is no hit here") : .available
  }
}
