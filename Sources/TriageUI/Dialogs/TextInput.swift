import TerminalScreen

/// A line of text being typed.
///
/// It is kept as the characters that were typed: in a `String` an accent typed after its letter would merge with it, and
/// the cursor would count what is no longer there.
public struct TextInput: Sendable, Hashable {
  private var characters: [Character]
  /// In characters from the start.
  private(set) var cursor: Int

  /// A longer text is no comment; what would exceed it is not taken.
  static let characterLimit = 500

  public init(_ text: String = "") {
    characters = Array(text)
    cursor = characters.count
  }

  /// The cursor between two texts.
  init(_ before: String, after: String) {
    characters = Array(before) + Array(after)
    cursor = before.count
  }

  public var text: String { String(characters) }
  /// What stands before the cursor.
  var textBeforeCursor: String { String(characters[..<cursor]) }

  mutating func insert(_ character: Character) {
    guard characters.count < Self.characterLimit, !character.isNewline else { return }
    characters.insert(character, at: cursor)
    cursor += 1
  }

  /// Edits the text; `false` for a key that is none of a text's.
  mutating func take(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(character)
    case .backspace:
      guard cursor > 0 else { break }
      cursor -= 1
      characters.remove(at: cursor)
    case .delete:
      guard cursor < characters.count else { break }
      characters.remove(at: cursor)
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(characters.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = characters.count
    case .control("u"): self = TextInput()
    default: return false
    }
    return true
  }
}
