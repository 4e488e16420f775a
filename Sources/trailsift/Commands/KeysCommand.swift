import ArgumentParser
import TriageUI
import WorkbenchRuntime

/// `trailsift keys`: the commands of the workbench and their keys.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "List the commands of the workbench with their keys.",
    discussion: """
      Keys from $XDG_CONFIG_HOME/trailsift/config.yml replace the default ones. Problems in that file \
      are reported on standard error. The exit status is 1 if one of them is an error.
      """,
    examples: [
      (
        "trailsift keys --format markdown > keys.md",
        "The keys as you have set them, to print."
      )
    ])

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, markdown, json
  }

  @Option(help: "text, markdown or json.")
  var format: Format = .text

  func run() throws {
    let configuration = Configuration.load()
    configuration.complain()
    let table = KeyTable(keymap: configuration.keymap)
    switch format {
    case .text: Console.printText(table.text)
    case .markdown: Console.printText(table.markdown)
    case .json: try JSONOutput.write(table.entries)
    }
    StandardOutput.shared.flush()
    if configuration.diagnostics.contains(where: { $0.severity == .error }) {
      throw ExitCode.incomplete
    }
  }
}
