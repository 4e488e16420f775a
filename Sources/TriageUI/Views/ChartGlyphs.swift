import TerminalScreen

/// The characters of charts. Those that have to be distinguished have different ASCII replacements
/// (`Screen.inASCII`).
enum ChartGlyphs {
  /// A column's eighths, from none to full.
  static let columns: [SafeText] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  /// The glyphs of a bar's parts.
  static let fills: [SafeText] = ["█", "▓", "▒", "░", "="]
  /// From few to many.
  static let shades: [SafeText] = ["░", "▒", "▓", "█"]

  /// A region on the map: without hits; with less than ten, less than a hundred, more; allowed, and
  /// allowed but with hits.
  static let region: SafeText = "◦"
  static let regionWithHits: SafeText = "o"
  static let regionWithTens: SafeText = "O"
  static let regionWithHundreds: SafeText = "●"
  static let allowed: SafeText = "□"
  static let allowedWithHits: SafeText = "■"

  /// A caller on the map; that of the hit under the cursor, and the line to the region it called.
  static let caller: SafeText = "+"
  static let currentCaller: SafeText = "@"
  static let callLine: SafeText = "."

  private static let block: SafeText = "▇"

  /// A bar to the right: any count above zero has at least one block.
  static func bar(_ count: Int, of most: Int, width: Int) -> SafeText {
    guard count > 0, most > 0, width > 0 else { return "" }
    let blocks = Int((Double(count) / Double(most) * Double(width)).rounded())
    return block.repeated(max(1, min(width, blocks)))
  }
}
