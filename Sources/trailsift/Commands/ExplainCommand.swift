import ArgumentParser
import Basics
import Foundation
import Scanning
import Sigma

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show part by part why rules match an event, or why not.",
    discussion: """
      Finds the records with an eventID in the logs and shows the result of each part of a rule's \
      condition, and for each field test the event's value and the pattern. --format json prints one \
      line for each rule and record. Exit status 66 if no record has the eventID.
      """,
    examples: [
      (
        "trailsift explain rule.yml AWSLogs --event 8f2b61c4-0a43-4b1e-8d1a-0c2f6f0c7c55",
        "Why does the rule not match this event?"
      )
    ])

  @Argument(help: "A Sigma rule file or a folder of rules.")
  var rule: String

  @Argument(help: "CloudTrail files or folders; - for standard input.")
  var log: [String]

  @Option(help: ArgumentHelp("The event's eventID, as hits show it.", valueName: "eventID"))
  var event: String

  @Option(
    help: ArgumentHelp("Only this rule, by its id or title.", valueName: "id"))
  var ruleId: String?

  @Option(help: "text or json.")
  var format: ReportFormat = .text

  @OptionGroup var filters: FilterOptions
  @OptionGroup var match: MatchOptions

  func validate() throws {
    if event.isEmpty { throw ValidationError("--event takes an eventID") }
  }

  func run() throws {
    let options = try match.sessionOptions()
    let loaded = try LoadedRules(path: rule, options: options, filters: filters)
    let rules = loaded.set.rules
    let chosen = rules.indices.filter {
      ruleId == nil || [rules[$0].identity, rules[$0].id, rules[$0].title].contains(ruleId)
    }
    if chosen.isEmpty {
      Console.error(
        ruleId.map { "\(rule) has no rule \($0)" }
          ?? "\(rule) has only correlations; explain the rules that they use")
      throw ExitCode.validationFailure
    }
    try LogInputs.check(log)
    let found = try search()
    let records = try RecordExplanation.explain(found.occurrences, by: loaded.set.matcher)
    switch format {
    case .json:
      for record in records {
        for index in chosen {
          try JSONOutput.write(
            ExplanationJSON(
              record.explanations[index], rule: rules[index], event: event, record: record,
              passedOver: record.passedOver(by: options)))
        }
      }
    case .text: write(records, rules: rules, only: chosen, options: options)
    }
    StandardOutput.shared.flush()
    try end(found, records: records, hasErrors: loaded.hasErrors)
  }

  private func search() throws -> EventSearch.Result {
    let search = try EventSearch(
      eventID: event, logs: log, jobs: match.jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    let interruption = Interruption { search.stop() }
    let progress = Locked(ProgressLine(isWanted: true))
    let found = search.run { state, count in progress.withLock { $0.show(state, hits: count) } }
    progress.withLock { $0.clear() }
    found.report.complain()
    if found.report.wasStopped, let signal = interruption.signal { throw ExitCode(128 + signal) }
    return found
  }

  /// Lines fold at the terminal's width, or at the usual one without a terminal.
  private static let usualColumns = 80

  private func write(
    _ records: [RecordExplanation], rules: [Rule], only chosen: [Int],
    options: ScanOptions
  ) {
    let writer = ExplanationWriter(
      rules: rules, options: options,
      columns: Terminals.columns(of: STDOUT_FILENO) ?? Self.usualColumns)
    for (index, record) in records.enumerated() {
      if index > 0 { Console.print("") }
      writer.write(record, eventID: event, only: chosen)
    }
  }

  private func end(
    _ found: EventSearch.Result, records: [RecordExplanation], hasErrors: Bool
  ) throws {
    let report = found.report
    if found.count == 0 {
      Console.error(
        "no record has the eventID \(event): \(report.counts.total.counting("record")) in "
          + "\(report.filesRead.counting("file")) were read")
      throw ExitCode.inputMissing
    }
    if found.count > 1 {
      let told = found.occurrences.count
      Console.say(
        "the eventID occurs \(found.count.grouped) times"
          + (records.count == 1 ? ", each time with the same content" : "")
          + (told < found.count ? "; the first \(told) are explained" : ""))
    }
    if ruleId == nil, records.count == 1, let record = records.first, record.explanations.count > 1
    {
      let matched = record.explanations.count { $0.matched }
      Console.say("\(matched.grouped) of \(record.explanations.countedAs("rule")) match")
    }
    if hasErrors { throw ExitCode.ruleNotValid }
    if let failure = report.failure { throw failure }
  }
}
