import ArgumentParser
import RuleEditing

struct AllowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allow",
    abstract: "Allow regions in a rule, without a screen: prints the diff and writes the rule.")

  @Argument(help: "A Sigma rule file, or a folder of rules.")
  var rule: String

  @Option(help: ArgumentHelp("A region that is normal here. May be repeated.", valueName: "region"))
  var region: [String]

  @OptionGroup var edit: EditOptions
  @OptionGroup var match: MatchOptions

  func run() throws {
    try edit.perform(on: rule, match: match) { _, _ in region.map { .allowRegion($0) } }
  }
}
