import Triage

/// How the word before the cursor may go on: names of fields, and behind a colon the values that the hits have there.
///
///     reg▏            ─▶ region:
///     region:ap▏      ─▶ ap-east-1 (412)  ap-south-2 (3)
enum FilterCompletion {
  static let most = 8

  static func completions(_ text: String, in state: State) -> [FilterInput.Completion] {
    let characters = Array(text)
    var start = 0
    var isQuoted = false
    for (index, character) in characters.enumerated() {
      if character == "\"" { isQuoted.toggle() }
      if character.isWhitespace && !isQuoted { start = index + 1 }
    }
    if start < characters.count, characters[start] == "-" { start += 1 }
    let word = String(characters[start...])
    guard let colon = word.firstIndex(of: ":") else {
      return names(word, start, state).filter(canBeTyped)
    }
    let field = HitField(named: String(word[..<colon]))
    let values = word[word.index(after: colon)...]
    let last = values.lastIndex { $0 == "," || $0 == "|" }.map(values.index(after:))
    let value = String(values[(last ?? values.startIndex)...])
    return self.values(
      of: field, beginning: value.filter { $0 != "\"" },
      start: characters.count - value.count, state
    ).filter(canBeTyped)
  }

  /// What is longer than a line may be is nothing to go on from; the cell itself filters by it.
  private static func canBeTyped(_ completion: FilterInput.Completion) -> Bool {
    completion.text.utf8.count <= TextInput.characterLimit
  }

  private static func names(
    _ word: String, _ start: Int, _ state: State
  ) -> [FilterInput.Completion] {
    guard !word.hasPrefix("\""), !word.hasPrefix("/") else { return [] }
    var names = HitField.aliases.map(\.name) + ["after", "before"]
    names += state.knownFields.filter { HitField.path($0).name == $0 }
    let wanted = word.lowercased()
    let found =
      names.filter { $0.lowercased().hasPrefix(wanted) }
      + names.filter {
        !wanted.isEmpty && !$0.lowercased().hasPrefix(wanted) && $0.lowercased().contains(wanted)
      }
    return found.prefix(most).map { .init(text: $0 + ":", count: nil, start: start) }
  }

  private static func values(
    of field: HitField, beginning: String, start: Int, _ state: State
  ) -> [FilterInput.Completion] {
    switch field {
    case .verdict:
      let words = ["none", "tp", "fp", "benign"].filter { $0.hasPrefix(beginning) }
      return words.map { .init(text: $0, count: nil, start: start) }
    case .day, .time, .anyColumn, .wholeEvent: return []
    case .rule:
      let titles = state.rules.map(\.title).filter {
        beginning.isEmpty || $0.lowercased().contains(beginning.lowercased())
      }
      return titles.prefix(most).map {
        .init(text: HitFilter(.rule, is: $0).valueText, count: nil, start: start)
      }
    case .path, .network:
      guard let column = field.path.flatMap(state.table.column) else { return [] }
      let counts = ValueCounts(
        state.list.shown, column: column, beginning: beginning, most: most, state.table)
      return counts.values.map {
        .init(text: HitFilter(field, is: $0.value).valueText, count: $0.count, start: start)
      }
    }
  }
}

extension State {
  /// Fields that a filter, a group or a column may name: those of the columns, and those of the event that is shown.
  var knownFields: [String] {
    var seen: Set<String> = []
    var paths: [String] = []
    if let json = event.detail?.json {
      // Of the largest events the beginning is enough to choose from.
      for node in json.nodes.indices.prefix(2_000) where !json.nodes[node].isContainer {
        paths.append(json.path(node))
      }
    }
    return (table.knownFields + paths).filter { !$0.isEmpty && seen.insert($0).inserted }
  }
}
