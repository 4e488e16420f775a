import Basics
import Foundation
import Scanning
import Sessions
import TriageUI

/// The chosen columns for each rule or set of rules: `$XDG_STATE_HOME/trailsift/columns.json`.
///
///     {"3f1c8a52-…": [{"field": "eventTime", "isShown": true}, {"field": "userAgent", "isShown": true, "width": 40}]}
///
/// It is a convenience: a failure to read or write it is reported and otherwise ignored.
public struct ColumnsStore: Sendable {
  let path: String
  /// The key of the columns: the identities of the rules.
  let key: String

  /// The file can't be read or written.
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  public init(rules: RuleSet, environment: [String: String]) {
    path = StateFolder.path(environment: environment) + "/columns.json"
    let identities = rules.rules.map(\.identity).sorted()
    key =
      identities.count <= Self.maximumNamed
      ? identities.joined(separator: " ")
      : identities.prefix(Self.maximumNamed).joined(separator: " ") + " … \(identities.count)"
  }

  private static let maximumFileSize = 16 << 20

  /// The maximum number of identities in a key.
  private static let maximumNamed = 8

  /// The columns kept for these rules, if any.
  public func load() throws(Failure) -> [Columns.Entry]? { try all()[key] }

  public func save(_ entries: [Columns.Entry]) throws(Failure) {
    do {
      try PrivateFile(path).replace {
        // An unreadable file is replaced, so that new columns are not lost.
        var all = (try? all()) ?? [:]
        all[key] = entries
        return try JSONText.page(all)
      }
    } catch {
      throw Failure(description: "the columns are not remembered: \(path): \(error)")
    }
  }

  private func all() throws(Failure) -> [String: [Columns.Entry]] {
    guard FileManager.default.fileExists(atPath: path) else { return [:] }
    do {
      return try JSONDecoder().decode(
        [String: [Columns.Entry]].self,
        from: Data(PlainFile.read(path, atMost: Self.maximumFileSize)))
    } catch {
      throw Failure(
        description:
          "\(path) cannot be read; using the rule's own columns; choosing others replaces the file"
      )
    }
  }
}
