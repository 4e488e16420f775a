import TerminalScreen

// What a key does: a command, a count before one, or a letter in a line of text.

extension State {
  mutating func press(_ key: Key) -> [Effect] {
    if isTooSmall { return key == .character("q") ? [.logs(.stopScan), .leave(.quit)] : [] }
    if case .mouse(let mouse) = key { return take(mouse) }
    if pending == .decision, key != .control("c") {
      if waitingKeys.count < Self.mostWaitingKeys { waitingKeys.append(key) }
      return []
    }
    targetFacts.keepUp(with: self)
    awaitedContext = nil
    guard let command = Command.command(on: key, in: self) else {
      return counts(key) ? [] : type(key)
    }
    notice = nil
    defer { count = nil }
    if case .unavailable(let reason) = command.availability(self) {
      notice = .refused("\(key.name) does nothing now: \(reason)")
      return []
    }
    return command.perform(&self)
  }

  /// Digits before a command say how often, or on how many hits. `false` for another key.
  private mutating func counts(_ key: Key) -> Bool {
    guard dialog == nil, page == nil, pane == .hits, case .character(let character) = key,
      let digit = character.wholeNumberValue, character.isASCII, digit > 0 || count != nil
    else {
      count = nil
      return false
    }
    count = min((count ?? 0) * 10 + digit, Self.highestCount)
    notice = nil
    return true
  }

  private static let highestCount = 1_000_000_000

  /// A key that no command has: in a line of text it edits the text.
  private mutating func type(_ key: Key) -> [Effect] { edit { $0.take(key) } }

  /// Changes the line of text that is being typed, if there is one; `change` says whether it did.
  mutating func edit(_ change: (inout TextInput) -> Bool) -> [Effect] {
    switch dialog {
    case .comment(var input, let hits):
      if change(&input) { dialog = .comment(input, hits: hits) }
    case .expiry(var input, let exception, let rule):
      if change(&input) { dialog = .expiry(input, exception: exception, rule: rule) }
    case .reason(var input, let confirm):
      if change(&input) { dialog = .reason(input, confirm) }
    case .filter(var input):
      guard change(&input.input) else { break }
      input.historyPlace = 0
      return filterChanged(input)
    case .chooseColumns(var choice):
      guard var input = choice.input, change(&input) else { break }
      choice.input = input
      dialog = .chooseColumns(choice)
    case .seek(var input):
      if change(&input) { dialog = .seek(input) }
    case .search(var input):
      if change(&input) { dialog = .search(input) }
    case .place(var input, let path, let confirm):
      if change(&input) { dialog = .place(input, of: path, confirm) }
    case .commands(var search):
      let before = search.input
      guard change(&search.input) else { break }
      if search.input.text != before.text { search.cursor = 0 }
      dialog = .commands(search)
    case .searchEvent(var input):
      if change(&input) { dialog = .searchEvent(input) }
    default: break
    }
    return []
  }
}
