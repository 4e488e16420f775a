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
    let options = try match.sessionOptions()
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
    let set = try RuleSet(
      files: files, placeholders: Placeholders(options.placeholders),
      anyLogSource: options.anyRecord)
    for diagnostic in set.diagnostics {
      let source = files.first { $0.path == diagnostic.file }?.text ?? ""
      Console.say(diagnostic, in: source)
    }
    let errors = unreadable + set.diagnostics.count { $0.severity == .error }
    let warnings = set.diagnostics.count { $0.severity == .warning }
    let leftOut = set.otherLogSources.count
    Console.say(
      "\((files.count + unreadable).counting("file")), \((set.rules.count + set.correlations.entries.count).counting("rule")) that can be run, "
        + "\(errors.counting("error")), \(warnings.counting("warning"))"
        + (leftOut == 0 ? "" : "; \(leftOut.counting("rule")) for other logs left out"))
    if errors > 0 { throw ExitCode.ruleNotValid }
  }
}
