import Basics
import TerminalScreen

extension Command {
  /// `e`: the hit's rule in the user's editor.
  static let editRule = Command(
    "editRule", keys: [.character("e")],
    help: "Opens the hit's rule in $VISUAL or $EDITOR; what is saved there counts from then on.",
    in: [.hits, .event, .rules],
    availability: { state in
      if state.ruleToEdit == nil { return .unavailable(because: "there is no rule here") }
      return state.session.isReadOnly
        ? .unavailable(because: "this session is read-only") : canDecide(state)
    },
    perform: { state in
      guard let rule = state.ruleToEdit else { return [] }
      let path = state.rules[rule].path
      let line = RuleLine.detection(
        ofRule: state.rules[rule].title, in: state.session.ruleTexts[path] ?? "")
      let known = state.session.header.rules.first { $0.path == path }?.absolutePath
      let file = state.session.locations[path] ?? known ?? path
      return [.terminal(.edit(file: file, line: line, path: path))]
    })
}

extension State {
  fileprivate var ruleToEdit: Int? {
    let rule =
      if let page = RulesSurface(surfaces.top) { page.current } else { currentRow.map(table.rule) }
    return rule.flatMap { rules.indices.contains($0) ? $0 : nil }
  }
}

/// Where to begin reading a rule.
enum RuleLine {
  /// The line of `detection:` of the rule with this title, from 1.
  static func detection(ofRule title: String, in text: String) -> Int {
    let lines = text.pieces(at: "\n")
    let start =
      lines.firstIndex { line in
        guard let value = line.without(prefix: "title:") else { return false }
        return !title.isEmpty && value.has(text: title)
      } ?? 0
    let place = lines[start...].firstIndex { $0.begins(with: "detection:") } ?? start
    return place + 1
  }
}
