import ArgumentParser
import Basics
import Foundation
import Scanning
import Sigma

/// Rules as a command line gives them, with every complaint about them told.
struct LoadedRules {
  let set: RuleSet
  /// Whether a rule had to be left out.
  let hasErrors: Bool

  /// Loads a file, or all rules of a folder. Ends the program when nothing is left to run.
  init(
    path: String, options: ScanOptions, filters: FilterOptions? = nil,
    target: TargetOptions? = nil
  ) throws {
    var files: [RuleFile] = []
    var unreadable = false
    for file in try RuleInputs.discover(path) {
      do {
        files.append(try RuleFile.load(path: file))
      } catch {
        Console.error("\(error)")
        unreadable = true
      }
    }
    var filterFiles = try filters?.load(besides: files) ?? []
    if let own = try target?.filterFile(besides: files + filterFiles) { filterFiles.append(own) }
    set = try RuleSet(
      files: files, filterFiles: filterFiles,
      placeholders: Placeholders(options.placeholders), anyLogSource: options.anyRecord)
    // Of a file that was named, each rule left out is told; of a folder, how many.
    let isNamed = files.count == 1 && files[0].path == path
    for diagnostic in set.diagnostics
    where diagnostic.severity == .error || (diagnostic.severity == .note && isNamed) {
      let source = (files + set.filterFiles).first { $0.path == diagnostic.file }?.text ?? ""
      Console.say(diagnostic, in: source)
    }
    if !isNamed, !set.otherLogSources.isEmpty {
      Console.error(
        "\(path): left out \(set.otherLogSources.countedAs("rule")) for other logs than CloudTrail's; "
          + "--any-record runs them too")
    }
    hasErrors = set.hasErrors || unreadable
    if set.rules.isEmpty {
      Console.error(
        files.isEmpty && !unreadable
          ? "\(path): holds no rule files (*.yml)" : "\(path): no rule can be run")
      throw ExitCode.ruleNotValid
    }
  }
}

/// Rules as a command line gives them.
enum RuleInputs {
  /// The rule files at a path. Ends the program when there is nothing.
  static func discover(_ path: String) throws -> [String] {
    do {
      return try RuleDiscovery.discover(path)
    } catch {
      Console.error("\(error)")
      throw ExitCode.inputMissing
    }
  }
}

/// Logs as a command line gives them.
enum LogInputs {
  /// Ends the program when none of the inputs exists. Where others do, the scan names what is missing.
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
      Console.error("--follow waits for files that come into a folder, and no folder is given")
      throw ExitCode.validationFailure
    }
  }

  /// Whether a file is YAML that a rule or filter can be: its content decides, and its name only says where to look.
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

  /// Heads of rules are shorter; a longer comment before one is nobody's.
  private static let bytesToRecognise = 64 << 10

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}

extension String {
  /// Whether a log is what comes through a pipe.
  var isStandardInput: Bool { utf8.elementsEqual([UInt8(ascii: "-")]) }
}
