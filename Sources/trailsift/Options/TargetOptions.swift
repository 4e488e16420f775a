import ArgumentParser
import Basics
import RuleEditing
import Scanning
import Sessions
import Sigma
import WorkbenchRuntime

/// Where edits go, for all subcommands that edit rules.
struct TargetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write edits to a Sigma filter document in this file and leave the rule as it is, so that the rule's next version does not undo them. The file is created if it is missing. To apply its filters in other runs, use --filters.",
      valueName: "file"))
  var editsTo: String?

  /// The `--edits-to` file as a filter file, with empty text while it is missing; nil without the
  /// option, or if the file is among the rules.
  func filterFile(besides rules: [RuleFile]) throws -> RuleFile? {
    guard let editsTo, !rules.contains(where: { Self.isSame($0.path, editsTo) }) else { return nil }
    do {
      return try RuleFile.load(path: editsTo)
    } catch {
      guard case .missing = error else {
        Console.error("\(error)")
        throw ExitCode.inputMissing
      }
      return RuleFile(text: "", path: editsTo)
    }
  }

  /// The file's path in the session.
  func path(among rules: RuleSet) -> String? {
    guard let editsTo else { return nil }
    return (rules.files + rules.filterFiles).first { Self.isSame($0.path, editsTo) }?.path
      ?? editsTo
  }

  /// The header of a session that begins with these options.
  func header(
    _ rules: RuleSet, from path: String? = nil, logs: [String], _ options: ScanOptions,
    _ match: MatchOptions, author: String, _ clock: SessionClock, isRecorded: Bool
  ) throws -> SessionHeader {
    var header = SessionHeader(
      over: rules, logs: logs, options: options, editsTo: self.path(among: rules),
      placeholderFiles: try match.placeholderFiles(complains: false),
      defined: match.definedValues, author: author, clock: clock, isRecorded: isRecorded)
    header.rulesPath = path
    return header
  }

  static func isSame(_ left: String, _ right: String) -> Bool {
    SessionHeader.absolute(left) == SessionHeader.absolute(right)
  }
}
