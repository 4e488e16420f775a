import Basics
import ArgumentParser
import Foundation
import RuleEditing
import Scanning
import Sessions
import Sigma

/// Where edits go: common to all that edit rules.
struct TargetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write edits to a Sigma filter document in this file and leave the rule as it is, so that its next version does not undo them. The file is made if it is missing; its filters count here, and elsewhere with --filters.",
      valueName: "file"))
  var editsTo: String?

  /// The file of filters as one that narrows the rules; with no text while it is missing. `nil` if there is none, or if it
  /// is one of the rule files.
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

  /// The path that stands for the file in the session.
  func path(among rules: RuleSet) -> String? {
    guard let editsTo else { return nil }
    return (rules.files + rules.filterFiles).first { Self.isSame($0.path, editsTo) }?.path
      ?? editsTo
  }

  /// What a session keeps of the files beside the rules.
  func records(rules: RuleSet, match: MatchOptions) throws -> [SessionHeader.FileRecord] {
    var records = Self.records(ofFilters: rules)
    records += try match.placeholderFiles(complains: false).map { file in
      SessionHeader.FileRecord(
        kind: .placeholders, path: file.path, absolutePath: Self.absolute(file.path),
        sha256: SHA256.hex(of: file.text.utf8), text: file.text)
    }
    return records
  }

  /// What a session keeps of the files of filters.
  static func records(ofFilters rules: RuleSet) -> [SessionHeader.FileRecord] {
    rules.filterFiles.map { file in
      let isThere = RuleFileStore.exists(file.path)
      return SessionHeader.FileRecord(
        kind: .filters, path: file.path, absolutePath: absolute(file.path),
        sha256: isThere ? SHA256.hex(of: file.text.utf8) : nil, text: isThere ? file.text : nil)
    }
  }

  static func isSame(_ left: String, _ right: String) -> Bool {
    absolute(left) == absolute(right)
  }

  static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }
}

extension SessionHeader {
  /// Keeps apart what `--define` gives where there are files of placeholders too: only those can be edited.
  mutating func adoptDefined(_ match: MatchOptions) {
    guard files.contains(where: { $0.kind == .placeholders }) else { return }
    options.defined = match.definedValues.isEmpty ? nil : match.definedValues
  }
}
