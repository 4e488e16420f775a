import ArgumentParser
import Foundation

/// Measures how fast trailsift reads, picks and matches, against zlib and other yardsticks.
///
///     swift run -c release Benchmarks                        all figures, about a minute
///     swift run -c release Benchmarks gzip lines             some of them
///     swift run -c release Benchmarks --largest 10000000     ten million events: minutes, 2 GB of disk
///
/// The logs are made up, and the same on every machine. Figures are processor time, the minimum of
/// several interleaved rounds, so that a busy machine changes little. Ratios within a run are the
/// most stable.
@main
struct Benchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure trailsift against zlib and other yardsticks.",
    discussion: Figures.all.map { "\($0.name): \($0.summary)" }.joined(separator: "\n"),
    subcommands: [Measure.self, MeasureMemory.self], defaultSubcommand: Measure.self)
}

/// The program without a subcommand.
struct Measure: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure", abstract: "Measure (the default).")

  @Argument(help: "The figures to measure; all if none is named: \(Figures.names).")
  var figures: [String] = []

  @Option(help: "Events in the logs of most figures.")
  var events = 150_000

  @Option(help: "Events in the largest logs, for memory and linearity.")
  var largest = 1_000_000

  @Option(help: "Rounds of each measurement; the minimum counts.")
  var rounds = 5

  @Option(help: "A folder of rules for the figure of many rules. Default: made-up rules.")
  var rules: String?

  @Option(help: "The Python with DuckDB, if there is no duckdb program.")
  var python = "python3"

  func validate() throws {
    for name in figures where !Figures.all.contains(where: { $0.name == name }) {
      throw ValidationError("no figure \(name); there are \(Figures.names)")
    }
    if events < 1_000 || largest < 1_000 || rounds < 1 {
      throw ValidationError("--events and --largest take at least 1000, --rounds at least 1")
    }
  }

  func run() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let bench = Bench(
      folder: folder, events: events, largest: largest, rounds: rounds, rulesFolder: rules,
      python: python)
    let chosen = Figures.all.filter { figures.isEmpty || figures.contains($0.name) }
    for figure in chosen {
      print("\(figure.name): \(figure.summary)")
      for line in try figure.measure(bench) { print(line) }
      print()
    }
  }
}
