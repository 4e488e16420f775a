import TerminalScreen
import Triage

/// A diff in coloured lines. The sign says what colour says.
enum DiffLines {
  /// The hunks that say something come first: a new `modified:` date alone says the least.
  static func lines(_ diff: TextDiff) -> [Line] {
    let onlyDate = diff.hunks.filter(changesOnlyDate)
    return (diff.hunks.filter { !changesOnlyDate($0) } + onlyDate).flatMap { hunk in
      [Line(SafeText(hunk.header), .diffHunk)]
        + hunk.lines.map { line in
          let text = SafeText(line.text, limit: 2_000)
          return switch line.kind {
          case .context: Line("  " + text)
          case .added: Line("+ " + text, .diffAdded)
          case .removed: Line("- " + text, .diffRemoved)
          }
        }
    }
  }

  private static func changesOnlyDate(_ hunk: TextDiff.Hunk) -> Bool {
    hunk.lines.allSatisfy { $0.kind == .context || $0.text.hasPrefix("modified:") }
  }
}

/// The page with what the rules have gained since the session began, and the decisions that made it so.
enum DiffView {
  static func draw(_ state: State, _ layout: Layout, top: Int, on screen: inout Screen) {
    PageFrame.draw("what the rule has gained in this session", layout, on: &screen)
    Line.draw(lines(state, width: layout.page.columns), top: top, on: &screen, in: layout.page)
  }

  static func lines(_ state: State, width: Int) -> [Line] {
    var lines: [Line] = []
    for rule in state.session.header.rules {
      let now = state.session.ruleTexts[rule.path] ?? rule.text
      guard now != rule.text else { continue }
      lines.append(Line(SafeText(rule.path), .diffHunk, bold: true))
      lines += DiffLines.lines(TextDiff(before: rule.text, after: now))
      lines.append(Line(""))
    }
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
}

/// The title of a page that takes the whole body.
enum PageFrame {
  static func draw(_ title: SafeText, _ layout: Layout, on screen: inout Screen) {
    let head = Rect(column: 0, row: layout.body.row, columns: layout.size.columns, rows: 1)
    screen.fill(head, style: Style(.borderFocused))
    screen.put(
      " " + title, column: 0, row: head.row, width: head.columns, style: Style(.borderFocused))
  }
}
