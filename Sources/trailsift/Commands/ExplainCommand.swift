import ArgumentParser
import EventJSON
import Sigma
import Triage

enum ReportFormat: String, Sendable, ExpressibleByArgument, CaseIterable {
  case text, json
}

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say why rules match an event, or why not.",
    discussion: """
      Prints the rule's condition as a tree: what each part came to, the value seen, the pattern that \
      was found or wanted. With --format json one line for each rule and event. Ends with 66 when no \
      event has the eventID.
      """)

  @Argument(help: "A Sigma rule file, or a folder of rules.")
  var rule: String

  @Argument(help: "CloudTrail files or folders; - for standard input.")
  var log: [String]

  @Option(help: ArgumentHelp("The event's eventID.", valueName: "eventID"))
  var event: String

  @Option(help: "text or json.")
  var format: ReportFormat = .text

  @OptionGroup var match: MatchOptions

  func run() throws {
    let options = try match.sessionOptions()
    let rules = try LoadedRules(path: rule, options: options)
    try LogInputs.check(log)
    let request = match.request(rules: rules.set, logs: log, options: options)
    let found = try EventSearch(eventID: event).run(request)
    found.report.complain()
    guard !found.events.isEmpty else {
      Console.error(
        "no event has the eventID \(event): \(found.report.counts.total.counting("record")) "
          + "in \(found.report.filesRead.counting("file")) read")
      throw ExitCode.inputMissing
    }
    if found.count > 1 {
      Console.say(
        "the eventID stands \(found.count) times in the logs, "
          + (found.events.count == 1
            ? "always the same event" : "as \(found.events.count) different events"))
    }
    try explain(found.events, rules.set)
    StandardOutput.shared.flush()
    if rules.hasErrors { throw ExitCode.ruleNotValid }
    if found.report.hasFailures { throw ExitCode.incomplete }
  }

  private func explain(_ events: [EventSearch.Event], _ rules: RuleSet) throws {
    let picked = PickedEvent(trie: FieldTrie(fields: rules.matcher.fields))
    for event in events {
      try event.json.withUnsafeBytes { bytes in
        _ = try picked.read(bytes)
        for (index, rule) in rules.rules.enumerated() {
          try write(rules.matcher.explain(picked, rule: index), rule, event)
        }
      }
    }
  }

  private func write(
    _ explanation: Explanation, _ rule: Rule, _ event: EventSearch.Event
  ) throws {
    if format == .json {
      return try ExplanationJSON(explanation, rule: rule, event: self.event, file: event.file)
        .write()
    }
    Console.print("\(rule.title): \(explanation.matched ? "matches" : "does not match")")
    Console.print("event \(self.event)  \(event.file)")
    for index in explanation.silencingFilters {
      Console.print("silenced by the Sigma filter '\(rule.filters[index].title)'")
    }
    for line in ExplanationTree(explanation).lines { Console.print(line) }
    Console.print("")
  }
}
