import HitStore
import TerminalScreen

/// The cells that tell the rule of a row:
///
///     ▆H  Logging stopped +2
///
/// The glyph rises with the level, the letter is its first, and `+2` are further rules that match
/// the event.
enum RuleCells {
  static let levelColumns = 2

  static func level(_ text: String) -> Line {
    guard !text.isEmpty else { return Line() }
    let glyph: SafeText =
      switch RuleLevel(text) {
      case .critical: "█"
      case .high: "▆"
      case .medium: "▄"
      case .low: "▂"
      case .informational: "▁"
      case nil: "?"
      }
    let letter = SafeText(text.prefix(1).uppercased())
    return Line(glyph + letter, HeaderView.role(ofLevel: text), bold: true)
  }

  /// What follows the title of the rule.
  static func suffix(_ field: String, _ hits: [HitTable.Row], _ table: HitTable) -> SafeText {
    guard field == "rule", hits.count > 1 else { return "" }
    let further = Set(hits.map(table.rule)).count - 1
    return further > 0 ? SafeText(" +\(further)") : ""
  }
}
