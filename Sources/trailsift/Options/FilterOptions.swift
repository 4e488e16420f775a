import ArgumentParser
import RuleEditing
import Sigma

/// Sigma filters that narrow the rules, for all subcommands that run rules.
struct FilterOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Sigma filters to apply to the rules: a file or a folder. Can be repeated.",
      valueName: "path"))
  var filters: [String] = []

  /// The files; only the filters in them count. Files that are among the rules already are left
  /// out.
  func load(besides rules: [RuleFile]) throws -> [RuleFile] {
    var files: [RuleFile] = []
    for path in filters {
      let found = try RuleInputs.discover(path).map(Self.file)
      if found.isEmpty {
        Console.error("\(path): no filter files (*.yml) in the folder")
        throw ExitCode.ruleNotValid
      }
      // Errors in a file are reported with the rules. A file without text may be left by undone
      // edits.
      let isNoFilter = found.allSatisfy { file in
        file.filters.isEmpty && !file.hasErrors
          && !file.documents.allSatisfy { $0.kind == .commentOnly }
      }
      if isNoFilter {
        Console.error("\(path): no Sigma filter in the file; --filters needs one")
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
