import Basics
import EventJSON

/// A query for all events of a principal, an address or a key around a time: what else did they do?
///
///     all events of arn:aws:iam::111122223333:user/kim, an hour before and after 2026-03-02 14:03:59
public struct SurroundingsQuery: Sendable, Hashable {
  public enum Subject: Sendable, Hashable, CaseIterable {
    case principal
    /// The source address or service of the call.
    case source
    case accessKey
  }

  /// The time before and after.
  public enum Window: Int64, Sendable, Hashable, CaseIterable {
    case quarter = 900_000
    case hour = 3_600_000
    case sixHours = 21_600_000
    case day = 86_400_000

    public var words: String {
      switch self {
      case .quarter: "±15 min"
      case .hour: "±1 h"
      case .sixHours: "±6 h"
      case .day: "±24 h"
      }
    }

    public var wider: Window? { Self.allCases.first { $0.rawValue > rawValue } }
    public var narrower: Window? { Self.allCases.last { $0.rawValue < rawValue } }
  }

  public let subject: Subject
  /// The field that identifies the subject, and its value in the event.
  public let field: String
  public let value: String
  /// Milliseconds since 1970.
  public let time: Int64
  public var window: Window

  /// A query for the subject of an event; `nil` if the event does not have it.
  public init?(_ subject: Subject, of event: JSONOutline, time: Int64, window: Window = .hour) {
    for field in subject.fields {
      let steps = field.pieces(at: ".").map { JSONOutline.Step.key(String($0)) }
      guard let node = event.node(at: steps), event.nodes[node].kind == .string else { continue }
      let value = event.valueText(node)
      guard !value.isEmpty else { continue }
      (self.subject, self.field, self.value) = (subject, field, value)
      (self.time, self.window) = (time, window)
      return
    }
    return nil
  }

  /// The first and the last millisecond of the query.
  public var times: ClosedRange<Int64> {
    let (since, until) = (
      time.subtractingReportingOverflow(window.rawValue),
      time.addingReportingOverflow(window.rawValue)
    )
    return
      (since.overflow ? .min : since.partialValue)...(until.overflow
      ? .max - 1 : until.partialValue)
  }
}

extension SurroundingsQuery.Subject {
  /// The fields that identify it, best first: events of services lack an ARN, and those of other
  /// accounts lack more.
  var fields: [String] {
    switch self {
    case .principal: ["userIdentity.arn", "userIdentity.principalId", "userIdentity.invokedBy"]
    case .source: ["sourceIPAddress"]
    case .accessKey: ["userIdentity.accessKeyId"]
    }
  }

  public var words: String {
    switch self {
    case .principal: "principal"
    case .source: "source address"
    case .accessKey: "access key"
    }
  }
}
