import ArgumentParser
import Basics
import Foundation

struct FuzzCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fuzz",
    abstract: "Feed broken input to whatever reads what may come from anyone.",
    discussion: """
      \(Fuzzers.all.map { "\($0.name): \($0.summary)" }.joined(separator: "\n"))

      A violation prints the input's number and its bytes in base64, and ends with status 1. After a \
      crash, or an input that does not end, FILE of --last has the number; --only N runs that input \
      alone. With --sanitize=address, reads outside memory end the run too.
      """)

  @Argument(help: "Fuzzers to run. Default: all, one after the other.")
  var names: [String] = []

  @Option(help: "Seconds for each fuzzer.")
  var seconds = 10.0

  @Option(help: "The same seed gives the same inputs.")
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("Run only the input with this number.", valueName: "number"))
  var only: UInt64?

  @Option(
    help: ArgumentHelp("Keeps the fuzzer and number of the current input.", valueName: "file"))
  var last = NSTemporaryDirectory() + "/trailsift-fuzz-last"

  /// Nothing takes this long, in a debug build on a busy machine.
  private static let longest = 20.0

  func validate() throws {
    let known = Fuzzers.all.map { $0.name }
    for name in names where !known.contains(name) {
      throw ValidationError("no fuzzer \(name); there are \(known.joined(separator: ", "))")
    }
  }

  func run() throws {
    for fuzzer in Fuzzers.all where names.isEmpty || names.contains(fuzzer.name) {
      try run(fuzzer)
    }
    try? FileManager.default.removeItem(atPath: last)
  }

  private func run<Kind: Fuzzer>(_ kind: Kind.Type) throws {
    let fuzzer = try Kind()
    let record = try FileCalls.system.open(last, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o600)
    defer { close(record) }
    let end = ContinuousClock.now + .seconds(seconds)
    var number = only ?? 0
    repeat {
      var mutator = Mutator(fuzzer, seed: seed, number: number)
      let bytes = mutator.next()
      let note = "\(Kind.name) --seed \(seed) --only \(number)          \n"
      try FileCalls.system.writeAll(Array(note.utf8), to: record, at: 0)
      // An input that does not end is ended by the system, with the number in the file.
      alarm(UInt32(Self.longest))
      do {
        try fuzzer.run(bytes)
      } catch let violation as Violation {
        print("\(note)\(violation)\n\(Data(bytes).base64EncodedString())")
        throw ExitCode(1)
      }
      number += 1
    } while only == nil && ContinuousClock.now < end
    alarm(0)
    let name = Kind.name.padding(toLength: 12, withPad: " ", startingAt: 0)
    print("\(name) \((number - (only ?? 0)).description) inputs, seed \(seed)")
  }
}
