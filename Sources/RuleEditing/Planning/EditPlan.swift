import SourceYAML
import Sigma

/// A planned edit: what a dialog shows and a save needs. Made by `RuleEditor.plan`, which has
/// proven it against the structure of the file.
public struct EditPlan: Sendable {
  /// What of the file the edit changes.
  public enum Place: Sendable, Hashable {
    /// A rule: index in `before.rules`, and the same in `after.rules`.
    case rule(Int)
    /// A Sigma filter: index in `before.filters` (nil: the edit makes it) and in `after.filters` (nil: the edit removes
    /// it).
    case filter(before: Int?, after: Int?)
    /// The values of a placeholder, by its name. The file holds no rules.
    case placeholder(String)
  }

  public let edit: RuleEdit
  public let stamp: EditStamp
  public let place: Place
  public let before: RuleFile
  public let after: RuleFile
  /// What turns `before.text` into `after.text`; inverted, what takes the edit back.
  public let patches: [TextPatch]
  /// The filter that the edit makes, extends, shortens or removes; nil when it touches none.
  public let filterName: String?
  /// What the analyst should know: "ap-east-1 is the last entry of awsRegion in selection: left
  /// there". Holds text of the rule: show it as safe text.
  public let notes: [String]

  public var diff: TextDiff { TextDiff(before: before.text, after: after.text) }

  public var target: EditTarget {
    switch place {
    case .rule: .rule
    case .filter: .filters
    case .placeholder: .placeholders
    }
  }

  /// The searches and conditions that the edit changes, before and after; nil where there are none.
  var detectionBefore: Detection? {
    switch place {
    case .rule(let index): before.rules[index].detection
    case .filter(let index, _): index.map { before.filters[$0].detection }
    case .placeholder: nil
    }
  }

  var detectionAfter: Detection? {
    switch place {
    case .rule(let index): after.rules[index].detection
    case .filter(_, let index): index.map { after.filters[$0].detection }
    case .placeholder: nil
    }
  }
}

extension EditPlan {
  /// The rule before and after, where the edit is one of the rule itself.
  public var ruleBefore: Rule? {
    if case .rule(let index) = place { before.rules[index] } else { nil }
  }

  public var ruleAfter: Rule? {
    if case .rule(let index) = place { after.rules[index] } else { nil }
  }
}

extension EditPlan {
  /// The same plan with something more to know.
  public func adding(note: String) -> EditPlan {
    EditPlan(
      edit: edit, stamp: stamp, place: place, before: before, after: after, patches: patches,
      filterName: filterName, notes: notes + [note])
  }
}

extension Rule {
  /// Whether the rule, or a filter that narrows it, takes values from a placeholder.
  public func uses(placeholder name: String) -> Bool { RegionPlaceholder.isUsed(name, by: self) }
}

extension Detection {
  /// Whether a search of this name, or made from this slug, is an exception.
  public func hasException(_ name: String) -> Bool {
    exceptionName(name).map(excludes) == true
  }
}
