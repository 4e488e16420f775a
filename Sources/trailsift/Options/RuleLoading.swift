import ArgumentParser
import Basics
import Foundation
import Scanning
import Sigma

/// The rules of a command line. Every problem with them has been reported, or is shown on the screen
/// of the workbench.
struct LoadedRules {
  let set: RuleSet
  /// Whether a rule was left out.
  let hasErrors: Bool
  /// Why files could not be read.
  let unreadable: [String]

  /// Loads a file or all rules of a folder. Ends the program if no rule can run.
  ///
  /// - Parameter complains: whether problems are reported now, even if some rules can run.
  init(
    path: String, options: ScanOptions, filters: FilterOptions? = nil,
    target: TargetOptions? = nil, complains: Bool = true
  ) throws {
    try self.init(
      paths: [path], options: options, filters: filters, target: target, complains: complains)
  }

  /// Loads several files and folders.
  init(
    paths: [String], options: ScanOptions, filters: FilterOptions? = nil,
    target: TargetOptions? = nil, complains: Bool = true
  ) throws {
    var files: [RuleFile] = []
    var unreadable: [String] = []
    for file in try paths.flatMap(RuleInputs.discover)
    where !files.contains(where: { $0.path == file }) {
      do {
        files.append(try RuleFile.load(path: file))
      } catch {
        unreadable.append("\(error)")
        if complains { Console.error("\(error)") }
      }
    }
    self.unreadable = unreadable
    var filterFiles = try filters?.load(besides: files) ?? []
    if let own = try target?.filterFile(besides: files + filterFiles) { filterFiles.append(own) }
    set = try RuleSet(
      files: files, filterFiles: filterFiles,
      placeholders: Placeholders(options.placeholders), anyLogSource: options.anyRecord)
    // Names each rule that is left out of a given file, and counts those of a folder.
    let isNamed = files.allSatisfy { paths.contains($0.path) }
    let path = paths.count == 1 ? paths[0] : "the rules"
    let complainsNow = complains || set.rules.isEmpty
    if complainsNow && !complains { for problem in unreadable { Console.error(problem) } }
    for diagnostic in set.diagnostics
    where complainsNow
      && (diagnostic.severity == .error || (diagnostic.severity == .note && isNamed))
    {
      let source = (files + set.filterFiles).first { $0.path == diagnostic.file }?.text ?? ""
      Console.say(diagnostic, in: source)
    }
    if complainsNow, !isNamed, !set.otherLogSources.isEmpty {
      Console.error(
        "\(path): left out \(set.otherLogSources.countedAs("rule")) for logs other than CloudTrail; "
          + "--any-record runs them too")
    }
    hasErrors = set.hasErrors || !unreadable.isEmpty
    if set.rules.isEmpty {
      Console.error(
        files.isEmpty && unreadable.isEmpty
          ? "\(path): no rule files (*.yml) in the folder" : "\(path): no rule can be run")
      throw ExitCode.ruleNotValid
    }
  }
}

/// The rule files of a command line.
enum RuleInputs {
  /// The rule files at a path. Ends the program without any.
  static func discover(_ path: String) throws -> [String] {
    do {
      return try RuleDiscovery.discover(path)
    } catch {
      Console.error("\(error)")
      throw ExitCode.inputMissing
    }
  }
}

/// The logs of a command line.
enum LogInputs {
  /// Ends the program if none of the inputs exists. If some do, the scan names the missing ones.
  static func check(_ logs: [String], follows: Bool = false) throws {
    let missing = logs.filter { !$0.isStandardInput && !FileManager.default.fileExists(atPath: $0) }
    if missing.count == logs.count {
      for path in missing { Console.error("\(path): no such file or folder") }
      throw ExitCode.inputMissing
    }
    let rules = logs.filter(isYAML)
    for path in rules {
      Console.error(
        "\(path): a YAML file among the logs; a rule is the first argument, several are given as "
          + "a folder, and Sigma filters with --filters \(path)")
    }
    if !rules.isEmpty { throw ExitCode.validationFailure }
    if follows, !logs.contains(where: isFolder) {
      Console.error("--follow watches folders for new files, and no folder is given")
      throw ExitCode.validationFailure
    }
  }

  /// Whether a file is YAML that can be a rule or filter. Its name says whether to look, its
  /// content decides.
  private static func isYAML(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    guard path != "-", attributes?[.type] as? FileAttributeType == .typeRegular,
      let file = FileHandle(forReadingAtPath: path)
    else { return false }
    defer { try? file.close() }
    let start = (try? file.read(upToCount: bytesToRecognise)) ?? Data()
    guard
      let text = String(
        validating: start.dropLast(start.count < bytesToRecognise ? 0 : 4), as: UTF8.self)
    else { return false }
    let first = text.unicodeScalars.first { !$0.properties.isWhitespace && $0 != "\u{FEFF}" }
    if first == "{" || first == "[" { return false }
    let lines = text.pieces(at: "\n").flatMap { $0.pieces(at: "\r") }
    let keys = ["title:", "detection:", "filter:", "correlation:", "logsource:"]
    return lines.contains { line in keys.contains { line.begins(with: $0) } }
  }

  /// Enough for the comment before a rule's first key.
  private static let bytesToRecognise = 64 << 10

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}

extension String {
  /// Whether a log is standard input.
  var isStandardInput: Bool { utf8.elementsEqual([UInt8(ascii: "-")]) }
}
