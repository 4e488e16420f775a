import Foundation

/// The author of decisions.
public enum Author {
  /// The name given with `--author`, or the login name.
  public static func name(given: String?) -> String {
    given ?? Configuration.load().author ?? ProcessInfo.processInfo.environment["USER"]
      ?? NSUserName()
  }
}
