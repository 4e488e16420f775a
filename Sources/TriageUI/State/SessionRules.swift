import Basics
import HitStore
import Triage

/// The rules of the session for the screen, by their index in the table of hits.
public struct SessionRules: Sendable, RandomAccessCollection {
  /// The displayed properties of a rule.
  public struct Rule: Sendable, Hashable {
    public let title: String
    public let level: String?
    public let tags: [String]
    public let path: String
    /// The identity in decisions, and the number of exceptions at the start of the session.
    public let identity: String
    public let exceptions: Int

    public init(
      title: String, level: String?, tags: [String], path: String, identity: String = "",
      exceptions: Int = 0
    ) {
      (self.identity, self.exceptions) = (identity, exceptions)
      self.title = title
      self.level = level
      self.tags = tags
      self.path = path
    }
  }

  private let rules: [Rule]
  /// Why rules could not be loaded.
  public var problems: [String] = []
  /// Warnings about rules that run.
  public var warnings: [String] = []
  /// The regions in a rule, for the last page that requested them.
  var regions: RuleRegions?

  init(_ rules: [Rule]) { self.rules = rules }

  public var startIndex: Int { rules.startIndex }
  public var endIndex: Int { rules.endIndex }
  public subscript(place: Int) -> Rule { rules[place] }

  /// How many rules have each level, the highest first, without levels that no rule has.
  var levels: [(level: String, count: Int)] {
    RuleLevel.allCases.reversed().compactMap { level in
      let count = rules.count { $0.level == level.name }
      return count > 0 ? (level.name, count) : nil
    }
  }

  /// The title of a rule; empty if there is no such rule.
  func title(_ place: Int) -> String { indices.contains(place) ? rules[place].title : "" }
}

extension State {
  /// Says at the start that something is wrong with rules, unless there is more urgent news.
  public mutating func noticeRuleProblems() {
    guard notice == nil, let first = rules.problems.first else { return }
    let count = rules.problems.count
    let what = count == 1 ? first : "\(count) problems kept rules from loading"
    notice = .warning("\(key(.showRules)) lists what is wrong with rules: \(what)")
  }
}
