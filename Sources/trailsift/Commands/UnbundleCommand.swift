import ArgumentParser
import Foundation

struct UnbundleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unbundle",
    abstract: "Unpack a bundle: its session, its events, its rules before and after.",
    discussion: """
      Writes session.jsonl, events.json, rule-N.yml and rule-N.decided.yml into a new or empty folder. No name comes \
      from the bundle. Then `trailsift DIR/rule-1.yml DIR/events.json` opens a workbench on them.
      """)

  @Argument(help: "A file that `trailsift bundle` wrote.")
  var bundle: String

  @Argument(help: "A folder that does not exist, or is empty.")
  var dir: String

  func run() throws {
    let input = try SessionInput(bundle)
    guard let bundle = input.bundle else {
      Console.error("\(self.bundle) is a session and no bundle: there is nothing to unpack")
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
