import ArgumentParser
import Basics
import WorkbenchRuntime

/// A page of the manual, for man(1).
struct ManualPage {
  /// `trailsift-scan.1`
  let fileName: String
  let text: String

  /// All pages: the program, each subcommand, and each topic of `trailsift help`.
  static func all() throws -> [ManualPage] {
    let root = try CommandDescription.root()
    return [ManualPage(root)] + root.subcommands.map { ManualPage($0, of: root) }
      + HelpTopic.allCases.map(ManualPage.init(topic:))
  }

  // MARK: - Commands

  private init(_ root: CommandDescription) {
    var page = Self.head(of: root.commandName, section: 1, abstract: root.abstract)
    page += ".SH SYNOPSIS\n"
    for line in ["RULE LOG...", "SUBCOMMAND [OPTIONS]", "help SUBCOMMAND|TOPIC"] {
      page += ".B trailsift\n\(RoffText.escaped(line))\n.br\n"
    }
    let (discussion, examples) = CommandExamples.split(root.discussion ?? "")
    page += ".SH DESCRIPTION\n" + RoffText.body(discussion)
    page += ".SH SUBCOMMANDS\n"
    for command in root.subcommands {
      page += RoffText.entry(
        RoffText.bold("trailsift-\(command.commandName)") + "(1)", command.abstract ?? "")
    }
    page += ".SH TOPICS\n"
    for topic in HelpTopic.allCases {
      page += RoffText.entry(RoffText.bold("trailsift-\(topic)") + "(7)", topic.abstract)
    }
    page += Self.options(of: root) + Self.surroundings + Self.examples(examples)
    page += Self.seeAlso(root.subcommands.map { "trailsift-\($0.commandName)" })
    self.init(fileName: "trailsift.1", text: page)
  }

  private init(_ command: CommandDescription, of root: CommandDescription) {
    let name = "\(root.commandName)-\(command.commandName)"
    let (discussion, examples) = CommandExamples.split(command.discussion ?? "")
    var page = Self.head(of: name, section: 1, abstract: command.abstract)
    page += ".SH SYNOPSIS\n.B trailsift \(RoffText.escaped(command.commandName))\n"
    if !command.options.isEmpty { page += "[\\fIoptions\\fR]" }
    for argument in command.positionals { page += " " + Self.synopsis(of: argument) }
    page += "\n"
    if !discussion.isEmpty { page += ".SH DESCRIPTION\n" + RoffText.body(discussion) }
    if !command.positionals.isEmpty {
      page += ".SH ARGUMENTS\n"
      for argument in command.positionals {
        page += RoffText.entry(Self.synopsis(of: argument), Self.words(about: argument))
      }
    }
    page += Self.options(of: command) + Self.surroundings + Self.examples(examples)
    page += Self.seeAlso(["trailsift"])
    self.init(fileName: name + ".1", text: page)
  }

  private static func head(of name: String, section: Int, abstract: String?) -> String {
    // Without a date, the same program gives the same pages.
    """
    .TH \(RoffText.escaped(name.uppercased())) \(section) "" "trailsift \(Version.current)" "trailsift manual"
    .SH NAME
    \(RoffText.escaped(name)) \\- \(RoffText.escaped(abstract?.without(suffix: ".").map(String.init) ?? ""))

    """
  }

  private static func synopsis(of argument: ArgumentDescription) -> String {
    let name = RoffText.italic(argument.valueName ?? "value") + (argument.isRepeating ? "..." : "")
    return argument.isOptional ? "[\(name)]" : name
  }

  private static func options(of command: CommandDescription) -> String {
    if command.options.isEmpty { return "" }
    return ".SH OPTIONS\n"
      + command.options.map { option in
        let value =
          option.kind == .option ? " " + RoffText.italic(option.valueName ?? "value") : ""
        let names = option.names.map { RoffText.bold($0) + value }.joined(separator: ", ")
        return RoffText.entry(names, words(about: option))
      }.joined()
  }

  private static func words(about argument: ArgumentDescription) -> String {
    var parts = [argument.abstract ?? ""]
    if let values = argument.allValues {
      parts.append("One of " + values.joined(separator: ", ") + ".")
    }
    if let value = argument.defaultValue { parts.append("Default: \(value).") }
    return parts.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static func examples(_ examples: [CommandExample]) -> String {
    if examples.isEmpty { return "" }
    return ".SH EXAMPLES\n"
      + examples.map { RoffText.entry(RoffText.bold($0.line), $0.does) }.joined()
  }

  /// What is the same for all subcommands.
  private static var surroundings: String {
    func section(_ title: String, _ entries: [(String, String)]) -> String {
      ".SH \(title)\n" + entries.map { RoffText.entry(RoffText.bold($0), $1) }.joined()
    }
    return section("EXIT STATUS", ExitCode.meanings.map { ("\($0.rawValue)", $1) })
      + section("FILES", UsedFiles.all.map { ($0.path, $0.holds) })
      + section("ENVIRONMENT", EnvironmentVariables.all.map { ($0.name, $0.does) })
  }

  private static func seeAlso(_ pages: [String]) -> String {
    let commands = pages.map { RoffText.bold($0) + "(1)" }
    let topics = HelpTopic.allCases.map { RoffText.bold("trailsift-\($0)") + "(7)" }
    return ".SH SEE ALSO\n" + (commands + topics).joined(separator: ",\n") + "\n"
  }

  // MARK: - Topics

  private init(topic: HelpTopic) {
    let name = "trailsift-\(topic)"
    self.init(
      fileName: name + ".7",
      text: Self.head(of: name, section: 7, abstract: topic.abstract)
        + ".SH DESCRIPTION\n" + RoffText.body(topic.manualText) + Self.seeAlso(["trailsift"]))
  }

  private init(fileName: String, text: String) {
    self.fileName = fileName
    self.text = text
  }
}
