import ArgumentParser
import RuleEditing
import Sigma

/// Sigma filters that narrow the rules: common to all that run rules.
struct FilterOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Sigma filter documents that narrow the rules: a file, or a folder. May be repeated.",
      valueName: "path"))
  var filters: [String] = []

  /// The files, of which only the filters count. Those among the rules count already, and are left out.
  func load(besides rules: [RuleFile]) throws -> [RuleFile] {
    var files: [RuleFile] = []
    for path in filters {
      let found = try RuleInputs.discover(path).map(Self.file)
      if found.isEmpty {
        Console.error("\(path): holds no files of filters (*.yml)")
        throw ExitCode.ruleNotValid
      }
      // What is wrong with a file is told with the rules. One without text may be that of edits that were taken back.
      let isNoFilter = found.allSatisfy { file in
        file.filters.isEmpty && !file.hasErrors
          && !file.documents.allSatisfy { $0.kind == .commentOnly }
      }
      if isNoFilter {
        Console.error("\(path): no Sigma filter in the file, which --filters asks for")
        throw ExitCode.ruleNotValid
      }
      for file in found
      where !(rules + files).contains(where: { TargetOptions.isSame($0.path, file.path) }) {
        files.append(file)
      }
    }
    return files
  }

  private static func file(_ path: String) throws -> RuleFile {
    do {
      return try RuleFile.load(path: path)
    } catch {
      Console.error("\(error)")
      throw ExitCode.inputMissing
    }
  }
}
