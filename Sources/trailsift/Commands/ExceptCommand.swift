import ArgumentParser
import RuleEditing

struct ExceptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "except",
    abstract: "Add an exception to a rule, without a screen: prints the diff and writes the rule.")

  @Argument(help: "A Sigma rule file, or a folder of rules.")
  var rule: String

  @Option(
    help: ArgumentHelp(
      "What the excepted events have; all of them together. A field given twice may have either value.",
      valueName: "field=value"))
  var `where`: [String]

  @Option(help: "The exception's name; made from its fields if not given.")
  var name: String?

  @OptionGroup var edit: EditOptions
  @OptionGroup var match: MatchOptions

  func validate() throws {
    for test in `where` where test.firstIndex(of: "=") ?? test.startIndex == test.startIndex {
      throw ValidationError("--where wants field=value and not “\(test)”")
    }
  }

  func run() throws {
    var tests: [RuleException.FieldTest] = []
    for text in `where` {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let field = String(parts[0])
      if let index = tests.firstIndex(where: { $0.field == field }) {
        tests[index].values.append(String(parts[1]))
      } else {
        tests.append(.init(field: field, values: [String(parts[1])]))
      }
    }
    try edit.perform(
      [.addException(RuleException(name: name, tests: tests))], on: rule, match: match)
  }
}
