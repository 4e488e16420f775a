import Basics
import TerminalScreen

/// A line of text being typed.
///
/// It keeps the typed scalars: in a `String` an accent after its letter would merge with it, and
/// the cursor's position would be wrong.
public struct TextInput: Sendable, Hashable {
  private var scalars: [Unicode.Scalar]
  /// In scalars from the start.
  private(set) var cursor: Int

  /// The maximum length. Further input is ignored.
  static let scalarLimit = 500

  public init(_ text: String = "") {
    scalars = Array(text.unicodeScalars)
    cursor = scalars.count
  }

  /// The cursor between two texts.
  init(_ before: String, after: String) {
    scalars = Array(before.unicodeScalars)
    cursor = scalars.count
    scalars += after.unicodeScalars
  }

  public var text: String { String(scalars: scalars) }
  /// The text before the cursor.
  var textBeforeCursor: String { String(scalars: scalars[..<cursor]) }

  /// Line ends are dropped.
  mutating func insert(_ text: some StringProtocol) {
    for scalar in text.unicodeScalars where !Self.lineEnds.contains(scalar) {
      guard scalars.count < Self.scalarLimit else { return }
      scalars.insert(scalar, at: cursor)
      cursor += 1
    }
  }

  private static let lineEnds: Set<Unicode.Scalar> = [
    "\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}",
  ]

  /// Edits the text; `false` for other keys.
  mutating func take(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .backspace:
      guard cursor > 0 else { break }
      cursor -= 1
      scalars.remove(at: cursor)
    case .delete:
      guard cursor < scalars.count else { break }
      scalars.remove(at: cursor)
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(scalars.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = scalars.count
    case .control("u"): self = TextInput()
    default: return false
    }
    return true
  }
}
