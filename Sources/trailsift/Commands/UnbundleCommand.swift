import ArgumentParser
import Foundation

struct UnbundleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unbundle",
    abstract: "Unpack a bundle: its session, its events, and its rules before and after.",
    discussion: """
      Writes session.jsonl, events.json, rule-N.yml and rule-N.decided.yml into a new or empty folder. File names \
      never come from the bundle. `trailsift DIR/rule-1.yml DIR/events.json` then opens a workbench on them.
      """,
    examples: [
      (
        "trailsift unbundle case.bundle case",
        "Unpack one, to go on working on it."
      )
    ])

  @Argument(help: "A file that `trailsift bundle` wrote.")
  var bundle: String

  @Argument(help: "A folder that is empty or does not exist.")
  var dir: String

  func run() throws {
    let input = try SessionInput(bundle)
    guard let bundle = input.bundle else {
      Console.error("\(self.bundle) is a session, not a bundle: nothing to unpack")
      throw ExitCode.validationFailure
    }
    do {
      let names = try bundle.unpack(into: dir)
      for name in names { Console.print(dir + "/" + name) }
      StandardOutput.shared.flush()
    } catch {
      Console.error("\(error)")
      throw ExitCode.cannotCreate
    }
  }
}
