import Basics
import HitStore
import RuleEditing
import Sigma
import SourceYAML

/// A decision by an analyst, with time and author: a verdict on hits, a comment, a change of a
/// rule.
///
/// A decision is a value. It is journalled, undone and redone as a whole, and applied again in a
/// replay.
public struct Decision: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// A verdict on hits, or with `nil` its removal. A false positive may change the rule too.
    case judge(hits: [HitID], verdict: Verdict?, change: RuleChange?)
    case comment(hits: [HitID], text: String)
    case changeRule(RuleChange)
  }

  public var kind: Kind
  /// Its number in the journal.
  public var sequence: Int
  /// `2026-11-02T14:03:59Z`
  public var at: String
  public var author: String

  public init(kind: Kind, sequence: Int, at: String, author: String) {
    self.kind = kind
    self.sequence = sequence
    self.at = at
    self.author = author
  }

  public var change: RuleChange? {
    switch kind {
    case .judge(_, _, let change): change
    case .changeRule(let change): change
    case .comment: nil
    }
  }

  public var hits: [HitID] {
    switch kind {
    case .judge(let hits, _, _), .comment(let hits, _): hits
    case .changeRule: []
    }
  }

  /// The name of the command for the decision, which is also its name in the journal.
  public var name: String {
    switch kind {
    case .judge(_, .truePositive, _): "markTruePositive"
    case .judge(_, .falsePositive, _): "markFalsePositive"
    case .judge(_, .benignTruePositive, _): "markBenignTruePositive"
    case .judge(_, nil, _): "clearVerdict"
    case .comment: "comment"
    case .changeRule(let change):
      switch change.edit {
      case .allowRegion: "allowRegion"
      case .disallowRegion: "disallowRegion"
      case .addException: "addException"
      case .removeException: "removeException"
      case .changeException: "changeException"
      case .setExpiry: "setExpiry"
      }
    }
  }

  /// One line for a message or a list: `allow ap-east-1`,
  /// `false positive on 3 hits, exception assumed_role`.
  public var summary: String {
    switch kind {
    case .judge(let hits, let verdict, let change):
      let what = verdict?.words ?? "no verdict"
      return what + " on " + hits.countedAs("hit")
        + (change.map { ", \($0.edit)" } ?? "")
    case .comment(let hits, _): return "comment on " + hits.countedAs("hit")
    case .changeRule(let change): return "\(change.edit)"
    }
  }
}

/// A change of a file: the edit as a value, and the exact bytes that it changed.
public struct RuleChange: Sendable, Hashable {
  /// The file's path, as in the session's header.
  public var path: String
  /// The part of the file that it changed. If missing in the journal: the rule itself.
  public var site: EditSite.Kind
  /// The rule's identity: its id, name or title, with its path if rules of several files have the
  /// same one.
  public var rule: String
  public var edit: RuleEdit
  public var stamp: EditStamp
  public var patches: [TextPatch]
  /// SHA-256 of the file's text before and after, in hexadecimal.
  public var before: String
  public var after: String
  /// The number of hits that it silenced.
  public var silenced: Int

  public init(
    path: String, site: EditSite.Kind = .rule, rule: String, edit: RuleEdit, stamp: EditStamp,
    patches: [TextPatch], before: String, after: String, silenced: Int
  ) {
    self.path = path
    self.site = site
    self.rule = rule
    self.edit = edit
    self.stamp = stamp
    self.patches = patches
    self.before = before
    self.after = after
    self.silenced = silenced
  }

  /// Its effect, for a message: `64 hits silenced, rule.yml written`.
  public var effect: String {
    (silenced > 0 ? silenced.counting("hit") + " silenced, " : "") + "\(path.lastPathPart) written"
  }
}

extension RuleChange {
  /// The rule's identity in the changed file.
  package var ruleInFile: String { Rule.identityInFile(rule, path: path) }
}
