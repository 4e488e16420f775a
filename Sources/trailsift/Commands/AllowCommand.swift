import ArgumentParser
import RuleEditing
import Sigma

struct AllowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allow",
    abstract: "Allow regions in a rule: print the diff and write the rule.",
    discussion: """
      Adds the region to filter_main_allowed_regions, or to the rule's own filter of regions, which \
      the condition excludes. If a selection lists the region, the entry becomes a comment \
      (# was: ...), from which disallow restores it. Nothing is written if the rule can't match in \
      the region, or already allows it.

      modified: becomes today, in its own format, and never moves back. A rule without modified: gets \
      it only if its date: is before today.
      """,
    examples: [
      (
        "trailsift allow rule.yml --region ap-east-1 --logs AWSLogs --reason 'the CDN team works there'",
        "Allow a region, and say how many hits that silences."
      ),
      (
        "trailsift allow rule.yml --region ap-east-1 --dry-run | git apply --check",
        "See what would be written."
      ),
    ])

  @Argument(help: "A Sigma rule file or a folder of rules.")
  var rule: String

  @Option(help: ArgumentHelp("A region that is normal here. Can be repeated.", valueName: "region"))
  var region: [String]

  @OptionGroup var edit: EditOptions
  @OptionGroup var match: MatchOptions

  func validate() throws {
    for region in region where !RuleEdit.isRegion(region) {
      throw ValidationError("--region takes the name of a region, not “\(region)”")
    }
  }

  func run() throws {
    // The table lacks new and private regions, so an unknown one is only a warning.
    for region in region {
      guard let doubt = RegionNames.aws.doubt(about: region) else { continue }
      Console.say(
        "! \(region) is not a region known here" + (doubt.advice.map { "; \($0)" } ?? ""))
    }
    try edit.perform(on: rule, match: match) { _, _ in region.map { .allowRegion($0) } }
  }
}
