import Basics
import Foundation

/// Finds rule files.
///
///     RuleDiscovery.discover("rules/")      // every *.yml and *.yaml below, sorted by path
public enum RuleDiscovery {
  /// The rule files at a path: the file itself, whatever its name, or those in the folder and the
  /// folders below it. Hidden files and folders are skipped, and folders with the tests of rules;
  /// symbolic links to folders are not followed.
  ///
  /// - Throws: `RuleFileReadError.missing` if the path does not exist.
  public static func discover(_ path: String) throws(RuleFileReadError) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .missing(path: path)
    }
    guard isFolder.boolValue else { return [path] }
    guard let found = FileManager.default.enumerator(atPath: path) else {
      throw .unreadable(path: path, reason: "the folder cannot be listed")
    }
    var paths: [String] = []
    let folder = path.ends(with: "/") ? path : path + "/"
    for case let name as String in found {
      let isHidden = name.pieces(at: "/").contains {
        $0.begins(with: ".") || $0.hasSameBytes(as: testFolder)
      }
      let isRule = name.lowercased().ends(with: ".yml") || name.lowercased().ends(with: ".yaml")
      guard isRule, !isHidden else { continue }
      var isInnerFolder: ObjCBool = false
      let full = folder + name
      if FileManager.default.fileExists(atPath: full, isDirectory: &isInnerFolder),
        !isInnerFolder.boolValue
      {
        paths.append(full)
      }
    }
    return paths.sorted()
  }

  /// SigmaHQ's name for the folder with the tests of rules, whose YAML files are not rules.
  public static let testFolder = "regression_data"
}
