import ArgumentParser
import Baseline
import Basics
import Foundation
import Scanning
import Sessions
import Sigma
import TerminalScreen

enum BaselineFormat: String, Sendable, ExpressibleByArgument, CaseIterable {
  case table, json, markdown, csv
}

struct BaselineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline",
    abstract:
      "Say which regions are normal in the logs, with reasons, and which services need exceptions.",
    discussion: """
      Counts who works where, on which days and from which networks, and gives each region a class: \
      normal (every condition holds: proposed for the allowlist), review (something is missing: you \
      decide), unused (nobody works there) or never (something speaks against it). Each condition \
      that fails is named with its figure and its threshold.

      --format json writes a baseline file. It has no content of events and is safe to commit; the \
      same events give the same bytes. --against compares with an older one.

      A baseline can't tell apart an insider on the company's own network, or stolen keys that are \
      used in the home region too.

      Exit status: 2 with --check if a region, a principal in a region or a service in a region is \
      new since --against.
      """,
    examples: [
      ("trailsift baseline AWSLogs", "Which regions are normal, and why?"),
      (
        "trailsift baseline AWSLogs --against baseline.json --check",
        "In a pipeline: what is new since the baseline in the repository?"
      ),
    ])

  @Argument(help: "CloudTrail files or folders; - for standard input.")
  var log: [String] = []

  @Option(
    help: ArgumentHelp("Calendar days of the window (UTC), the last included.", valueName: "n"))
  var days = 90

  @Option(
    help: ArgumentHelp(
      "The end of the window; a date means its end. Default: the newest event.", valueName: "time"))
  var until: String?

  @Option(
    help: ArgumentHelp(
      "The company's main region, where it can't be told from the logs.", valueName: "region"))
  var home: String?

  @Option(
    help: ArgumentHelp(
      "A file of eventIDs that are true positives, one a line. No region with one is proposed.",
      valueName: "file"))
  var truePositives: String?

  @Option(help: ArgumentHelp("A baseline file to use instead of logs.", valueName: "file"))
  var baseline: String?

  @Option(help: ArgumentHelp("An older baseline file to compare with.", valueName: "file"))
  var against: String?

  @Flag(help: "With --against: exit with status 2 on drift.")
  var check = false

  @Flag(
    help: "Replace the names of principals, accounts and networks, each by the same everywhere.")
  var anonymize = false

  @Option(
    help: ArgumentHelp(
      "Propose regions to allow and exceptions for services in this rule, with reasons and the diff.",
      valueName: "rule"))
  var propose: String?

  @Flag(help: "With --propose: write the rule, as one edit.")
  var apply = false

  @Flag(help: "With --propose: write nothing. This is the default.")
  var dryRun = false

  @Flag(
    help:
      "With --propose: let the rule match in all regions that are not allowed, instead of in its list of suspected ones."
  )
  var allRegions = false

  @Option(
    help: ArgumentHelp(
      "With --propose: the rule to edit, by id or title, if there are several.", valueName: "id"))
  var ruleId: String?

  @Option(help: "With --propose: why. The reason goes into the rule's comment.")
  var reason: String?

  @Option(help: "With --propose: the name in the comment. Default: your login name.")
  var author: String?

  @Option(help: "table, json, markdown or csv.")
  var format: BaselineFormat = .table

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The file to write. Default: standard output.", valueName: "file"))
  var output: String?

  @Option(help: "Worker threads. Default: one per core.")
  var jobs: Int?

  @Flag(help: "Print no progress and no summary on standard error.")
  var quiet = false

  func validate() throws {
    if days < 1 || days > 3_660 { throw ValidationError("--days takes 1 to 3660") }
    if let jobs, jobs < 1 { throw ValidationError("--jobs takes 1 or more") }
    if check, against == nil { throw ValidationError("--check compares with --against FILE") }
    if log.isEmpty == (baseline == nil) {
      throw ValidationError("give logs, or a baseline file with --baseline")
    }
    if propose == nil, apply || dryRun || allRegions || ruleId != nil || reason != nil {
      throw ValidationError(
        "--apply, --dry-run, --all-regions, --rule-id and --reason go with --propose RULE")
    }
    if apply, dryRun { throw ValidationError("use only one of --apply and --dry-run") }
    if propose != nil, anonymize || against != nil {
      throw ValidationError("--propose goes without --against and --anonymize")
    }
    _ = try end()
  }

  func run() throws {
    if let propose { return try self.propose(for: propose) }
    if let output { try Console.checkOutput(output) }
    let old = try against.map(BaselineInput.load)
    var (report, failure) = try baseline.map { (try BaselineInput.load($0), nil) } ?? scanned()
    if let old { report = report.compared(with: old) }
    if anonymize { report = report.anonymous }
    try Console.write(Self.text(report, format), to: output)
    if check, report.comparison?.drift == true {
      for sentence in report.comparison?.sentences ?? [] where output != nil || format != .table {
        Console.error(sentence)
      }
      throw ExitCode.checkFailed
    }
    if let failure { throw failure }
  }

  /// What to count.
  func request() throws -> BaselineRequest {
    var request = BaselineRequest()
    request.days = days
    request.until = try end()
    request.home = home
    request.truePositives = try BaselineInput.truePositives(truePositives)
    return request
  }

  private func scanned() throws -> (BaselineReport, ExitCode?) {
    let request = try request()
    let (report, scan) = try BaselineInput.scan(log, request, jobs: jobs, quiet: quiet)
    guard let report else {
      scan.complain()
      Console.error("no CloudTrail events in the window")
      throw scan.failure ?? ExitCode.incomplete
    }
    scan.complain()
    // Files without events are named, but a note among the logs is no reason to fail.
    let isCut = !scan.damaged.isEmpty || !scan.failedInputs.isEmpty
    return (report, scan.lacksAnInput ? .inputMissing : isCut ? .incomplete : nil)
  }

  /// The last second of the window.
  private func end() throws -> BaselineRequest.Moment? {
    guard let until else { return nil }
    do {
      let now = SessionClock(environment: ProcessInfo.processInfo.environment).now
      let seconds = try Timestamp.span(until, now: now).upperBound / 1_000 - 1
      guard seconds >= 0 else { throw ValidationError("--until is before 1970") }
      let (day, second) = (Int(seconds / 86_400), Int(seconds % 86_400))
      return BaselineRequest.Moment(
        day: day,
        clock: UInt32(second / 3_600 * 10_000 + second / 60 % 60 * 100 + second % 60))
    } catch let error as TimeProblem {
      throw ValidationError(
        "--until: \(error)\n\(error.caret(below: until))\n  Write \(TimeProblem.forms).")
    }
  }

  /// The report in a form, safe for terminals and spreadsheets.
  private static func text(_ report: BaselineReport, _ format: BaselineFormat) -> [UInt8] {
    func safe(_ text: String) -> String {
      text.pieces(at: "\n").map { SafeText(String($0)).text }.joined(separator: "\n")
    }
    return switch format {
    case .json: report.json
    case .table: Array(safe(report.table()).utf8)
    case .markdown: Array(safe(report.markdown()).utf8)
    case .csv:
      Array(
        report.rows.map { row in
          row.map { CSVField.text(SafeText($0).text, of: $0) }.joined(separator: ",") + "\n"
        }
        .joined().utf8)
    }
  }
}
