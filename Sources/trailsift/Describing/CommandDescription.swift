import ArgumentParser
import Basics
import Foundation

/// A subcommand with its arguments, as its declaration describes it to `--help`.
///
/// The manual pages and the completions are made from this description, so that a new subcommand or
/// option is in both by itself. swift-argument-parser writes it as JSON (`ToolInfoV0`).
struct CommandDescription: Decodable {
  let commandName: String
  let abstract: String?
  let discussion: String?
  let defaultSubcommand: String?
  private let shouldDisplay: Bool?
  private let allArguments: [ArgumentDescription]?
  private let allSubcommands: [CommandDescription]?

  private enum CodingKeys: String, CodingKey {
    case commandName, abstract, discussion, defaultSubcommand, shouldDisplay
    case allArguments = "arguments"
    case allSubcommands = "subcommands"
  }

  var isShown: Bool { shouldDisplay ?? true }
  var arguments: [ArgumentDescription] { (allArguments ?? []).filter(\.isShown) }
  var positionals: [ArgumentDescription] { arguments.filter { $0.kind == .positional } }
  var options: [ArgumentDescription] { arguments.filter { $0.kind != .positional } }
  /// The subcommands that `--help` lists, without `help` itself.
  var subcommands: [CommandDescription] {
    (allSubcommands ?? []).filter { $0.isShown && $0.commandName != "help" }
  }

  func subcommand(_ name: String) -> CommandDescription? {
    allSubcommands?.first { $0.commandName == name }
  }

  /// The whole command line.
  static func root() throws -> CommandDescription {
    struct Tool: Decodable { let command: CommandDescription }
    return try JSONDecoder().decode(Tool.self, from: Data(Trailsift._dumpHelp().utf8)).command
  }
}

/// An argument, option or flag.
struct ArgumentDescription: Decodable {
  enum Kind: String, Decodable {
    case positional, option, flag
  }

  private struct Name: Decodable {
    let kind: String
    let name: String

    var text: String { (kind == "long" ? "--" : "-") + name }
  }

  let kind: Kind
  let isOptional: Bool
  let isRepeating: Bool
  let valueName: String?
  let defaultValue: String?
  let allValues: [String]?
  let abstract: String?
  private let shouldDisplay: Bool?
  private let allNames: [Name]?

  private enum CodingKeys: String, CodingKey {
    case kind, isOptional, isRepeating, valueName, defaultValue, allValues, abstract, shouldDisplay
    case allNames = "names"
  }

  var isShown: Bool { shouldDisplay ?? true }

  /// `["-o", "--output"]`; empty for a positional argument.
  var names: [String] {
    let texts = (allNames ?? []).map(\.text)
    return texts.filter { $0.begins(with: "--") == false }
      + texts.filter { $0.begins(with: "--") }
  }
}
