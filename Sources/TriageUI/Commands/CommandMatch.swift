import Basics
import TerminalScreen

/// How well a command matches the typed text: its key, its name, its words, or letters of its name
/// in order.
///
///     "^r"      redo              its key
///     "false"   markFalsePositive a word of its name
///     "mkfp"    markFalsePositive letters in order
enum CommandMatch {
  /// The commands that match every word, best first. Equally good ones stay in order.
  static func best(
    for query: String, among commands: [Command], _ keymap: Keymap
  ) -> [Command] {
    let words = query.words.map(String.init)
    let scored = commands.enumerated().compactMap { place, command -> (Int, Int, Command)? in
      var sum = 0
      for word in words {
        guard let score = score(word, command, keymap) else { return nil }
        sum += score
      }
      return (sum, place, command)
    }
    return scored.sorted { ($0.0, -$0.1) > ($1.0, -$1.1) }.map(\.2)
  }

  /// Higher is better; `nil` is no match.
  static func score(_ word: String, _ command: Command, _ keymap: Keymap) -> Int? {
    let names = keymap.keys(of: command).map(\.name)
    if names.contains(word) { return 1_000 }
    let wanted = word.lowercased()
    // `^r` for ^R and `pgup` for PgUp; but `j` is not `J`.
    if word.count > 1, names.contains(where: { $0.lowercased() == wanted }) { return 990 }
    let name = command.name.lowercased()
    if name == wanted { return 900 }
    if name.begins(with: wanted) { return 800 }
    let parts = camelCaseWords(command.name)
    if parts.contains(where: { $0.begins(with: wanted) }) { return 700 }
    if words(command.hint ?? "").contains(where: { $0.begins(with: wanted) }) { return 650 }
    if words(keymap.help(of: command)).contains(where: { $0.begins(with: wanted) }) { return 500 }
    if wanted.count > 1, let spread = spread(of: wanted, in: name) { return 300 - min(200, spread) }
    return nil
  }

  /// `markFalsePositive`: mark, false, positive.
  private static func camelCaseWords(_ name: String) -> [String] {
    var words: [String] = []
    for character in name {  // by Character: the names are ours
      if character.isUppercase || words.isEmpty { words.append("") }
      words[words.count - 1].append(contentsOf: character.lowercased())
    }
    return words
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().unicodeScalars.split { !$0.properties.isAlphabetic && !("0"..."9" ~= $0) }
      .map { String($0) }
  }

  /// The number of letters between the typed ones, if all of these occur in order.
  private static func spread(of wanted: String, in name: String) -> Int? {
    var rest = name[...]
    var skipped = 0
    for character in wanted {  // by Character: as it was typed
      guard let place = rest.firstIndex(of: character) else { return nil }
      skipped += rest.distance(from: rest.startIndex, to: place)
      rest = rest[rest.index(after: place)...]
    }
    return skipped
  }
}
