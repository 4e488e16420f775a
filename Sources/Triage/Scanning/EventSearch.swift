import Foundation
import Sigma

/// Finds the events with one eventID in logs: a scan with a rule made for it, so it is as fast as any and reads what any reads.
///
///     let found = try EventSearch(eventID: "0f6e…").run(request)
///     found.events[0].file        // "logs/….json.gz"
public struct EventSearch: Sendable {
  /// An event as delivered.
  public struct Event: Sendable, Hashable {
    public let file: String
    public let json: [UInt8]
  }

  public struct Found: Sendable {
    /// Those that differ, in the order of the input.
    public let events: [Event]
    /// How often the eventID stands in the logs, repeated deliveries counted.
    public let count: Int
    public let report: ScanReport
  }

  /// Different events with one eventID that are kept. Two are an accident; more is a log made of one id.
  public static let mostEvents = 100

  public let eventID: String

  public init(eventID: String) { self.eventID = eventID }

  /// Searches the logs of a request, whose rules do not matter.
  public func run(_ request: ScanRequest) throws(RuleCompilationError) -> Found {
    var request = request
    request.matcher = try RuleMatcher(rules: [rule])
    request.correlations = CorrelationSet()
    request.columns = []
    request.keepsDuplicates = true
    request.keepsInputOrder = true
    let found = Locked((files: [String](), events: [Event](), count: 0))
    let report = Scan(request).run { update in
      switch update {
      case .files(let files, _): found.withLock { $0.files += files }
      case .hits(let batch):
        found.withLock { found in
          for hit in batch.hits {
            found.count += 1
            let json = Array(batch.json(of: hit))
            guard found.events.count < Self.mostEvents,
              !found.events.contains(where: { $0.json == json })
            else { continue }
            found.events.append(Event(file: found.files[hit.file], json: json))
          }
        }
      case .alerts, .progress, .finished: break
      }
    }
    let (_, events, count) = found.withLock { $0 }
    return Found(events: events, count: count, report: report)
  }

  /// `eventID|cased: <the id>`, with what Sigma reads as wildcards escaped.
  private var rule: Rule {
    let start = SourcePosition(line: 1, column: 1, offset: 0)
    func node(_ text: String) -> YAMLNode {
      let scalar = YAMLScalar(text: text, style: .singleQuoted, resolved: .string)
      return YAMLNode(content: .scalar(scalar), start: start, end: start)
    }
    let escaped = eventID.reduce(into: "") { text, character in
      text += ["*", "?", "\\"].contains(character) ? "\\\(character)" : "\(character)"
    }
    let value = node(escaped)
    let item = DetectionItem(
      field: "eventID", modifiers: [ModifierName(name: "cased", position: start)],
      values: [
        DetectionValue(
          node: value, scalar: YAMLScalar(text: escaped, style: .singleQuoted, resolved: .string))
      ],
      key: nil, value: value)
    let search = SearchIdentifier(
      name: "event", key: node("event"), value: value, alternatives: [[item]])
    let condition = RuleCondition(node: node("event"), expression: .identifier("event"))
    return Rule(
      title: "event", logsource: LogSource(),
      detection: Detection(
        node: value, searchIdentifiers: ["event": search], conditions: [condition]),
      documentIndex: 0, path: "")
  }
}
