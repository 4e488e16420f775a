import ArgumentParser
import Basics
import Foundation
import SourceYAML

/// Command lines that are answered before a subcommand is chosen: none at all, a topic, and a
/// misspelled subcommand, which would otherwise be taken for the path of a rule.
enum FirstWords {
  /// - Returns: whether there is nothing left to do.
  static func answer(_ arguments: [String]) throws -> Bool {
    guard let first = arguments.first else {
      guard Terminals.isTerminal(STDOUT_FILENO) else { return false }
      Console.printText(welcome)
      StandardOutput.shared.flush()
      return true
    }
    if first == "help" {
      guard arguments.count == 2 else { return false }
      if let topic = HelpTopic(rawValue: arguments[1]) {
        try Pager.show(topic.text)
        return true
      }
      let topics = HelpTopic.allCases.map(\.rawValue)
      if !names.contains(arguments[1]), !arguments[1].begins(with: "-") {
        try refuse(arguments[1], among: names + topics, what: "subcommand or topic", "help ")
      }
      return false
    }
    if !first.has(anyOf: "-./"), !names.contains(first),
      !FileManager.default.fileExists(atPath: first),
      NearestName.of(first, in: names) != nil
    {
      try refuse(first, among: names, what: "subcommand, file or folder", "")
    }
    return false
  }

  private static var names: [String] {
    Trailsift.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
  }

  private static func refuse(
    _ word: String, among known: [String], what: String, _ before: String
  ) throws {
    let meant = NearestName.of(word, in: known).map { "; did you mean trailsift \(before)\($0)?" }
    Console.error("no \(what) “\(word)”" + (meant ?? "; trailsift help lists them"))
    throw ExitCode.validationFailure
  }

  /// What `trailsift` alone says on a terminal.
  private static let welcome = """
    trailsift judges the hits of Sigma rules on CloudTrail, and tunes the rules by your decisions.

      trailsift demo                  try it: made-up logs, a noisy rule, a tour of five steps
      trailsift RULE LOG...           work: open the workbench on your rule and your logs
      trailsift help                  read: the subcommands; trailsift help filters explains one thing

    """
}
