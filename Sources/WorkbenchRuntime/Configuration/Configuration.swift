import Basics
import Foundation
import Sigma
import SourceYAML
import TriageUI

/// The user's settings for all sessions, in `$XDG_CONFIG_HOME/trailsift/config.yml` (by default in
/// `~/.config`):
///
///     theme: nord
///     mouse: true
///     columns: [eventTime, awsRegion, eventName]
///     keys:
///       markFalsePositive: [f, F2]
///
/// Mistakes in it are reported and ignored; they never keep trailsift from starting.
public struct Configuration: Sendable {
  /// The name of a theme, or a file.
  public var theme: String?
  public var mouse: Bool?
  /// The fields of the list of hits.
  public var columns: [String]?
  /// The author of decisions.
  public var author: String?
  /// Draws with ASCII only, for terminals and fonts that lack other signs or draw them two columns
  /// wide.
  public var ascii: Bool?
  /// The target of copies.
  public var clipboard: ClipboardChoice?
  /// Fields of the logs that CloudTrail does not have.
  public var knownFields: [String]?
  /// Geolocation databases, and folders of them.
  public var geo: [String]?
  /// The keys of commands.
  public var keymap = Keymap()

  /// The file's text, to show its lines.
  public var text = ""
  /// The problems in it.
  public var diagnostics: [Diagnostic] = []

  /// The names of all settings.
  public static let names = [
    "ascii", "author", "clipboard", "columns", "geo", "keys", "known_fields", "mouse", "theme",
  ]

  /// The settings of the file, or the defaults without a file.
  public static func load(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> Configuration {
    guard let path = path(environment), FileManager.default.fileExists(atPath: path) else {
      return Configuration()
    }
    let text: String
    do throws(PlainFile.Refusal) {
      text = try self.text(of: path)
    } catch {
      var configuration = Configuration()
      configuration.diagnostics = [
        Diagnostic(
          severity: .warning, category: .invalid, file: path, position: nil,
          message: "not used: \(error)")
      ]
      return configuration
    }
    return ConfigurationReader.read(YAMLFile(text: text, path: path))
  }

  /// The maximum size of the file, far more than anyone writes.
  private static let maximumBytes = 256 * 1024

  private static func text(of path: String) throws(PlainFile.Refusal) -> String {
    let bytes = try PlainFile.read(path, atMost: maximumBytes + 1)
    guard bytes.count <= maximumBytes else {
      throw PlainFile.Refusal(
        reason: "it is larger than \(maximumBytes.grouped) bytes", isMissing: false)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// By the XDG specification, a relative path is ignored.
  static func path(_ environment: [String: String]) -> String? {
    let xdg = environment["XDG_CONFIG_HOME"].flatMap { $0.begins(with: "/") ? $0 : nil }
    let home = environment["HOME"].flatMap { $0.begins(with: "/") ? $0 + "/.config" : nil }
    return (xdg ?? home).map { $0 + "/trailsift/config.yml" }
  }
}

extension Configuration {
  /// One line for the screen: the first problem, and the number of others.
  public var complaint: String? {
    guard let first = diagnostics.first else { return nil }
    let place = first.position.map { ":\($0.line):\($0.column)" } ?? ""
    let more =
      diagnostics.count == 1
      ? "; trailsift keys shows the line" : "; \(diagnostics.count - 1) more: see trailsift keys"
    // Without the folder, since a line of the screen is short.
    return "config.yml\(place): \(first.message)\(more)"
  }
}
