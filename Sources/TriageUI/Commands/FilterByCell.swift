import HitStore
import TerminalScreen

extension Command {
  /// `=`: shows only hits with the value under the cursor.
  static let onlyThisValue = Command(
    "onlyThisValue", keys: [.character("=")],
    help: "Shows only hits with the same value in the column under the cursor (← → choose it).",
    in: [.hits], availability: hasHit
  ) { $0.filterByCell(isNegated: false) }

  static let notThisValue = Command(
    "notThisValue", keys: [.character("!")],
    help: "Hides the hits with the same value in the column under the cursor.",
    in: [.hits], availability: hasHit
  ) { $0.filterByCell(isNegated: true) }
}

extension State {
  fileprivate mutating func filterByCell(isNegated: Bool) -> [Effect] {
    guard let row = currentRow, let field = currentField else { return [] }
    return addFilter(
      HitFilter(HitField(column: field), is: text(row, field: field), isNegated: isNegated))
  }
}
