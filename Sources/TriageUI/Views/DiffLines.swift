import Basics
import RuleEditing
import TerminalScreen

/// A diff in coloured lines. The sign has the same meaning as the colour.
enum DiffLines {
  /// Hunks in the order of the file, as `diff -u` has them.
  ///
  /// - Parameter context: the number of unchanged lines beside changed ones; nil: all of the diff.
  static func lines(_ diff: TextDiff, context: Int? = nil) -> [Line] {
    diff.hunks.flatMap { hunk in
      [Line(SafeText(hunk.header), .diffHunk)] + shown(hunk.lines, context: context).map(line)
    }
  }

  /// The changes of one edit, each with its place and purpose and, unless it is `isShort`, one line
  /// of context:
  ///
  ///     line 23: takes ap-east-1 off the list of suspects
  ///         awsRegion:
  ///     -     - 'ap-east-1'
  static func lines(_ diff: TextDiff, of edit: RuleEdit, isShort: Bool = false) -> [Line] {
    diff.hunks.flatMap { changes($0.lines) }.flatMap { change -> [Line] in
      let number = change.first.flatMap { $0.newNumber ?? $0.oldNumber } ?? 1
      let first = change.first { $0.kind != .context }
      let place = first.flatMap { $0.oldNumber ?? $0.newNumber } ?? number
      let purpose = HunkPurpose(change, of: edit).words
      return [Line(SafeText("line \(place): \(purpose)", limit: 500), .diffHunk)]
        + change.filter { !isShort || $0.kind != .context }.map(line)
    }
  }

  private static func line(_ line: TextDiff.Line) -> Line {
    let text = SafeText(line.text, limit: 2_000)
    return switch line.kind {
    case .context: Line("  " + text)
    case .added: Line("+ " + text, .diffAdded)
    case .removed: Line("- " + text, .diffRemoved)
    }
  }

  private static func shown(_ lines: [TextDiff.Line], context: Int?) -> [TextDiff.Line] {
    guard let context else { return lines }
    return lines.indices.filter { index in
      lines[max(0, index - context)...min(lines.count - 1, index + context)]
        .contains { $0.kind != .context }
    }.map { lines[$0] }
  }

  /// The runs of changed lines of a hunk, each with a line of context before it.
  private static func changes(_ lines: [TextDiff.Line]) -> [[TextDiff.Line]] {
    var changes: [[TextDiff.Line]] = []
    for (index, line) in lines.enumerated() where line.kind != .context {
      if index > 0, lines[index - 1].kind != .context, !changes.isEmpty {
        changes[changes.count - 1].append(line)
      } else {
        changes.append((index > 0 ? [lines[index - 1]] : []) + [line])
      }
    }
    return changes
  }
}

/// What a run of changed lines of an edit is for.
struct HunkPurpose {
  let words: String

  init(_ lines: [TextDiff.Line], of edit: RuleEdit) {
    let changed = lines.filter { $0.kind != .context }
    // An entry of a list is taken out by writing it as a comment.
    func has(_ kind: TextDiff.Line.Kind) -> Bool {
      changed.contains { $0.kind == kind && !$0.text.trimmed.begins(with: "#") }
    }
    func isAbout(_ key: String) -> Bool {
      changed.contains { $0.text.trimmed.begins(with: key + ":") }
    }
    if changed.allSatisfy({ $0.text.trimmed.begins(with: "modified:") }) {
      words = "dates the change"
    } else if isAbout("condition") {
      let condition = edit.takesBack ? "the condition drops it" : "the condition excludes it"
      let isAll = changed.allSatisfy { $0.text.trimmed.begins(with: "condition:") }
      words =
        isAll
        ? condition
        : Self.words(edit, added: !edit.takesBack, removed: edit.takesBack) + ", and " + condition
    } else {
      words = Self.words(edit, added: has(.added), removed: has(.removed))
    }
  }

  private static func words(_ edit: RuleEdit, added: Bool, removed: Bool) -> String {
    switch edit {
    case .allowRegion(let region):
      added ? "adds \(region) to the allowlist" : "takes \(region) off the list of suspects"
    case .disallowRegion(let region):
      added && !removed
        ? "puts \(region) on the list of suspects" : "takes \(region) off the allowlist"
    case .addException: "adds the exception"
    case .removeException(let name): "removes \(name)"
    case .changeException(let name, _): "changes what \(name) tests"
    case .setExpiry(let name, _): "changes until when \(name) holds"
    case .matchAllRegions: "matches in all regions instead of those of a list"
    case .several(let edits):
      removed && edits.contains(.matchAllRegions)
        ? words(.matchAllRegions, added: added, removed: removed)
        : added ? "adds what was chosen" : "takes out what was chosen"
    }
  }
}
