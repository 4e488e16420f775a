import Basics
import RuleEditing
import TerminalScreen

/// The page with the changes of the rules in this session, and their decisions.
enum DiffText {
  static func lines(_ state: State, width: Int) -> [Line] {
    var lines = rules(state, width: width)
    if lines.isEmpty { lines.append(Line("Nothing yet: the rule is as it was.", .muted)) }
    let decisions = state.session.decisions
    if !decisions.isEmpty {
      lines.append(Line(SafeText(decisions.countedAs("decision") + ", the last one first"), .title))
      for decision in decisions.reversed() {
        lines.append(
          Line(SafeText("\(decision.at)  "), .muted).appending(SafeText(decision.summary))
            .appending(SafeText("  \(decision.author)"), .muted))
      }
    }
    return lines.flatMap { $0.folded(width: width) }
  }

  /// The diff of each changed rule file.
  static func rules(_ state: State, width: Int) -> [Line] {
    var lines: [Line] = []
    for path in state.session.changedPaths {
      let before = state.session.state.originalText(of: path) ?? ""
      let now = state.session.ruleTexts[path] ?? ""
      lines.append(Line(SafeText(path), .diffHunk, bold: true))
      lines += DiffLines.lines(TextDiff(before: before, after: now))
      lines.append(Line(""))
    }
    return lines.flatMap { $0.folded(width: width) }
  }
}
