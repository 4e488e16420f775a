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
    var files: [RuleFile] = []
    var unreadable = 0
    for name in try rule.flatMap(RuleInputs.discover) {
      do {
        files.append(try RuleFile.load(path: name))
      } catch {
        Console.error("\(error)")
        unreadable += 1
      }
    }
    let set = try RuleSet(files: files, placeholders: placeholders)
    for diagnostic in set.diagnostics {
      let source = files.first { $0.path == diagnostic.file }?.text ?? ""
      Console.say(diagnostic.rendered(source: source))
    }
    let errors = unreadable + set.diagnostics.count { $0.severity == .error }
    let warnings = set.diagnostics.count - (errors - unreadable)
    Console.say(
      "\((files.count + unreadable).counting("file")), \((set.rules.count + set.correlations.entries.count).counting("rule")) that can be run, "
        + "\(errors.counting("error")), \(warnings.counting("warning"))")
    if errors > 0 { throw ExitCode.ruleNotValid }
  }
}
