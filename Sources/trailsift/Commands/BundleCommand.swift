import ArgumentParser
import Basics
import Foundation
import Scanning
import Sessions
import WorkbenchRuntime

struct BundleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle",
    abstract: "Pack a session and the events of its hits into one file, to be replayed elsewhere.",
    discussion: """
      The file is gzip. It holds the journal as it is and the hits' raw events, and is readable by its owner only. \
      replay, report and unbundle take it in the place of a session; they need neither logs nor rules then.
      """)

  @Argument(help: "A session file; `trailsift sessions` lists them.")
  var session: String

  @Option(name: [.short, .long], help: ArgumentHelp("The file to write.", valueName: "file"))
  var output: String

  @Flag(help: "Only the hits that a decision is about.")
  var judged = false

  @Option(help: ArgumentHelp("The logs, if they are no longer where they were.", valueName: "log"))
  var logs: [String] = []

  @Option(help: "Worker threads; all cores if not given.")
  var jobs: Int?

  func run() throws {
    let input = try SessionInput(session)
    guard input.bundle == nil else {
      Console.error("\(session) is a bundle already; copy it")
      throw ExitCode.validationFailure
    }
    let rules = try RuleSet(input.header)
    let logs = input.logs(given: logs)
    guard
      let (hits, spool, report) = try input.hits(
        of: rules, logs: logs, columns: rules.columns, jobs: jobs)
    else {
      Console.error("the session names no logs; --logs says where they are")
      throw ExitCode.inputMissing
    }
    let writer = BundleWriter(
      journal: input.journal, contents: input.contents, table: hits.table, spool: spool,
      selection: judged ? .judged : .all,
      logs: .init(
        files: report.filesRead, records: report.counts.total, matched: report.counts.matched),
      tool: "trailsift " + Version.current)
    do {
      try writer.write(to: output)
    } catch {
      Console.error("\(error)")
      throw ExitCode.cannotCreate
    }
    Console.say("\(writer.eventCount.counting("event")) and the session in \(output)")
    for problem in input.contents.problems { Console.error(problem) }
    if report.hasFailures { throw ExitCode.incomplete }
  }
}
