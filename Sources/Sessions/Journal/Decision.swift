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
    /// A verdict on hits, or with `nil` its removal. A false positive may change the rules too.
    case judge(hits: [HitID], verdict: Verdict?, changes: [RuleChange])
    case comment(hits: [HitID], text: String)
    /// One change, or the same edit of several rules.
    case changeRules([RuleChange])
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

  /// The changes of files, in the order in which they are made. Each fits the text that those before
  /// it leave.
  public internal(set) var changes: [RuleChange] {
    get {
      switch kind {
      case .judge(_, _, let changes), .changeRules(let changes): changes
      case .comment: []
      }
    }
    set {
      switch kind {
      case .judge(let hits, let verdict, _):
        kind = .judge(hits: hits, verdict: verdict, changes: newValue)
      case .changeRules: kind = .changeRules(newValue)
      case .comment: break
      }
    }
  }

  /// The files that it changes, each once.
  package var paths: [String] {
    var seen: Set<String> = []
    return changes.map(\.path).filter { seen.insert($0).inserted }
  }

  public var hits: [HitID] {
    switch kind {
    case .judge(let hits, _, _), .comment(let hits, _): hits
    case .changeRules: []
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
    case .changeRules(let changes):
      switch changes.first?.edit {
      case .allowRegion: "allowRegion"
      case .disallowRegion: "disallowRegion"
      case .addException: "addException"
      case .removeException: "removeException"
      case .changeException: "changeException"
      case .setExpiry: "setExpiry"
      case .matchAllRegions: "matchAllRegions"
      case .several, nil: "editRule"
      }
    }
  }

  /// One line for a message or a list: `allow ap-east-1`,
  /// `false positive on 3 hits, exception assumed_role`.
  public var summary: String {
    switch kind {
    case .judge(let hits, let verdict, let changes):
      let what = verdict?.words ?? "no verdict"
      return what + " on " + hits.countedAs("hit")
        + (changes.isEmpty ? "" : ", " + changes.editSummary)
    case .comment(let hits, _): return "comment on " + hits.countedAs("hit")
    case .changeRules(let changes): return changes.editSummary
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

}

extension [RuleChange] {
  /// `allow region ap-east-1`, `add exception deploy_role in 3 rules`
  var editSummary: String {
    guard let first else { return "no change" }
    return "\(first.edit)" + (count > 1 ? " in \(count) rules" : "")
  }

  /// Hits that they silenced.
  public var silenced: Int { reduce(0) { $0 + $1.silenced } }

  /// Their effect, for a message: `64 hits silenced, rule.yml written`.
  public var effect: String {
    let files = Set(map(\.path))
    let written = files.count == 1 ? files.first?.lastPathPart : "\(files.count) files"
    return (silenced > 0 ? silenced.counting("hit") + " silenced, " : "")
      + (written.map { "\($0) written" } ?? "nothing written")
  }
}

extension RuleChange {
  /// The rule's identity in the changed file.
  package var ruleInFile: String { Rule.identityInFile(rule, path: path) }
}
