import Basics
import Foundation

/// The paths in rules and `info.yml`, as SigmaHQ's runner finds them
/// (`tests/regression_tests_runner.py`, `get_absolute_path`).
///
///     rules/cloud/aws/region.yml      regression_tests_path: regression_data/region/info.yml
///
///     rules/cloud/aws/regression_data/region/info.yml
///     rules/cloud/regression_data/region/info.yml
///     rules/regression_data/region/info.yml
///     regression_data/region/info.yml                       ← the first one that exists
public enum TestPath {
  /// The file that a relative path means, from the rule's folder upward; nil if there is none. `/`
  /// and `\` both separate names.
  ///
  /// - Parameter rulePath: the path of the rule's file. The result is relative if this is, and
  ///   enough folders are above.
  public static func find(_ path: String, from rulePath: String) -> String? {
    let wanted = path.replacing(text: "\\", by: "/")
    if wanted.isEmpty { return nil }
    if wanted.begins(with: "/") { return exists(wanted) ? wanted : nil }
    var folder = folder(of: rulePath)
    while true {
      let candidate = join(folder, wanted)
      if exists(candidate) { return candidate }
      guard let parent = parent(of: folder) else { return nil }
      folder = parent
    }
  }

  /// `rules/a.yml` → `rules`; `a.yml` → the empty text, which is the working folder.
  public static func folder(of path: String) -> String {
    guard let (before, _) = path.cut(atLast: "/") else { return "" }
    return before.isEmpty ? "/" : String(before)
  }

  public static func join(_ folder: String, _ path: String) -> String {
    folder.isEmpty ? path : folder.ends(with: "/") ? folder + path : folder + "/" + path
  }

  /// The folder above; above the working folder, its absolute path goes on.
  static func parent(of folder: String) -> String? {
    if folder == "/" { return nil }
    let last = folder.lastPathPart
    // `..` has no simple parent, and the working folder's is absolute.
    if folder.isEmpty || last == "." || last == ".." || last.isEmpty {
      let absolute = URL(fileURLWithPath: folder.isEmpty ? "." : folder).standardizedFileURL.path
      if absolute == "/" { return nil }
      return self.folder(of: absolute)
    }
    return self.folder(of: folder)
  }

  private static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }
}
