import Basics
import HitStore

/// Completions of the word before the cursor: names of fields, and after a colon the hits' values.
///
///     reg▏            ─▶ region:
///     region:ap▏      ─▶ ap-east-1 (412)  ap-south-2 (3)
enum FilterCompletion {
  static let most = 8

  static func completions(_ text: String, in state: State) -> [FilterDraft.Completion] {
    let scalars = Array(text.unicodeScalars)
    var start = 0
    var isQuoted = false
    for (index, scalar) in scalars.enumerated() {
      if scalar == "\"" { isQuoted.toggle() }
      if scalar.properties.isWhitespace && !isQuoted { start = index + 1 }
    }
    if start < scalars.count, scalars[start] == "-" { start += 1 }
    let word = String(scalars: scalars[start...])
    guard let (name, values) = word.cut(at: ":") else {
      return names(word, start, state).filter(canBeTyped)
    }
    let value = String(values.pieces(at: ",").last?.pieces(at: "|").last ?? values)
    return self.values(
      of: HitField(named: String(name)), beginning: value.replacing(text: "\"", by: ""),
      start: scalars.count - value.unicodeScalars.count, state
    ).filter(canBeTyped)
  }

  /// Values longer than a line are not offered; `=` on the cell filters by them.
  private static func canBeTyped(_ completion: FilterDraft.Completion) -> Bool {
    completion.text.utf8.count <= TextInput.scalarLimit
  }

  private static func names(
    _ word: String, _ start: Int, _ state: State
  ) -> [FilterDraft.Completion] {
    guard !word.begins(with: "\""), !word.begins(with: "/") else { return [] }
    var names = HitField.aliases.map(\.name) + ["after", "before"]
    names += state.knownFields.filter {
      HitField(column: $0) == .path($0) && HitField.path($0).name == $0
    }
    let wanted = word.lowercased()
    let found =
      names.filter { $0.lowercased().begins(with: wanted) }
      + names.filter {
        !wanted.isEmpty && !$0.lowercased().begins(with: wanted)
          && $0.lowercased().has(text: wanted)
      }
    return found.prefix(most).map { .init(text: $0 + ":", count: nil, start: start) }
  }

  private static func values(
    of field: HitField, beginning: String, start: Int, _ state: State
  ) -> [FilterDraft.Completion] {
    switch field {
    case .verdict:
      let words = ["none", "tp", "fp", "benign"].filter { $0.begins(with: beginning) }
      return words.map { .init(text: $0, count: nil, start: start) }
    case .day, .time, .anyColumn, .wholeEvent: return []
    case .rule:
      let titles = state.rules.map(\.title).filter {
        beginning.isEmpty || $0.lowercased().has(text: beginning.lowercased())
      }
      return titles.prefix(most).map {
        .init(text: HitFilter(.rule, is: $0).valueText, count: nil, start: start)
      }
    case .level:
      let names = RuleLevel.allCases.reversed().map(\.name)
      let words = (names + names.map { ">=" + $0 }).filter { $0.begins(with: beginning) }
      return words.prefix(most).map { .init(text: $0, count: nil, start: start) }
    case .tag:
      var seen: Set<String> = []
      let tags = state.rules.flatMap(\.tags).filter {
        (beginning.isEmpty || $0.lowercased().has(text: beginning.lowercased()))
          && seen.insert($0).inserted
      }
      return tags.prefix(most).map {
        .init(text: HitFilter(.tag, is: $0).valueText, count: nil, start: start)
      }
    case .path, .network:
      guard let column = field.path.flatMap(state.table.column) else { return [] }
      let counts = ValueCounts(
        state.list.hits, column: column, beginning: beginning, most: most, state.table)
      return counts.values.map {
        .init(text: HitFilter(field, is: $0.value).valueText, count: $0.count, start: start)
      }
    }
  }
}

extension State {
  /// Fields for filters, groups and columns: those of the columns, and of the displayed event.
  var knownFields: [String] {
    var seen: Set<String> = []
    var paths: [String] = []
    if let json = event.detail?.json {
      // For the largest events, the beginning is enough.
      for node in json.nodes.indices.prefix(2_000) where !json.nodes[node].isContainer {
        paths.append(json.path(node))
      }
    }
    return (table.knownFields + paths).filter { !$0.isEmpty && seen.insert($0).inserted }
  }
}
