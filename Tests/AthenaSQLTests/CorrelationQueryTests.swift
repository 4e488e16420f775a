import AthenaSQL
import Basics
import Sigma
import Testing

/// Correlations as queries: groups and moments.
@Suite struct CorrelationQueryTests {
  private func query(_ correlation: String) throws -> Query {
    let file = RuleFile(
      text: """
        title: Refused sign-ins
        name: refused
        logsource: {product: aws, service: cloudtrail}
        detection:
          s: {eventName: ConsoleLogin}
          condition: s
        ---
        title: Many
        correlation:
        \(correlation.pieces(at: "\n").map { "  " + $0 }.joined(separator: "\n"))
        """, path: "rule.yml")
    try #require(!file.hasErrors, "\(file.diagnostics)")
    let set = CorrelationSet(files: [file], rules: file.rules)
    return try QueryWriter(table: .documented(), bounds: QueryBounds(since: 0))
      .query(for: #require(set.entries.first), of: set, file.rules, Placeholders())
  }

  private static let base = "rules: [refused]\ngroup-by: [sourceIPAddress]\ntimespan: 10m\n"

  @Test(arguments: [
    ("type: event_count\ncondition: {gte: 10}", "count(*) OVER", "n >= 10"),
    (
      "type: value_count\ncondition: {field: eventName, gt: 2}",
      "cardinality(array_distinct(filter(array_agg(v) OVER", "n > 2"
    ),
    ("type: value_sum\ncondition: {field: eventName, gte: 1.5}", "sum(IF(", "n >= 1.5e0"),
    ("type: value_avg\ncondition: {field: eventName, lt: 3}", "avg(IF(", "n < 3"),
  ])
  func measures(_ head: String, _ measure: String, _ condition: String) throws {
    let text = try query(Self.base + head).text
    #expect(text.has(text: measure))
    #expect(text.has(text: "WHERE \(condition)\n"))
    #expect(
      text.has(
        text: "OVER (PARTITION BY k1 ORDER BY t RANGE BETWEEN INTERVAL '600' SECOND PRECEDING"))
    #expect(text.has(text: "sourceipaddress AS k1"))
    #expect(text.has(text: "PARTITION BY eventid, rule ORDER BY t"))
  }

  @Test(arguments: [
    "type: temporal", "type: temporal_ordered",
    "type: value_percentile\ncondition: {field: eventName, gte: 1, percentile: 90}",
    "type: value_median\ncondition: {field: eventName, gte: 1}",
    "type: value_count\ncondition: {field: [eventName, awsRegion], gte: 2}",
  ])
  func refusals(_ head: String) throws {
    #expect(throws: CompilationRefusal.self) { try query(Self.base + head) }
  }
}
