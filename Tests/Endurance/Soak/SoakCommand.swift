import ArgumentParser
import Basics
import Foundation
import RuleEditing
import Sessions
import Sigma
import TestSupport
import TrailSynthesis

/// One session over and over: rounds of random work, each killed or ended, with faults in between.
/// After each round the journal has everything, and the rule file is whole.
struct SoakCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "soak",
    abstract: "Work at random on a session, with faults, for minutes or hours.",
    discussion: """
      Each round resumes the session in a process of its own and presses random keys. Somebody else edits \
      the rule meanwhile, the disk is full for a while, or the process is killed. Then:

        the journal reads without a problem, but for a torn last line after a kill;
        replaying it arrives at the recorded bytes;
        the rule file is a rule that parses, never half of one;
        after a kill, resuming succeeds.

      Prints the seed, and on a violation the round and the folder, which is kept.
      """)

  @Option(help: "How long.")
  var minutes = 10.0

  @Option(help: "The same seed gives the same rounds, as far as the machine's speed allows.")
  var seed: UInt64 = UInt64.random(in: 1...999_999)

  @Option(help: "Events in the logs.")
  var events = 3_000

  func run() throws {
    print("soak: seed \(seed)")
    let folder = try ScratchFolder()
    let soak = try Soak(in: folder, seed: seed, events: events)
    let end = ContinuousClock.now + .seconds(minutes * 60)
    var rounds = 0
    while ContinuousClock.now < end {
      rounds += 1
      do {
        try soak.round(rounds)
      } catch {
        let kept = NSTemporaryDirectory() + "/trailsift-soak-\(seed)"
        try? FileManager.default.removeItem(atPath: kept)
        try FileManager.default.copyItem(atPath: folder.url.path, toPath: kept)
        print("soak: round \(rounds): \(error)\n  seed \(seed), kept in \(kept)")
        throw ExitCode(1)
      }
    }
    try soak.finish()
    print("soak: \(rounds) rounds, \(soak.summary), seed \(seed)")
  }
}

/// The session, its files, and what is checked between rounds.
final class Soak {
  private let folder: ScratchFolder
  private var random: SeededGenerator
  private let sampleRule: String
  private var kills = 0
  private var decisions = 0
  /// A journal of this many decisions is followed by a new one.
  private static let longestSession = 400

  init(in folder: ScratchFolder, seed: UInt64, events: Int) throws {
    self.folder = folder
    random = SeededGenerator(seed: seed)
    sampleRule = try String(
      contentsOf: Repository.samples.appending(path: "rules/unusual-region.yml"), encoding: .utf8)
    try folder.write(sampleRule, to: "rule.yml")
    _ = try SyntheticTrail(seed: seed, events: events, days: 7)
      .write(to: folder.path("logs"), jobs: 2)
  }

  var summary: String { "\(kills) kills, \(decisions) decisions" }

  /// Counts what the last session holds.
  func finish() throws {
    let path = folder.path("session.jsonl")
    guard FileManager.default.fileExists(atPath: path) else { return }
    decisions += Self.decisions(in: try JournalContents(path: path))
  }

  func round(_ number: Int) throws {
    let isKilled = random.next(below: 2) == 0
    let status = try runRound(killedAfter: isKilled ? 100 + random.next(below: 2_000) : nil)
    if isKilled { kills += 1 }
    try Violation.check(
      status == 0 || isKilled, "the round ended with status \(status) without a kill")
    try check(wasKilled: isKilled)
  }

  /// Runs a round in a process of its own.
  private func runRound(killedAfter milliseconds: Int?) throws -> Int32 {
    let words: [String] = [
      CommandLine.arguments[0], "round", folder.url.path, "--seed", String(random.next()),
    ]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child: pid_t = 0
    let problem = posix_spawn(&child, "/proc/self/exe", nil, nil, &arguments, environ)
    guard problem == 0 else { throw Violation("no process: \(String(cString: strerror(problem)))") }
    if let milliseconds {
      usleep(UInt32(milliseconds) * 1_000)
      kill(child, SIGKILL)
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    return status
  }

  private func check(wasKilled: Bool) throws {
    let path = folder.path("session.jsonl")
    guard FileManager.default.fileExists(atPath: path) else {
      return try Violation.check(wasKilled, "the round left no session")
    }
    guard let contents = try? JournalContents(path: path) else {
      // Killed within its first line.
      try Violation.check(wasKilled, "the session cannot be read")
      return try FileManager.default.removeItem(atPath: path)
    }
    // A kill may tear the last line, and nothing else.
    try Violation.check(
      contents.problems.count <= (wasKilled ? 1 : 0), "\(contents.problems)")
    let replay = HeadlessReplay(contents)
    try Violation.check(replay.deviations.isEmpty, "\(replay.deviations)")
    try Violation.check(
      replay.problems.count == contents.problems.count, "\(replay.problems)")
    let text = try folder.read("rule.yml")
    let file = RuleFile(text: text, path: "rule.yml")
    try Violation.check(
      !file.hasErrors && file.rules.count == 1, "the rule file: \(file.diagnostics)")
    let made = Self.decisions(in: contents)
    if made > Self.longestSession {
      decisions += made
      try FileManager.default.removeItem(atPath: path)
      try folder.write(sampleRule, to: "rule.yml")
    }
  }

  /// How many decisions a journal has, also those taken back.
  private static func decisions(in contents: JournalContents) -> Int {
    contents.entries.count { if case .decide = $0.action { true } else { false } }
  }
}
