import Basics
import RuleEditing
import TerminalScreen

/// A diff in coloured lines. The sign has the same meaning as the colour.
enum DiffLines {
  /// Important hunks come first: a new `modified:` date alone is the least important.
  ///
  /// - Parameter context: the number of unchanged lines beside changed ones; nil: all of the diff.
  static func lines(_ diff: TextDiff, context: Int? = nil) -> [Line] {
    let onlyDate = diff.hunks.filter(changesOnlyDate)
    return (diff.hunks.filter { !changesOnlyDate($0) } + onlyDate).flatMap { hunk in
      [Line(SafeText(hunk.header), .diffHunk)]
        + shown(hunk.lines, context: context).map { line in
          let text = SafeText(line.text, limit: 2_000)
          return switch line.kind {
          case .context: Line("  " + text)
          case .added: Line("+ " + text, .diffAdded)
          case .removed: Line("- " + text, .diffRemoved)
          }
        }
    }
  }

  private static func shown(_ lines: [TextDiff.Line], context: Int?) -> [TextDiff.Line] {
    guard let context else { return lines }
    return lines.indices.filter { index in
      lines[max(0, index - context)...min(lines.count - 1, index + context)]
        .contains { $0.kind != .context }
    }.map { lines[$0] }
  }

  private static func changesOnlyDate(_ hunk: TextDiff.Hunk) -> Bool {
    hunk.lines.allSatisfy { $0.kind == .context || $0.text.begins(with: "modified:") }
  }
}
