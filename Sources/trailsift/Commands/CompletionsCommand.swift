import ArgumentParser
import Basics
import Foundation

/// `trailsift completions bash`: the script that a shell loads, and what it asks afterwards.
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print the completions for a shell: bash, zsh or fish.",
    discussion: """
      They know subcommands, options and values: themes, sessions, columns, fields of CloudTrail, \
      regions, formats, ids and exceptions of the given rule. A package installs them. Without one, load them where your shell \
      starts, as below.
      """,
    examples: [
      ("source <(trailsift completions bash)", "Load them in bash, from ~/.bashrc."),
      ("trailsift completions zsh > _trailsift", "Write them to a folder of zsh's $fpath."),
      ("trailsift completions fish | source", "Load them in fish, from config.fish."),
    ])

  @Argument(help: "bash, zsh or fish.")
  var shell: CompletionScript

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp(
      "The words after trailsift, as the script passes them.", visibility: .private))
  var words: [String] = []

  func run() throws {
    if words.isEmpty {
      Console.printText(shell.text)
      return StandardOutput.shared.flush()
    }
    let values = CompletionValues(environment: ProcessInfo.processInfo.environment)
    let reply = shell.reply(to: words) { words in
      guard let root = try? CommandDescription.root() else { return .none }
      return Completion(of: words, root: root, values: values)
    }
    for line in reply { StandardOutput.shared.write(Array((line + "\n").utf8)) }
    StandardOutput.shared.flush()
  }
}
