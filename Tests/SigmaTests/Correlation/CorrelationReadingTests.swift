import Testing

@testable import Sigma

@Suite struct CorrelationReadingTests {
  private static func rule(_ name: String) -> String {
    """
    title: \(name)
    name: \(name)
    logsource: {product: aws, service: cloudtrail}
    detection:
      selection: {eventName: \(name)}
      condition: selection

    """
  }

  private static func correlation(_ name: String, _ section: String) -> String {
    """
    title: The \(name)
    name: \(name)
    correlation:
    \(section.split(separator: "\n").map { "  \($0)\n" }.joined())
    """
  }

  private static func text(_ section: String) -> String {
    rule("one") + "---\n" + rule("two") + "---\n" + correlation("c", section)
  }

  @Test func everythingThatASectionSays() throws {
    let file = RuleFile(
      text: Self.text(
        """
        type: value_count
        rules: [one, two]
        group-by: who
        timespan: 90m
        condition: {field: [awsRegion, who], gt: 2, lte: 9.5}
        aliases:
          who: {one: userIdentity.arn, two: requestParameters.userName}
        generate: true
        """) + "level: high\ntags: [attack.t1078]\n", path: "r.yml")
    #expect(file.diagnostics.isEmpty)
    #expect(file.rules.count == 2)
    #expect(file.documents.map(\.kind) == [.rule, .rule, .correlation])
    let correlation = try #require(file.correlations.first)
    #expect(correlation.type == .valueCount)
    #expect(correlation.rules.map(\.text) == ["one", "two"])
    #expect(correlation.groupBy.map(\.text) == ["who"])
    #expect(correlation.timespan.milliseconds == 5_400_000)
    #expect(correlation.valueFields.map(\.text) == ["awsRegion", "who"])
    #expect(correlation.generates && correlation.level == "high")
    #expect(correlation.tags == ["attack.t1078"] && correlation.documentIndex == 2)
    guard case .bounds(let bounds) = correlation.condition else {
      Issue.record("no bounds")
      return
    }
    #expect(bounds.map(\.relation) == [.gt, .lte] && bounds.map(\.value) == [2, 9.5])

    let set = CorrelationSet(files: [file], rules: file.rules)
    #expect(set.diagnostics.isEmpty)
    #expect(set.entries[0].targets == [.rule(0), .rule(1)])
    #expect(set.fields == ["userIdentity.arn", "awsRegion", "requestParameters.userName"])
    #expect(set.uses(rule: 0) && set.reports(rule: 0) && set.entries[0].isReported)
  }

  /// A mistake, the message, the place, and the advice.
  @Test(arguments: [
    (
      "type: event_cout\nrules: [one]\ntimespan: 5m\ncondition: {gte: 3}",
      "unknown type of correlation 'event_cout'", "did you mean 'event_count'?", 18, 9
    ),
    (
      "type: event_count\nrule: [one]\nrules: [one]\ntimespan: 5m\ncondition: {gte: 3}",
      "unknown key 'rule' in the correlation", "did you mean 'rules'?", 19, 3
    ),
    (
      "type: event_count\nrules: [one]\ntimespan: 5\ncondition: {gte: 3}",
      "'5' is not a time span",
      "a unit is missing: '5m' is minutes; s, h and d are seconds, hours and days", 20, 13
    ),
    (
      "type: event_count\nrules: [one]\ntimespan: 5H\ncondition: {gte: 3}",
      "'5H' is not a time span", "units are in lower case: 5h", 20, 13
    ),
    (
      "type: event_count\nrules: [one]\ntimespan: 5m\ncondition: {gt: 1, gtr: 3}",
      "unknown key 'gtr' in the condition", "did you mean 'gt'?", 21, 22
    ),
    (
      "type: event_count\nrules: [one]\ntimespan: 5m\ncondition: {gte: many}",
      "'many' is not a number", nil, 21, 20
    ),
    (
      "type: event_count\nrules: [one]\ntimespan: 5m\ngroup-by: {a: b}\ncondition: {gte: 3}",
      "'group-by' must be a list, not a map", "write a field on each line, after '- '", 21, 13
    ),
    (
      "type: value_count\nrules: [one]\ntimespan: 5m\ncondition: {gte: 3}",
      "a correlation of type value_count needs a field in its condition",
      "for example: 'field: sourceIPAddress'", 21, 14
    ),
    (
      "type: event_count\nrules: [ones]\ntimespan: 5m\ncondition: {gte: 3}",
      "no rule has the id or name 'ones'", "did you mean 'one'?", 19, 11
    ),
    (
      "type: temporal\nrules: [c, one]\ntimespan: 5m", "the correlation refers to itself",
      "one of them has to refer to rules only", 19, 11
    ),
    (
      "type: temporal\nrules: [one, two]\ntimespan: 5m\ncondition: one and too",
      "unknown name 'too' in the condition", "did you mean 'two'?", 21, 22
    ),
    (
      "type: temporal\nrules: [one, two]\ntimespan: 5m\ncondition: 1 of them",
      "'1 of' and 'all of' cannot stand in the condition of a correlation",
      "write the names of the rules with and, or, not", 21, 14
    ),
    (
      "type: temporal\nrules: [one]\ntimespan: 5m\naliases: {who: {three: a.b}}",
      "no rule has the id or name 'three'",
      "give trailsift the folder with all rules, or the rule in the same file", 21, 19
    ),
  ])
  func mistakesAreExplained(
    _ section: String, _ message: String, _ advice: String?, _ line: Int, _ column: Int
  ) throws {
    let errors = Correlating.diagnostics(Self.text(section)).filter { $0.severity == .error }
    let error = try #require(errors.first { $0.message == message }, "\(errors)")
    #expect(error.advice == advice)
    #expect(error.position.map { [$0.line, $0.column] } == [line, column])
    #expect(errors.count == 1, "\(errors)")
  }

  @Test func allMistakesAreToldInOneRun() {
    let errors = Correlating.diagnostics(
      Self.text(
        """
        type: value_sums
        rules: {one: two}
        timespan: 1.5h
        group-by: [a, {b: c}]
        aliases: [who]
        generate: perhaps
        condition: {gte: 3}
        """)
    ).filter { $0.severity == .error }
    #expect(errors.map(\.message).map { $0.prefix(12) }.count == 6, "\(errors)")
  }

  @Test func aCircleIsNamedOnce() {
    let link = { (name: String, other: String) in
      Self.correlation(
        name, "type: event_count\nrules: [\(other)]\ntimespan: 5m\ncondition: {gte: 2}")
    }
    let errors = Correlating.diagnostics(
      [link("a", "b"), link("b", "d"), link("d", "a")].joined(separator: "---\n"))
    #expect(
      errors.map(\.message).filter { $0.contains("circle") } == [
        "correlations refer to each other in a circle: a → b → d → a"
      ])
    #expect(errors.allSatisfy { $0.severity == .error } && errors.count == 3)
  }

  /// Problems of several files: names of other files, rules that are not used.
  @Test func referencesGoAcrossFiles() throws {
    let rules = RuleFile(text: Self.rule("one"), path: "a.yml")
    let correlations = RuleFile(
      text: Self.correlation(
        "c", "type: event_count\nrules: [one]\ntimespan: 1d\ncondition: {gte: 2}"),
      path: "b.yml")
    #expect(
      CorrelationSet(files: [correlations, rules], rules: rules.rules).entries.count == 1)
    let alone = CorrelationSet(files: [correlations], rules: [])
    #expect(alone.entries.isEmpty && alone.diagnostics.map(\.file) == ["b.yml"])
    let broken = CorrelationSet(files: [correlations, rules], rules: [])
    #expect(broken.diagnostics.map(\.advice) == ["the rule of that name is not used"])
    let twice = CorrelationSet(
      files: [correlations, rules, rules], rules: rules.rules + rules.rules)
    #expect(twice.diagnostics.map(\.message) == ["2 rules have the id or name 'one'"])
  }

  @Test func aMissingGroupOfAnInnerCorrelationIsNoticed() {
    let text =
      Self.rule("one") + "---\n"
      + Self.correlation(
        "inner", "type: event_count\nrules: [one]\ngroup-by: [a]\ntimespan: 1h\ncondition: {gte: 2}"
      )
      + "---\n"
      + Self.correlation(
        "outer",
        "type: event_count\nrules: [inner]\ngroup-by: [b]\ntimespan: 1h\ncondition: {gte: 2}")
    let diagnostics = Correlating.diagnostics(text)
    #expect(diagnostics.map(\.severity) == [.warning])
    #expect(
      diagnostics.map(\.message) == ["alerts of 'inner' have no 'b': none of them will count"])
  }

  @Test(
    arguments: [
      ("30s", 30_000), ("5m", 300_000), ("24h", 86_400_000), ("7d", 604_800_000),
      ("2w", 1_209_600_000), ("1M", 2_629_746_000), ("1y", 31_556_952_000), ("0m", nil),
      ("99999999999999999999s", nil), ("200y", nil), ("", nil), ("m", nil), ("-5m", nil),
      ("5", nil),
      ("５m", nil), ("5m ", nil),
    ] as [(String, Int64?)])
  func timespans(_ text: String, _ milliseconds: Int64?) {
    #expect(Timespan(text)?.milliseconds == milliseconds)
  }
}
