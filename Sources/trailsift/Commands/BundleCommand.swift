import ArgumentParser
import Basics
import Foundation
import Scanning
import Sessions
import WorkbenchRuntime

struct BundleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle",
    abstract: "Pack a session and the events of its hits into one file.",
    discussion: """
      The file is gzip, with the unchanged journal and the hits' raw events. Only its owner can read it. \
      replay, report and unbundle accept it as a session, and then need neither logs nor rules.
      """,
    examples: [
      (
        "trailsift bundle session.jsonl -o case.bundle --judged",
        "Hand over a session with the events that were judged."
      )
    ])

  @Argument(help: "A session file. `trailsift sessions` lists them.")
  var session: String

  @Option(name: [.short, .long], help: ArgumentHelp("The file to write.", valueName: "file"))
  var output: String

  @Flag(help: "Pack only the hits with decisions.")
  var judged = false

  @Option(help: ArgumentHelp("The new path of the logs, if they were moved.", valueName: "log"))
  var logs: [String] = []

  @Option(help: "Worker threads. Default: one per core.")
  var jobs: Int?

  func run() throws {
    let input = try SessionInput(session)
    guard input.bundle == nil else {
      Console.error("\(session) is already a bundle; copy it")
      throw ExitCode.validationFailure
    }
    let rules = try RuleSet(input.header)
    let logs = input.logs(given: logs)
    guard
      let (hits, spool, report) = try input.hits(
        of: rules, logs: logs, columns: rules.columns, jobs: jobs, withSilenced: true)
    else {
      Console.error("the session names no logs; give them with --logs")
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
