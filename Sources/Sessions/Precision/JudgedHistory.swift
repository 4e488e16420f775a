import Basics
import HitStore
import RuleTests
import Sigma

/// The verdicts of all sessions that the state folder has, by rule and event. The newest session
/// that judged a hit decides.
public struct JudgedHistory: Sendable {
  /// A rule's identity, without the path of its file.
  public typealias Identity = String

  private var verdicts: [Identity: [String: Verdict]] = [:]
  /// The titles of the rules, by identity.
  public private(set) var titles: [Identity: String] = [:]

  public init(environment: [String: String]) {
    self.init(SessionStore(environment: environment).summaries().map(\.path))
  }

  /// - Parameter paths: the sessions, newest first.
  public init(_ paths: [String]) {
    for path in paths.reversed() {
      guard let contents = try? JournalContents(path: path) else { continue }
      let (state, _) = SessionState.replaying(contents)
      for record in contents.header.rules {
        for rule in RuleFile(text: record.text, path: record.path).rules {
          titles[rule.identityInFile] = rule.title
        }
      }
      for (hit, verdict) in state.verdicts {
        let identity =
          contents.header.rules.lazy
          .map { Rule.identityInFile(hit.rule, path: $0.path) }.first { $0 != hit.rule } ?? hit.rule
        verdicts[identity, default: [:]][hit.event] = verdict
      }
    }
  }

  /// The rules with verdicts.
  public var rules: [Identity] { verdicts.keys.sorted() }

  public func truePositives(of rule: Rule) -> Set<String> {
    Set((verdicts[rule.identityInFile] ?? [:]).filter { $0.value == .truePositive }.keys)
  }

  public func precision(of rule: Identity) -> RulePrecision {
    RulePrecision((verdicts[rule] ?? [:]).values)
  }

  /// With the events of the rule's tests that no session has judged: those that must match count as
  /// true positives, the others as false positives.
  public func precision(of rule: Rule, tests: RuleTestSuite) -> RulePrecision {
    let known = verdicts[rule.identityInFile] ?? [:]
    var precision = RulePrecision(known.values)
    for (expectation, verdict) in [(true, Verdict.truePositive), (false, .falsePositive)] {
      for event in tests.eventIDs(where: { ($0 != .none) == expectation }) where known[event] == nil
      {
        precision.add(verdict)
      }
    }
    return precision
  }
}
