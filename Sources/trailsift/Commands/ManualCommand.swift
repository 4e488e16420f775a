import ArgumentParser
import Basics
import Foundation

/// `trailsift manual man`: the pages of the manual, for packages and for builds from source.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "Write the manual pages into a folder: one for each subcommand and topic.",
    discussion: """
      Writes man1/trailsift.1, man1/trailsift-scan.1, man7/trailsift-filters.7 and so on. They are made \
      from the same declarations as --help. A package installs them.
      """,
    examples: [
      (
        "trailsift manual ~/.local/share/man",
        "Install the pages for yourself; man trailsift-scan then shows one."
      )
    ])

  @Argument(help: "The folder for man1 and man7. It is created if it is missing.")
  var dir: String

  func run() throws {
    let pages = try ManualPage.all()
    for page in pages {
      let folder = dir + "/man" + page.fileName.suffix(1)
      do {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
      } catch {
        Console.error("\(folder): cannot be created: \(error.localizedDescription)")
        throw ExitCode.cannotCreate
      }
      try Console.write(page.text, to: folder + "/" + page.fileName)
    }
    Console.say("\(pages.count.counting("page")) in \(dir)")
  }
}
