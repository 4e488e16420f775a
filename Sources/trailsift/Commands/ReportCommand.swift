import ArgumentParser
import Basics
import Scanning
import Sessions
import WorkbenchRuntime

enum TicketFormat: String, Sendable, ExpressibleByArgument, CaseIterable {
  case markdown, json, csv
}

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract:
      "Report what a session decided, for a ticket: verdicts, reasons, the rules before and after.",
    discussion: """
      SESSION is a session or a bundle. With a bundle, or with --logs, each verdict has its event's time, region \
      and principal. The same session gives the same bytes. Undone decisions are listed separately (markdown, \
      json) or left out (csv).
      """,
    examples: [
      (
        "trailsift report case.bundle --output ticket.md",
        "The report for a ticket."
      ),
      (
        "trailsift report session.jsonl --format csv --logs AWSLogs",
        "Verdicts with their events' time and region, for a table."
      ),
    ])

  @Argument(help: "A session file or a bundle.")
  var session: String

  @Option(help: "markdown, json or csv.")
  var format: TicketFormat = .markdown

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The file to write. Default: standard output.", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("Logs to read the events from.", valueName: "log"))
  var logs: [String] = []

  @Option(help: "Worker threads. Default: one per core.")
  var jobs: Int?

  func run() throws {
    let input = try SessionInput(session)
    var hits: ReportedHits?
    var isWhole = input.contents.problems.isEmpty
    if input.bundle != nil || !logs.isEmpty {
      let rules = try RuleSet(input.header)
      if let (found, _, scan) = try input.hits(
        of: rules, logs: logs, columns: ReportedHits.columns, jobs: jobs, withSilenced: true)
      {
        hits = ReportedHits(
          found.table, of: input.contents,
          logs: .init(
            files: scan.filesRead, records: scan.counts.total, matched: scan.counts.matched),
          bundle: input.bundle?.manifest)
        isWhole = isWhole && !scan.hasFailures
      }
    }
    let report = SessionReport(
      input.contents, journal: input.journal, hits: hits, tool: "trailsift " + Version.current)
    let text =
      switch format {
      case .markdown: report.markdown
      case .json: report.json
      case .csv: report.csv
      }
    try Console.write(text, to: output)
    for problem in report.problems { Console.error(problem) }
    if !isWhole || !report.problems.isEmpty { throw ExitCode.incomplete }
  }
}
