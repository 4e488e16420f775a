import Sigma

/// A planned edit: what a dialog shows and a save needs. Made by `RuleEditor.plan`, which has
/// proven it against the structure of the rule.
public struct EditPlan: Sendable {
  public let edit: RuleEdit
  public let stamp: EditStamp
  /// Index in `before.rules`, and the same in `after.rules`.
  public let ruleIndex: Int
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

  public var ruleBefore: Rule { before.rules[ruleIndex] }
  public var ruleAfter: Rule { after.rules[ruleIndex] }
}
