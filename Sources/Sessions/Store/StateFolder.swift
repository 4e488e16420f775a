import Basics
import Foundation

/// Where what one session leaves for the next is kept: `$XDG_STATE_HOME/trailsift`.
public enum StateFolder {
  public static func path(environment: [String: String]) -> String {
    let base = environment["XDG_STATE_HOME"].flatMap { $0.begins(with: "/") ? $0 : nil }
    let home = environment["HOME"] ?? NSHomeDirectory()
    return (base ?? home + "/.local/state") + "/trailsift"
  }

  /// Makes it, for its owner only, unless it is there.
  public static func create(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }
}
