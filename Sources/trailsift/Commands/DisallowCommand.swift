import ArgumentParser
import RuleEditing

struct DisallowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disallow",
    abstract: "Take regions back that a rule allows: prints the diff and writes the rule.",
    discussion: """
      The inverse of allow: the region leaves the filter that allows it, and a filter that allowed \
      nothing else leaves the rule. What allow set aside in a comment (# was: ...) is put back, byte \
      for byte; the rule never matches more than before allow. For a region that was not allowed, \
      nothing is written.
      """)

  @Argument(help: "A Sigma rule file, or a folder of rules.")
  var rule: String

  @Option(
    help: ArgumentHelp("A region that is no longer normal. May be repeated.", valueName: "region"))
  var region: [String]

  @OptionGroup var edit: EditOptions
  @OptionGroup var match: MatchOptions

  func validate() throws {
    for region in region where !RuleEdit.isRegion(region) {
      throw ValidationError("--region wants the name of a region, not “\(region)”")
    }
  }

  func run() throws {
    try edit.perform(on: rule, match: match) { _, _ in region.map { .disallowRegion($0) } }
  }
}
