import ArgumentParser
import RuleEditing
import Sigma

struct AllowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allow",
    abstract: "Allow regions in a rule, without a screen: prints the diff and writes the rule.",
    discussion: """
      The region goes into the filter filter_main_allowed_regions, or into the filter of regions that \
      the rule has, and the condition excludes it. Where a selection lists the region, the entry \
      becomes a comment there (# was: ...), from which disallow takes it back. If the rule cannot match \
      in the region, or allows it already, nothing is written.

      modified: is set to today in its own format, and never to an earlier day. A rule that has no \
      modified: gets one only if it has a date: before today.
      """)

  @Argument(help: "A Sigma rule file, or a folder of rules.")
  var rule: String

  @Option(help: ArgumentHelp("A region that is normal here. May be repeated.", valueName: "region"))
  var region: [String]

  @OptionGroup var edit: EditOptions
  @OptionGroup var match: MatchOptions

  func validate() throws {
    for region in region where !RuleEdit.isRegion(region) {
      throw ValidationError("--region wants the name of a region, not “\(region)”")
    }
  }

  func run() throws {
    // New and private regions are in no list, so an unknown one is only doubted.
    for region in region {
      guard let doubt = RegionNames.aws.doubt(about: region) else { continue }
      Console.say(
        "! \(region) is not a region known here" + (doubt.advice.map { "; \($0)" } ?? ""))
    }
    try edit.perform(on: rule, match: match) { _, _ in region.map { .allowRegion($0) } }
  }
}
