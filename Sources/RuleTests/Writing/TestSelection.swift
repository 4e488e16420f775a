import Basics
import EventJSON
import Sigma

/// The judged events that become tests: examples of what the rule must match and must not.
///
///     64 false positives of Jenkins in 5 regions   →  5 events, one of each region
///     2 false positives that no exception covers   →  left out
public struct TestSelection: Sendable {
  /// A test: judged events with one verdict and reason.
  public struct Entry: Sendable {
    public let name: String
    public let verdict: String
    public let mustMatch: Bool
    public fileprivate(set) var events: [JudgedEvent]
    /// The number of judged events that they stand for.
    public fileprivate(set) var judged: Int
  }

  public internal(set) var entries: [Entry] = []
  /// Positives that the rule does not match: something silences them.
  public private(set) var lost: [JudgedEvent] = []
  /// False positives that the rule still matches.
  public private(set) var uncovered: [JudgedEvent] = []
  /// Events that the rule's tests already have.
  public private(set) var known = 0
  /// Kinds of events beyond the limit.
  public private(set) var beyondLimit = 0

  public var isEmpty: Bool { entries.isEmpty }

  /// - Parameters:
  ///   - matcher: the rule, as its only one.
  ///   - known: the eventIDs in the rule's tests.
  ///   - limit: the maximum number of events in a test.
  public init(_ events: [JudgedEvent], matcher: RuleMatcher, known: Set<String>, limit: Int) {
    let event = PickedEvent(trie: FieldTrie(fields: matcher.fields + Self.likenessFields))
    var places: [String: Int] = [:]
    var kinds: [String: Set<[String]>] = [:]
    // What is in the tests already stands for all that are like it.
    for judged in events where known.contains(judged.eventID) {
      if let (_, likeness) = Self.look(at: judged, event, matcher) {
        kinds[judged.testName, default: []].insert(likeness)
      }
    }
    for judged in events {
      guard let (matches, likeness) = Self.look(at: judged, event, matcher) else { continue }
      if judged.mustMatch, !matches {
        lost.append(judged)
      } else if !judged.mustMatch, matches {
        uncovered.append(judged)
      } else if known.contains(judged.eventID) {
        self.known += 1
      } else {
        add(
          judged, isNewKind: kinds[judged.testName, default: []].insert(likeness).inserted, limit,
          &places)
      }
    }
    entries.removeAll(where: \.events.isEmpty)
  }

  private mutating func add(
    _ judged: JudgedEvent, isNewKind: Bool, _ limit: Int, _ places: inout [String: Int]
  ) {
    let place = places[judged.testName] ?? entries.count
    if place == entries.count {
      places[judged.testName] = place
      entries.append(
        Entry(
          name: judged.testName, verdict: judged.verdict, mustMatch: judged.mustMatch, events: [],
          judged: 0))
    }
    entries[place].judged += 1
    guard isNewKind else { return }
    if entries[place].events.count < limit {
      entries[place].events.append(judged)
    } else {
      beyondLimit += 1
    }
  }

  /// Whether the rule matches an event, and what makes others like it; nil if it is not JSON.
  private static func look(
    at judged: JudgedEvent, _ event: PickedEvent, _ matcher: RuleMatcher
  ) -> (matches: Bool, likeness: [String])? {
    judged.record.withUnsafeBytes { bytes in
      guard (try? event.read(bytes)) != nil else { return nil }
      return (matcher.matches(event, rule: 0), likeness(of: event, firstSlot: matcher.fields.count))
    }
  }

  /// Events with the same principal, call, region and outcome are alike.
  private static let likenessFields = [
    "userIdentity.arn", "userIdentity.sessionContext.sessionIssuer.arn", "userIdentity.invokedBy",
    "userIdentity.principalId", "eventSource", "eventName", "awsRegion", "errorCode",
    "responseElements.ConsoleLogin",
  ]

  /// Sessions of one role are one principal.
  private static func likeness(of event: PickedEvent, firstSlot: Int) -> [String] {
    func text(_ index: Int) -> String {
      event.values(at: firstSlot + index).lazy.filter(\.isScalar).map { event.text(of: $0) }.first
        ?? ""
    }
    let principal = [1, 0, 2, 3].lazy.map(text).first { !$0.isEmpty } ?? ""
    return [principal] + (4...8).map(text)
  }
}
