import ArgumentParser
import RuleEditing

struct DisallowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disallow",
    abstract: "Take back allowed regions: print the diff and write the rule.",
    discussion: """
      The inverse of allow: removes the region from the filter that allows it, and removes a filter \
      that is then empty. Restores what allow kept in a comment (# was: ...), byte for byte. The rule \
      never matches more than before allow. If the region is not allowed, \
      nothing is written.
      """,
    examples: [
      (
        "trailsift disallow rule.yml --region ap-east-1",
        "Take the region back, byte for byte."
      )
    ])

  @Argument(help: "A Sigma rule file, or a folder of rules.")
  var rule: String

  @Option(
    help: ArgumentHelp("A region that is no longer normal. Can be repeated.", valueName: "region"))
  var region: [String]

  @OptionGroup var edit: EditOptions
  @OptionGroup var match: MatchOptions

  func validate() throws {
    for region in region where !RuleEdit.isRegion(region) {
      throw ValidationError("--region takes the name of a region, not “\(region)”")
    }
  }

  func run() throws {
    try edit.perform(on: rule, match: match) { _, _ in region.map { .disallowRegion($0) } }
  }
}
