import EventJSON
import HitStore
import Places
import Sigma

/// The contents of the event pane for a hit.
public struct EventDetail: Sendable {
  public let row: HitTable.Row
  public let id: HitID
  /// The file that the event was read from.
  public let file: String
  /// Why the rule matched: the tests that hold, in the rule's order. The rule is the one from the
  /// start of the session.
  public let reasons: [Reason]
  /// Why the current rule no longer matches: the filters' tests that hold, and the selections'
  /// tests that fail. Empty while the event is still a hit.
  public let silencedBy: [Reason]
  public let json: JSONOutline
  /// Where the call came from; nil without databases.
  public let source: EventSource?
  /// Further rules that match the event, the highest level first.
  public var others: [Other] = []

  /// Another hit of the same event.
  public struct Other: Sendable {
    public let row: HitTable.Row
    public let reasons: [Reason]

    package init(row: HitTable.Row, reasons: [Reason]) {
      (self.row, self.reasons) = (row, reasons)
    }
  }

  package init(
    row: HitTable.Row, id: HitID, file: String, reasons: [Reason], silencedBy: [Reason],
    json: JSONOutline, source: EventSource? = nil
  ) {
    (self.row, self.id, self.file) = (row, id, file)
    (self.reasons, self.silencedBy, self.json) = (reasons, silencedBy, json)
    self.source = source
  }

  /// `selection: awsRegion = ap-east-1 (pattern 'ap-east-1')`
  public struct Reason: Sendable, Hashable {
    public let selection: String
    public let field: String
    public let value: String
    public let pattern: String
    /// Whether the test holds; if not, it expected another value.
    public let holds: Bool

    package init(selection: String, field: String, value: String, pattern: String, holds: Bool) {
      (self.selection, self.field, self.value) = (selection, field, value)
      (self.pattern, self.holds) = (pattern, holds)
    }
  }
}

extension EventDetail.Reason {
  package init(_ test: Explanation.FieldTest) {
    let modifiers = test.modifiers.map { "|" + $0 }.joined()
    self.init(
      selection: test.search, field: (test.field ?? "any value") + modifiers,
      value: test.seen ?? "(missing)",
      pattern: test.matchedPattern ?? test.patterns.joined(separator: ", "),
      holds: test.holds)
  }
}
