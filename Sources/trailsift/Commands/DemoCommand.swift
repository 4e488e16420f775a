import ArgumentParser
import Basics
import Foundation
import TrailSynthesis
import WorkbenchRuntime

/// `trailsift demo`: the workbench on made-up logs and the sample rule, with a tour.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Try trailsift: made-up logs, a noisy rule, and a tour of five steps.",
    discussion: """
      Writes the rule and the logs of a small company into a new temporary folder and opens the workbench \
      on them. The tour is one line above the footer. It follows what you do; Esc in the list ends it \
      for ever.
      """,
    examples: [
      ("trailsift demo", "Open it."),
      ("trailsift demo --worked", "Watch how somebody else worked the same case."),
    ])

  @Flag(help: "Show the tour again.")
  var tour = false

  @Flag(help: "Replay a worked case instead: verdicts, an allowed region, an exception, an undo.")
  var worked = false

  func validate() throws {
    if tour && worked { throw ValidationError("use only one of --tour and --worked") }
  }

  func run() throws {
    guard Terminals.isTerminal(STDOUT_FILENO) else {
      Console.error("demo needs a terminal; trailsift synthesize DIR only writes the logs")
      throw ExitCode.validationFailure
    }
    let folder = try makeFolder()
    if worked {
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let path = folder + "/unusual-region.bundle"
      try Console.write(PackageResources.unusual_region_bundle, to: path)
      let replay = try ReplayCommand.parse([path])
      return try replay.run()
    }
    let (rule, logs) = (folder + "/unusual-region.yml", folder + "/logs")
    try Console.write(PackageResources.unusual_region_yml, to: rule)
    do {
      _ = try SyntheticTrail(seed: 1, events: 6_000, days: 21)
        .write(to: logs, jobs: ProcessInfo.processInfo.activeProcessorCount)
    } catch {
      Console.error("\(error)")
      throw ExitCode.cannotCreate
    }
    let store = TourStore(environment: ProcessInfo.processInfo.environment)
    let showsTour = tour || !store.hasEnded
    // Beside the logs: a demonstration is not among the sessions to continue.
    let triage = try TriageCommand.parse(
      [rule, logs, "--session", folder + "/session.jsonl", "--quiet"]
        + (showsTour ? ["--tour"] : []))
    try triage.run()
    Console.say("the demo's rule, logs and session are in \(folder)")
    Console.say("next: trailsift RULE LOG... on your own, or trailsift demo --worked")
  }

  private func makeFolder() throws -> String {
    var template = Array((NSTemporaryDirectory() + "/trailsift-demo-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      Console.error("no temporary folder: \(String(cString: strerror(errno)))")
      throw ExitCode.cannotCreate
    }
    return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
      .replacing(text: "//", by: "/")
  }
}
