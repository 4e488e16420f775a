import Basics
import Foundation
import Sigma
import SourceYAML
import TriageUI

/// What the user has chosen for every session, in `$XDG_CONFIG_HOME/trailsift/config.yml` (by default in `~/.config`):
///
///     theme: nord
///     mouse: true
///     columns: [eventTime, awsRegion, eventName]
///     keys:
///       markFalsePositive: [f, F2]
///
/// What is wrong in it is told and left out; it never keeps trailsift from starting.
public struct Configuration: Sendable {
  /// The name of a theme, or a file.
  public var theme: String?
  public var mouse: Bool?
  /// The fields of the list of hits.
  public var columns: [String]?
  /// The name that decisions carry.
  public var author: String?
  /// Only signs of ASCII, for terminals and fonts that have no others or draw them two columns wide.
  public var ascii: Bool?
  /// Where text that is copied goes.
  public var clipboard: ClipboardChoice?
  /// Fields that the logs have beside CloudTrail's.
  public var knownFields: [String]?
  /// The keys of commands.
  public var keymap = Keymap()

  /// The file's text, for showing lines of it.
  public var text = ""
  /// What is wrong in it.
  public var diagnostics: [Diagnostic] = []

  /// The settings that there are.
  public static let names = [
    "ascii", "author", "clipboard", "columns", "keys", "known_fields", "mouse", "theme",
  ]

  /// The file as it is now, or nothing chosen where there is none.
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

  /// Far more than anybody writes.
  private static let maximumBytes = 256 * 1024

  private static func text(of path: String) throws(PlainFile.Refusal) -> String {
    let bytes = try PlainFile.read(path, atMost: maximumBytes + 1)
    guard bytes.count <= maximumBytes else {
      throw PlainFile.Refusal(
        reason: "it is larger than \(maximumBytes.grouped) bytes", isMissing: false)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The XDG specification: a relative path is to be ignored.
  static func path(_ environment: [String: String]) -> String? {
    let xdg = environment["XDG_CONFIG_HOME"].flatMap { $0.begins(with: "/") ? $0 : nil }
    let home = environment["HOME"].flatMap { $0.begins(with: "/") ? $0 + "/.config" : nil }
    return (xdg ?? home).map { $0 + "/trailsift/config.yml" }
  }
}

extension Configuration {
  /// One line for the screen: the first thing that is wrong, and how many more there are.
  public var complaint: String? {
    guard let first = diagnostics.first else { return nil }
    let place = first.position.map { ":\($0.line):\($0.column)" } ?? ""
    let more =
      diagnostics.count == 1
      ? "; trailsift keys shows the line" : "; \(diagnostics.count - 1) more: see trailsift keys"
    // The folder is known, and a line of the screen is short.
    return "config.yml\(place): \(first.message)\(more)"
  }
}
