import ArgumentParser
import CloudTrail
import Foundation
import TrailSynthesis

struct SynthesizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "synthesize",
    abstract:
      "Write made-up CloudTrail logs of a small company and an intruder, to try things and for benchmarks.",
    examples: [
      (
        "trailsift synthesize logs --events 100000 --days 90",
        "Write made-up logs of three months."
      )
    ])

  @Option(help: "The same seed, --events and --days give the same bytes.")
  var seed: UInt64 = 1

  @Option(help: "About how many events.")
  var events = 6_000

  @Option(help: "Number of days.")
  var days = 21

  @Option(help: "Worker threads. Default: one per core.")
  var jobs: Int?

  @Flag(help: "Write damaged files instead: truncated, broken in the middle, not gzip.")
  var damaged = false

  @Flag(help: "Write places.mmdb instead: made-up places of the addresses in the logs.")
  var places = false

  @Argument(help: "The folder to write AWSLogs/ into.")
  var out: String

  func validate() throws {
    let (events, days) = (SyntheticTrail.eventLimits, SyntheticTrail.dayLimits)
    if !events.contains(self.events) {
      throw ValidationError("--events takes \(events.lowerBound) to \(events.upperBound)")
    }
    if !days.contains(self.days) {
      throw ValidationError("--days takes \(days.lowerBound) to \(days.upperBound)")
    }
  }

  func run() throws {
    do {
      let trail = SyntheticTrail(seed: seed, events: events, days: days)
      if damaged { return try trail.writeDamaged(to: out) }
      if places { return try SyntheticTrail.writePlaces(to: out) }
      let written = try trail.write(
        to: out, jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
      Console.say(
        "\(written.records) records in \(written.files) files: \(written.inflatedBytes) bytes, "
          + "compressed \(written.compressedBytes)")
    } catch {
      Console.error("\(error)")
      throw ExitCode.cannotCreate
    }
  }
}
