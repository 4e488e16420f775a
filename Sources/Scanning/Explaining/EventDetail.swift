import EventJSON
import HitStore
import Sigma

/// Everything that the event pane shows of a hit.
public struct EventDetail: Sendable {
  public let row: HitTable.Row
  public let id: HitID
  /// Where the event was read from.
  public let file: String
  /// Why the rule matched: each test that did, in the rule's order. The rule is the one the session began with.
  public let reasons: [Reason]
  /// Why the rule as it is now no longer matches: the tests of the filters that hold, and those of selections that fail.
  /// Empty while it is still a hit.
  public let silencedBy: [Reason]
  public let json: JSONOutline

  package init(
    row: HitTable.Row, id: HitID, file: String, reasons: [Reason], silencedBy: [Reason],
    json: JSONOutline
  ) {
    (self.row, self.id, self.file) = (row, id, file)
    (self.reasons, self.silencedBy, self.json) = (reasons, silencedBy, json)
  }

  /// `selection: awsRegion = ap-east-1 (pattern 'ap-east-1')`
  public struct Reason: Sendable, Hashable {
    public let selection: String
    public let field: String
    public let value: String
    public let pattern: String
    /// Whether the test holds; one that fails wanted another value.
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
