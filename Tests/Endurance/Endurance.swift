import ArgumentParser

/// Programs that try to break trailsift for as long as one lets them.
///
///     swift run Endurance fuzz --seconds 60                  each reader in turn, a minute each
///     swift run Endurance fuzz yaml conditions --seed 7      two of them, with another seed
///     swift run Endurance soak --minutes 30                  random work on a session, with faults
///
/// `.ci/run` runs each fuzzer for two seconds.
@main
struct Endurance: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Try to break trailsift, for as long as one likes.",
    subcommands: [FuzzCommand.self, SoakCommand.self, SoakRound.self])
}
