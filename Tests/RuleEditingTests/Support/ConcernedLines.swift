import Sigma
import SourceYAML

@testable import RuleEditing

/// The lines of a rule that an edit may touch: `modified`, the conditions, lists of regions, and what
/// stands between braces with a new filter.
struct ConcernedLines {
  private var lines: Set<Int> = []

  init(of rule: Rule, in file: RuleFile) {
    guard let root = file.documents[rule.documentIndex].root else { return }
    if case .mapping(_, isFlow: true) = root.content { add(root.start, root.end) }
    if let modified = root.entry("modified") { add(modified.key.start, modified.value.end) }
    let detection = rule.detection.node
    if case .mapping(_, isFlow: true) = detection.content { add(detection.start, detection.end) }
    for condition in rule.detection.conditions { add(condition.node.start, condition.node.end) }
    for search in rule.detection.searchIdentifiers.values {
      for list in RegionList.lists(in: search) { add(list.key.start, list.value.end) }
    }
  }

  private mutating func add(_ start: SourcePosition, _ end: SourcePosition) {
    lines.formUnion(start.line...max(start.line, end.line))
  }

  /// The old lines that went though the edit does not concern them.
  func others(in diff: TextDiff) -> [String] {
    diff.lines.filter { line in
      guard line.kind == .removed, let number = line.oldNumber else { return false }
      // A last line without an end gets one when something follows it.
      return !lines.contains(number) && !line.isUnterminated
    }.map(\.text)
  }
}
