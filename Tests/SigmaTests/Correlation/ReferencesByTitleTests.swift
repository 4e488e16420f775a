import Testing

@testable import Sigma

/// Correlations that name a rule by its title, as some published sets do.
@Suite struct ReferencesByTitleTests {
  private static func rule(_ title: String, _ head: String = "", event: String = "X") -> String {
    """
    title: \(title)
    \(head)
    logsource: {product: aws, service: cloudtrail}
    detection: {s: {eventName: \(event)}, condition: s}
    """
  }

  private static func correlation(_ rules: String, more: String = "") -> String {
    """
    title: Often
    correlation:
      type: event_count
      rules: [\(rules)]
      group-by: [user]
      timespan: 1m
      condition: {gte: 2}
    \(more)
    """
  }

  private func set(_ documents: String...) -> CorrelationSet {
    let file = RuleFile(text: documents.joined(separator: "\n---\n"), path: "t.yml")
    return CorrelationSet(files: [file], rules: file.rules)
  }

  @Test func aTitleThatOneRuleHas() throws {
    let set = set(Self.correlation("Base of it"), Self.rule("Base of it"))
    #expect(set.entries.count == 1 && set.entries.first?.targets == [.rule(0)])
    #expect(set.diagnostics.map(\.severity) == [.warning])
    #expect(set.diagnostics.first?.position?.line == 4)
    let alerts = try Correlating(
      Self.correlation("Base of it") + "\n---\n" + Self.rule("Base of it"),
      events: (0..<2).map {
        #"{"eventName":"X","eventTime":"2026-03-01T12:00:0\#($0)Z","user":"u"}"#
      }
    ).alerts
    #expect(alerts.count == 1)
  }

  @Test func aTitleThatTwoRulesHave() {
    let set = set(
      Self.correlation("Base"), Self.rule("Base", "name: a"), Self.rule("Base", "name: b"))
    #expect(set.entries.isEmpty)
    #expect(set.diagnostics.map(\.message) == ["2 rules have the title 'Base'"])
  }

  /// An equal name comes first, without a warning.
  @Test func aNameGoesBeforeATitle() {
    let set = set(
      Self.correlation("base"), Self.rule("base", "name: other"), Self.rule("Other", "name: base"))
    #expect(set.entries.first?.targets == [.rule(1)])
    #expect(set.diagnostics.isEmpty)
  }

  @Test func aliasesMayUseTheTitle() {
    let set = set(
      Self.correlation("Base of it").replacing("group-by: [user]", with: "group-by: [who]")
        .replacing(
          "  condition", with: "  aliases: {who: {Base of it: userIdentity.arn}}\n  condition"),
      Self.rule("Base of it"))
    #expect(set.fields == ["userIdentity.arn"])
    #expect(set.diagnostics.map(\.severity) == [.warning])
  }

  /// Correlations may share an id with others: both are evaluated.
  @Test func correlationsWithOneID() {
    let id = "id: 11111111-2222-4333-8444-555555555555"
    let set = set(
      Self.rule("Base", "name: base"), Self.correlation("base", more: id),
      Self.correlation("base", more: id))
    #expect(set.entries.count == 2)
    #expect(Set(set.entries.map(\.correlation.identity)).count == 2)
  }
}
