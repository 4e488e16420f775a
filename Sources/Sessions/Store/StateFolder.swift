import Basics
import Foundation

/// The folder of state that sessions keep: `$XDG_STATE_HOME/trailsift`.
public enum StateFolder {
  public static func path(environment: [String: String]) -> String {
    let base = environment["XDG_STATE_HOME"].flatMap { $0.begins(with: "/") ? $0 : nil }
    let home = environment["HOME"] ?? NSHomeDirectory()
    return (base ?? home + "/.local/state") + "/trailsift"
  }
}
