import Basics
import SourceYAML

/// One test of a rule: events, and how many of them the rule must match.
///
///     - name: 'true positive: stolen key'
///       type: json
///       provider: aws.cloudtrail
///       match_count: 3
///       path: regression_data/rules/cloud/unusual_region/match.jsonl
public struct RuleTest: Sendable, Hashable {
  public enum Expectation: Sendable, Hashable {
    /// `match_count: 0`.
    case none
    /// `match_count: 3`.
    case atLeast(Int)
    /// No `match_count`: at least one.
    case some
    case all
  }

  /// The events.
  public enum Events: Sendable, Hashable {
    /// A file of events, in any form in which logs may be.
    case file(String)
    /// The list of events under a key of a JSON file (TrailAlerts' form).
    case list(String, key: String)
    /// A type of data that trailsift does not read, such as `evtx`.
    case otherType
    /// Why there are none.
    case missing(String)
  }

  public let name: String
  /// As written: `json`, `evtx`.
  public let type: String
  public let provider: String?
  public let expectation: Expectation
  /// The path of the data file, as written.
  public let path: String
  public let events: Events
  /// The file that lists the test, and the place in it.
  public let source: String
  public let position: SourcePosition?

  public init(
    name: String, type: String, provider: String?, expectation: Expectation, path: String,
    events: Events, source: String, position: SourcePosition?
  ) {
    (self.name, self.type, self.provider) = (name, type, provider)
    (self.expectation, self.path, self.events) = (expectation, path, events)
    (self.source, self.position) = (source, position)
  }
}

extension RuleTest.Expectation: CustomStringConvertible {
  /// `no event must match`, `at least 3 events must match`
  public var description: String {
    switch self {
    case .none: "no event must match"
    case .atLeast(let count): "at least \(count.counting("event")) must match"
    case .some: "at least 1 event must match"
    case .all: "all events must match"
    }
  }
}
