import ArgumentParser
import Basics
import Foundation
import HitStore
import RuleTests
import Scanning
import Sessions
import Sigma
import TerminalScreen

/// `trailsift test RULE --logs LOG --expect FILE`, and `--against OLD_RULE`.
extension TestCommand {
  /// Holds the hits of rules in logs against a file of expectations.
  func checkExpectations(_ path: String) throws {
    let file: ExpectationFile
    do { file = try ExpectationFile.load(path) } catch {
      Console.error("\(path): cannot be read: \(error)")
      throw ExitCode.inputMissing
    }
    for diagnostic in file.diagnostics { Console.say(diagnostic, in: file.text) }
    if file.hasErrors { throw ExitCode.validationFailure }
    let (rules, unreadable) = try load()
    if rules.hasErrors || unreadable { throw ExitCode.ruleNotValid }
    let targets = try file.expectations.map { expectation -> Int in
      let indices = rules.rules.indices.filter { index in
        let rule = rules.rules[index]
        return expectation.rule.map { [rule.id, rule.name, rule.title].contains($0) } ?? true
      }
      guard indices.count == 1, let index = indices.first else {
        let place = "\(path):\(expectation.position?.line ?? 1)"
        Console.error(
          expectation.rule.map {
            "\(place): \(indices.isEmpty ? "no rule" : "several rules") \($0)"
          }
            ?? "\(place): rule: says which of the \(rules.rules.count) rules is meant")
        throw ExitCode.validationFailure
      }
      return index
    }
    let (table, report) = try hits(of: rules)
    var found = rules.rules.map { _ in Expectation.Found() }
    for row in table.rows where !table.isAlert(row) {
      found[table.rule(row)].add(
        eventID: table.eventID(row), region: table.text(row, column: 1))
    }
    let results = zip(file.expectations, targets).map { expectation, rule in
      ExpectationReport.Result(
        rule: rules.rules[rule], line: expectation.position?.line, hits: found[rule].count,
        failures: expectation.failures(in: found[rule]))
    }
    try write(ExpectationReport(path: path, results: results))
    if results.contains(where: { !$0.failures.isEmpty }) { throw ExitCode.checkFailed }
    if report.hasFailures { throw ExitCode.incomplete }
  }

  private func write(_ report: ExpectationReport) throws {
    switch format {
    case .json: try Console.write(try JSONOutput.line(report.document), to: output)
    case .text, .junit, .github:
      try Console.write(report.lines.map { $0.text + "\n" }.joined(), to: output)
    }
    let failed = report.results.count { !$0.failures.isEmpty }
    Console.say(
      "\(report.results.countedAs("expectation")): \(report.results.count - failed) met"
        + (failed == 0 ? "" : ", \(failed) not met"))
  }

  /// The hits of rules in `--logs`.
  private func hits(of rules: RuleSet) throws -> (HitTable, ScanReport) {
    try LogInputs.check(logs)
    let options = try match.sessionOptions()
    var request = ScanRequest(
      matcher: rules.matcher, logs: logs, columns: Self.columns,
      jobs: match.jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    request.adopt(options)
    request.keepsInputOrder = true
    let hits = HitCollector(columns: Self.columns, rules: rules)
    let spool: Spool
    do { spool = try Spool() } catch {
      Console.error("\(error)")
      throw ExitCode.cannotWrite
    }
    let report = try hits.scan(request, spool: spool)
    report.complain()
    return (hits.table, report)
  }

  private static let columns = [
    "eventTime", "awsRegion", "eventSource", "eventName", "userIdentity.arn", "sourceIPAddress",
  ]

  // MARK: Against an older text

  /// Prints what the rules find that their older texts do not, and the reverse.
  func compare(with old: String) throws {
    let (rules, unreadable) = try load(besides: [old])
    if rules.hasErrors || unreadable { throw ExitCode.ruleNotValid }
    let oldPaths = Set(try RuleInputs.discover(old))
    var before: [String: Int] = [:]
    var after: [String: Int] = [:]
    for (index, rule) in rules.rules.enumerated() {
      let isOld = oldPaths.contains(rules.files[rules.places[index].file].path)
      if isOld { before[rule.identityInFile] = index } else { after[rule.identityInFile] = index }
    }
    for (identity, index) in after.sorted(by: { $0.value < $1.value }) where before[identity] == nil
    {
      Console.say("· \(old) has no rule \(identity) (\(rules.rules[index].title))")
    }
    let pairs = after.compactMap { identity, new in before[identity].map { (old: $0, new: new) } }
      .sorted { $0.new < $1.new }
    if pairs.isEmpty {
      Console.error("\(old) has none of the rules: rules are the same by id, name or title")
      throw ExitCode.validationFailure
    }
    let (table, report) = try hits(of: rules)
    var rows: [Int: [String: HitTable.Row]] = [:]
    for row in table.rows where !table.isAlert(row) {
      let event = table.eventID(row)
      if rows[table.rule(row)]?[event] == nil { rows[table.rule(row), default: [:]][event] = row }
    }
    let judged = JudgedHistory(environment: ProcessInfo.processInfo.environment)
    let comparisons = pairs.map { pair -> RuleComparison in
      let (was, now) = (rows[pair.old] ?? [:], rows[pair.new] ?? [:])
      let rule = rules.rules[pair.new]
      let positives = judged.truePositives(of: rule)
        .union(mustMatch(rule, rules.files[rules.places[pair.new].file]))
        .union(mustMatch(rules.rules[pair.old], rules.files[rules.places[pair.old].file]))
      func events(_ rows: [String: HitTable.Row], without others: [String: HitTable.Row])
        -> [RuleComparison.Event]
      {
        rows.filter { others[$0.key] == nil }.sorted { $0.value < $1.value }.map { event, row in
          RuleComparison.Event(
            event: event,
            summary: table.columns.indices.map { table.text(row, column: $0) }
              .filter { !$0.isEmpty },
            isTruePositive: positives.contains(event))
        }
      }
      return RuleComparison(
        rule: rule, kept: now.count { was[$0.key] != nil }, gained: events(now, without: was),
        lost: events(was, without: now))
    }
    switch format {
    case .json:
      try Console.write(try JSONOutput.line(RuleComparison.Document(comparisons)), to: output)
    case .text, .junit, .github:
      try Console.write(
        comparisons.flatMap(\.lines).map { $0.text + "\n" }.joined(), to: output)
    }
    let lost = comparisons.flatMap(\.lost)
    let positives = lost.count(where: \.isTruePositive)
    let gained = comparisons.reduce(0) { $0 + $1.gained.count }
    Console.say(
      "\(gained.counting("hit")) gained, \(lost.count.grouped) lost"
        + (positives == 0 ? "" : ", of which \(positives.counting("true positive"))"))
    if positives > 0 { throw ExitCode.checkFailed }
    if report.hasFailures { throw ExitCode.incomplete }
  }

  /// The eventIDs in the tests that the rule must match.
  private func mustMatch(_ rule: Rule, _ file: RuleFile) -> Set<String> {
    RuleTestSuite(of: rule, in: file).eventIDs { $0 != .none }
  }
}

/// The outcome of `--expect`.
struct ExpectationReport {
  struct Result {
    let rule: Rule
    let line: Int?
    let hits: Int
    let failures: [String]
  }

  struct Document: Encodable {
    struct One: Encodable {
      let rule: String
      let title: String
      let line: Int?
      let hits: Int
      let failures: [String]
    }
    let file: String
    let expectations: [One]
  }

  let path: String
  let results: [Result]

  /// Expectations that are not met.
  var lines: [SafeText] {
    results.filter { !$0.failures.isEmpty }.flatMap { result in
      ["failed  \(result.rule.title)  (\(path):\(result.line ?? 1))" as SafeText]
        + result.failures.map { "  " + SafeText($0) }
    }
  }

  var document: Document {
    Document(
      file: path,
      expectations: results.map {
        Document.One(
          rule: $0.rule.identityInFile, title: $0.rule.title, line: $0.line, hits: $0.hits,
          failures: $0.failures)
      })
  }
}

/// What a rule's new text finds in logs that its old one does not, and the reverse.
///
///     lost    0f6e…  2026-11-02T10:00:03Z me-south-1 ec2.amazonaws.com RunInstances …  TRUE POSITIVE
struct RuleComparison {
  struct Event: Encodable {
    let event: String
    let summary: [String]
    let isTruePositive: Bool
  }

  struct Document: Encodable {
    struct One: Encodable {
      let rule: String
      let title: String
      let kept: Int
      let gained: [Event]
      let lost: [Event]
    }
    let rules: [One]

    init(_ comparisons: [RuleComparison]) {
      rules = comparisons.map {
        One(
          rule: $0.rule.identityInFile, title: $0.rule.title, kept: $0.kept, gained: $0.gained,
          lost: $0.lost)
      }
    }
  }

  let rule: Rule
  /// The number of hits of both texts.
  let kept: Int
  let gained: [Event]
  let lost: [Event]

  var lines: [SafeText] {
    func line(_ word: SafeText, _ event: Event) -> SafeText {
      word + " " + SafeText(event.event) + "  " + SafeText(event.summary.joined(separator: " "))
        + (event.isTruePositive ? "  TRUE POSITIVE" : "")
    }
    let head: SafeText =
      "\(rule.title)  (\(rule.path)): \(kept.grouped) kept, \(gained.count.grouped) gained, \(lost.count.grouped) lost"
    return [head] + gained.map { line("  gained", $0) } + lost.map { line("  lost  ", $0) }
  }
}
