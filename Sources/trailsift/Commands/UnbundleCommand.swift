import ArgumentParser
import Basics
import Foundation

struct UnbundleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unbundle",
    abstract: "Unpack a bundle: its session, its events, and its rules before and after.",
    discussion: """
      Writes session.jsonl, events.json, the rules as they were into rules, and those that the session changed into \
      decided, all below a new or empty folder. Rule files keep their names, in harmless characters; no path comes \
      from the bundle. `trailsift DIR/rules DIR/events.json` then opens a workbench on them.
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

  /// More files are counted by folder.
  private static let maximumNamed = 12

  func run() throws {
    let input = try SessionInput(bundle)
    guard let bundle = input.bundle else {
      Console.error("\(self.bundle) is a session, not a bundle: nothing to unpack")
      throw ExitCode.validationFailure
    }
    do {
      let names = try bundle.unpack(into: dir)
      if names.count <= Self.maximumNamed {
        for name in names { Console.print(dir + "/" + name) }
      } else {
        let folders = Dictionary(grouping: names) {
          $0.cut(at: "/").map { String($0.before) } ?? ""
        }
        for name in folders[""] ?? [] { Console.print(dir + "/" + name) }
        for (folder, files) in folders.sorted(by: { $0.key < $1.key }) where !folder.isEmpty {
          Console.print("\(dir)/\(folder)  \(files.countedAs("file"))")
        }
      }
      StandardOutput.shared.flush()
    } catch {
      Console.error("\(error)")
      throw ExitCode.cannotCreate
    }
  }
}
