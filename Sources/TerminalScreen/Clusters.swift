/// A safe text's characters as readers see them, which are not cut: `कि` is one, in two cells of the screen.
///
/// Emoji that were joined are several by then: `SafeText` has parted them, since few terminals draw a joined one in two
/// columns as Unicode has it; others draw its parts side by side, and some both, one over the other.
struct Clusters: Sequence, IteratorProtocol {
  private var rest: Substring

  /// No letter has more columns. What has (a hundred vowel signs on one consonant) is no letter, and is cut anywhere, so
  /// that it cannot hide what follows it.
  static let widest = 8

  private let widest: Int

  init(_ text: String, widest: Int = Self.widest) {
    rest = text[...]
    self.widest = widest
  }

  mutating func next() -> (text: Substring, width: Int)? {
    guard !rest.isEmpty else { return nil }
    let end = rest.index(after: rest.startIndex)
    let width = rest[..<end].unicodeScalars.reduce(0) { $0 + TextWidth.width(of: $1) }
    return width <= widest ? take(to: end, width) : takeScalar()
  }

  /// One scalar with its marks.
  private mutating func takeScalar() -> (text: Substring, width: Int)? {
    let scalars = rest.unicodeScalars
    guard let first = scalars.first else { return nil }
    let end = scalars.dropFirst().firstIndex { !TextWidth.isMark($0) } ?? scalars.endIndex
    return take(to: end, TextWidth.width(of: first))
  }

  private mutating func take(to end: String.Index, _ width: Int) -> (text: Substring, width: Int) {
    defer { rest = Substring(rest.unicodeScalars[end...]) }
    return (Substring(rest.unicodeScalars[..<end]), width)
  }
}
