import TerminalScreen

// Handling of keys: a command, a count before one, or a letter in a line of text.

extension State {
  /// Whether a count was typed for the next key.
  public var isCounting: Bool { waiting.count != nil }

  mutating func press(_ key: Key) -> [Effect] {
    if isTooSmall { return key == .character("q") ? [.logs(.stopScan), .leave(.quit)] : [] }
    if waiting.pending == .decision, key != .control("c") {
      if waiting.keys.count < Waiting.maximumKeys { waiting.keys.append(key) }
      return []
    }
    targetFacts.keepUp(with: self)
    waiting.surroundings = nil
    guard let command = Command.command(on: key, in: self) else {
      return counts(key) ? [] : type(key)
    }
    notice = nil
    defer {
      waiting.count = nil
      // Its answer comes later and sets it.
      waiting.justJudged = []
    }
    if case .unavailable(let reason) = command.availability(self) {
      notice = .refused(reason)
      return []
    }
    return command.perform(&self)
  }

  /// Digits before a command are its count. `false` for another key.
  private mutating func counts(_ key: Key) -> Bool {
    guard HitsSurface(surfaces.top) != nil, case .character(let character) = key,
      let digit = character.wholeNumberValue, character.isASCII, digit > 0 || waiting.count != nil
    else {
      waiting.count = nil
      return false
    }
    waiting.count = min((waiting.count ?? 0) * 10 + digit, Self.maximumCount)
    notice = nil
    return true
  }

  private static let maximumCount = 1_000_000_000

  /// A key without a command: in a line of text it edits the text.
  private mutating func type(_ key: Key) -> [Effect] { edit { $0.take(key) } }
}
