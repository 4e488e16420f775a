/// One cell of a screen: one column of one row.
///
/// `한` takes two cells: the first has the text `"한"`, the second the text `""`.
/// A cell's text is one visible scalar and the combining marks on it, taken from a `SafeText`.
public struct Cell: Sendable, Hashable {
  public let text: String
  public internal(set) var style: Style

  init(text: String, style: Style) {
    self.text = text
    self.style = style
  }

  static let blank = Cell(text: " ", style: .plain)

  /// Whether this is the second column of a wide character.
  public var isContinuation: Bool { text.isEmpty }
}
