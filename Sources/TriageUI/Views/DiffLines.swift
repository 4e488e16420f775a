import Basics
import RuleEditing
import TerminalScreen

/// A diff in coloured lines. The sign says what colour says.
enum DiffLines {
  /// The hunks that say something come first: a new `modified:` date alone says the least.
  ///
  /// - Parameter context: how many unchanged lines beside the changed ones are shown; all that the diff has, if nil.
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
