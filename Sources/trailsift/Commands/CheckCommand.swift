import ArgumentParser
import Sigma
import Triage

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Parse rules and report every error with its file, line and column.")

  @Argument(help: "Sigma rule files, or folders of rules.")
  var rule: [String]

  @OptionGroup var match: MatchOptions

  func run() throws {
    let placeholders = Placeholders(try match.sessionOptions().placeholders)
    var rules = 0
    var files = 0
    var errors = 0
    var warnings = 0
    for path in rule {
      for name in try RuleInputs.discover(path) {
        files += 1
        let file: RuleFile
        do {
          file = try RuleFile.load(path: name)
        } catch {
          Console.error("\(error)")
          errors += 1
          continue
        }
        let set = try RuleSet(files: [file], placeholders: placeholders)
        rules += set.rules.count
        errors += set.diagnostics.count { $0.severity == .error }
        warnings += set.diagnostics.count { $0.severity == .warning }
        for diagnostic in set.diagnostics { Console.say(diagnostic.rendered(source: file.text)) }
      }
    }
    Console.say(
      "\(files) files, \(rules) rules that can be run, \(errors) errors, \(warnings) warnings")
    if errors > 0 { throw ExitCode.ruleNotValid }
  }
}
