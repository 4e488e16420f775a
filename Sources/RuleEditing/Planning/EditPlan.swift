import Sigma
import SourceYAML

/// A planned edit: what a dialog shows and a save needs. Made by `RuleEditor.plan`, which has
/// proven it against the structure of the file.
public struct EditPlan: Sendable {
  public let edit: RuleEdit
  public let stamp: EditStamp
  public let site: EditSite
  public let before: RuleFile
  public let after: RuleFile
  /// What turns `before.text` into `after.text`; inverted, what takes the edit back.
  public let patches: [TextPatch]
  /// The filter that the edit makes, extends, shortens or removes; nil when it touches none.
  public let filterName: String?
  /// What the analyst should know: "ap-east-1 is the last entry of awsRegion in selection: left
  /// there". Holds text of the rule: show it as safe text.
  public let notes: [String]
  /// The plans of several edits that are made as one.
  var steps: [EditPlan] = []

  public var diff: TextDiff { TextDiff(before: before.text, after: after.text) }

  /// The searches and conditions that the edit changes, before and after; nil in a file without
  /// them, such as a placeholder's.
  var detectionBefore: Detection? { site.subject(in: before, isAfter: false)?.detection }
  var detectionAfter: Detection? { site.subject(in: after, isAfter: true)?.detection }
}

extension EditPlan {
  /// The rule before and after, where the edit is one of the rule itself.
  public var ruleBefore: Rule? {
    if case .rule(let index) = site { before.rules[index] } else { nil }
  }

  public var ruleAfter: Rule? {
    if case .rule(let index) = site { after.rules[index] } else { nil }
  }
}

extension EditPlan {
  /// The same plan with something more to know.
  public func adding(note: String) -> EditPlan {
    EditPlan(
      edit: edit, stamp: stamp, site: site, before: before, after: after, patches: patches,
      filterName: filterName, notes: notes + [note], steps: steps)
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
