import Triage

/// What stands over the panes. Its targets are frozen when it opens: hits that arrive later change nothing about it.
public enum Dialog: Sendable {
  case confirm(ConfirmEdit)
  case proposals(ChooseException)
  case fields(ChooseFields)
  case comment(TextInput, hits: [HitID])
  /// Why the edit is made; the edit waits behind it.
  case reason(TextInput, ConfirmEdit)
  case search(TextInput)
  case resume(SessionStore.Summary)
  /// Scrolled by this many lines.
  case help(top: Int)
  case diff(top: Int)

  /// An edit with its effect and its diff, to be written with Enter.
  public struct ConfirmEdit: Sendable {
    public let preview: EditPreview
    public let purpose: PreviewPurpose
    public var top = 0
    /// The text of the rule file changed after the preview; this is the edit on the new text.
    public var isRenewed = false
  }

  /// The proposed exceptions, narrow to wide, and behind them the choice of fields and the verdict alone.
  public struct ChooseException: Sendable {
    public let proposals: [Proposal]
    public let common: CommonFields
    public let hits: [HitID]
    public let rule: Int
    public var cursor = 0

    public var rowCount: Int { proposals.count + 2 }
    public var isOnFields: Bool { cursor == proposals.count }
    public var isOnVerdictOnly: Bool { cursor == proposals.count + 1 }
  }

  /// The fields on which the hits agree, to be chosen one by one.
  public struct ChooseFields: Sendable {
    public let common: CommonFields
    public let hits: [HitID]
    public let rule: Int
    public var cursor = 0
    public var chosen: Set<Int> = []
  }
}

/// A line of text being typed.
public struct TextInput: Sendable, Hashable {
  public private(set) var text: String
  /// In characters from the start.
  public private(set) var cursor: Int

  /// A longer text is no comment; what would exceed it is not taken.
  static let characterLimit = 500

  public init(_ text: String = "") {
    self.text = text
    cursor = text.count
  }

  mutating func insert(_ character: Character) {
    guard text.count < Self.characterLimit, !character.isNewline else { return }
    text.insert(character, at: text.index(text.startIndex, offsetBy: cursor))
    cursor += 1
  }

  mutating func deleteBackward() {
    guard cursor > 0 else { return }
    cursor -= 1
    text.remove(at: text.index(text.startIndex, offsetBy: cursor))
  }

  mutating func deleteForward() {
    guard cursor < text.count else { return }
    text.remove(at: text.index(text.startIndex, offsetBy: cursor))
  }

  mutating func clear() { self = TextInput() }

  mutating func move(by characters: Int) { cursor = max(0, min(cursor + characters, text.count)) }
  mutating func moveToStart() { cursor = 0 }
  mutating func moveToEnd() { cursor = text.count }
}
