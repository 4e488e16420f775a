/// The characters of a safe text as readers see them. They are not cut: `कि` is one, in two cells
/// of the screen.
///
/// Joined emoji are separate characters here: `SafeText` has split them. Few terminals draw a
/// joined emoji in two columns, as Unicode says. Others draw its parts side by side, and some both,
/// one over the other.
struct Clusters: Sequence, IteratorProtocol {
  private var rest: Substring

  /// No letter has more columns. A longer cluster (a hundred vowel signs on one consonant) is not a
  /// letter and is cut anywhere, so that it can't hide what follows.
  static let maximumWidth = 8

  private let widest: Int

  init(_ text: String, widest: Int = Self.maximumWidth) {
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
