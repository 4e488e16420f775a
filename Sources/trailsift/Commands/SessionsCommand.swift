import ArgumentParser
import Basics
import Foundation
import Sessions
import Sigma
import TerminalScreen

struct SessionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sessions", abstract: "List the saved sessions, newest first.",
    discussion: """
      --by-rule lists the rules with judged hits in all sessions instead: how many of them are true, \
      benign and false positives, and the precision (the share of true and benign ones) with its 95 % \
      interval (Wilson), or "too few" below \(RulePrecision.fewest) judged hits.
      """,
    examples: [
      (
        "trailsift sessions | head -1",
        "The newest session."
      )
    ])

  @Flag(help: "List the judged hits of each rule, and its precision.")
  var byRule = false

  @Option(help: "With --by-rule: text or json.")
  var format: ReportFormat = .text

  func validate() throws {
    if format != .text, !byRule { throw ValidationError("--format needs --by-rule") }
  }

  func run() throws {
    if byRule { return try listRules() }
    let store = SessionStore(environment: ProcessInfo.processInfo.environment)
    let summaries = store.summaries()
    for summary in summaries { Console.print(summary.line) }
    StandardOutput.shared.flush()
    if summaries.isEmpty { Console.say("no sessions in \(store.folder)") }
  }

  private func listRules() throws {
    let history = JudgedHistory(environment: ProcessInfo.processInfo.environment)
    let rows = history.rules.map { rule in
      JudgedRule(rule: rule, title: history.titles[rule], history.precision(of: rule))
    }
    switch format {
    case .json: try JSONOutput.write(rows)
    case .text:
      for row in rows {
        Console.print(
          "\(row.judged.grouped) judged: \(row.truePositive.grouped) true, "
            + "\(row.benignTruePositive.grouped) benign, \(row.falsePositive.grouped) false; "
            + "precision \(row.words)  \(row.title ?? row.rule)  \(row.rule)")
      }
      if rows.isEmpty { Console.say("no judged hits in any session") }
    }
    StandardOutput.shared.flush()
  }
}

/// A rule's judged hits for other programs.
private struct JudgedRule: Encodable {
  let rule: String
  let title: String?
  let judged: Int
  let truePositive: Int
  let benignTruePositive: Int
  let falsePositive: Int
  /// From 0 to 1; null if there are too few.
  let precision: Double?
  let low: Double?
  let high: Double?
  let words: String

  private enum CodingKeys: String, CodingKey {
    case rule, title, judged, truePositive, benignTruePositive, falsePositive, precision, low, high
  }

  init(rule: String, title: String?, _ precision: RulePrecision) {
    (self.rule, self.title, judged) = (rule, title, precision.judged)
    truePositive = precision.truePositives
    benignTruePositive = precision.benignTruePositives
    falsePositive = precision.falsePositives
    self.precision = precision.hasTooFew ? nil : precision.share
    low = precision.hasTooFew ? nil : precision.interval?.lowerBound
    high = precision.hasTooFew ? nil : precision.interval?.upperBound
    words = precision.words
  }
}

extension SessionStore.Summary {
  /// `2026-11-02T14:03:59Z  rules (57 rules)  12 of 80 hits open, 68 judged, 4 decisions  logs  PATH`
  fileprivate var line: String {
    let judged = "\(verdicts.grouped) judged, \(decisions.counting("decision"))"
    let hits = counts.map { "\($0.open.grouped) of \($0.hits.counting("hit")) open, " } ?? ""
    return [header.started, rules, hits + judged, logs, path].joined(separator: "  ")
  }

  /// The title of one rule; the folder and the number of several.
  private var rules: String {
    if header.rules.count == 1 {
      let file = RuleFile(text: header.rules[0].text, path: header.rules[0].path)
      if file.rules.count == 1 { return Self.short(file.rules[0].title) }
    }
    return "\(Self.short(header.rulesPlace)) (\(header.rules.countedAs("rule")))"
  }

  private var logs: String {
    guard let first = header.logs.first else { return "no logs" }
    let more = header.logs.count - 1
    return Self.short(first.path) + (more > 0 ? " and \(more) more" : "")
  }

  private static func short(_ text: String) -> String {
    SafeText(text, limit: 1_000).truncated(to: maximumColumns).text
  }

  private static let maximumColumns = 60
}
