import TerminalScreen

/// The characters that charts are made of, in one place. Each has a stand-in in ASCII (`Screen.inASCII`) that differs from
/// those it is told apart from.
enum ChartGlyphs {
  /// A column's eighths, from none to full.
  static let columns: [SafeText] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  /// What tells the parts of a bar from each other.
  static let fills: [SafeText] = ["█", "▓", "▒", "░", "="]
  /// From few to many.
  static let shades: [SafeText] = ["░", "▒", "▓", "█"]

  /// A region on the map: without hits; with less than ten, less than a hundred, more; allowed, and allowed with hits all
  /// the same.
  static let region: SafeText = "◦"
  static let regionWithHits: SafeText = "o"
  static let regionWithTens: SafeText = "O"
  static let regionWithHundreds: SafeText = "●"
  static let allowed: SafeText = "□"
  static let allowedWithHits: SafeText = "■"

  private static let block: SafeText = "▇"

  /// A bar to the right: any count at all has at least one block.
  static func bar(_ count: Int, of most: Int, width: Int) -> SafeText {
    guard count > 0, most > 0, width > 0 else { return "" }
    let blocks = Int((Double(count) / Double(most) * Double(width)).rounded())
    return block.repeated(max(1, min(width, blocks)))
  }
}
