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
