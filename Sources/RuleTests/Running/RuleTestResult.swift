import Basics
import Sigma

/// The result of one test.
///
///     true positive: stolen key     failed: 2 of 3 events match; filter_main_ci excludes event 8c1f…
public struct RuleTestResult: Sendable {
  public enum Outcome: Sendable, Hashable {
    case passed
    /// The rule matches too few events, or an event that it must not match.
    case failed
    /// The data is of a type that trailsift does not read.
    case skipped
    /// The events could not be read, and why.
    case broken(String)
  }

  /// An event on which the rule decides otherwise than the test wants.
  public struct WrongEvent: Sendable {
    /// Its number in the data, from 1.
    public let number: Int
    /// nil if it has none.
    public let eventID: String?
    /// Time, service, call, region and principal, as far as the event has them.
    public let summary: [String]
    public let explanation: Explanation
  }

  public let test: RuleTest
  public internal(set) var outcome: Outcome
  /// The number of events in the data, and how many of them the rule matches.
  public internal(set) var events = 0
  public internal(set) var matches = 0
  /// The first events with the wrong answer, at most `maximumWrongEvents`. If only some of the
  /// events must match, all that do not match are candidates.
  public internal(set) var wrong: [WrongEvent] = []
  public internal(set) var wrongCount = 0

  /// Nobody reads a longer list, and a test may have a million events.
  public static let maximumWrongEvents = 20

  init(_ test: RuleTest, _ outcome: Outcome) {
    self.test = test
    self.outcome = outcome
  }

  public var isFailure: Bool {
    switch outcome {
    case .failed, .broken: true
    case .passed, .skipped: false
    }
  }

  /// Whether more events match than `match_count` says, which SigmaHQ's runner accepts too.
  public var hasMoreMatches: Bool {
    guard case .atLeast(let count) = test.expectation else { return false }
    return matches > count
  }

  /// `2 of 3 events match, but at least 3 events must match`
  public var summary: String {
    let found =
      "\(matches.grouped) of \(events.counting("event")) \(matches == 1 || events == 1 ? "matches" : "match")"
    switch outcome {
    case .passed: return found
    case .failed: return found + ", but \(test.expectation)"
    case .skipped: return "data of the type \(test.type) is not read"
    case .broken(let reason): return reason
    }
  }
}

extension RuleTestResult.Outcome {
  /// passed, failed, skipped, broken
  public var word: String {
    switch self {
    case .passed: "passed"
    case .failed: "failed"
    case .skipped: "skipped"
    case .broken: "broken"
    }
  }
}
