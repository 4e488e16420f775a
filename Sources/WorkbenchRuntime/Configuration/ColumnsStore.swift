import Basics
import Foundation
import Scanning
import Sessions
import TriageUI

/// The columns that were chosen, for each rule or set of rules: `$XDG_STATE_HOME/trailsift/columns.json`.
///
///     {"3f1c8a52-…": [{"field": "eventTime", "isShown": true}, {"field": "userAgent", "isShown": true, "width": 40}]}
///
/// It is a convenience: when it cannot be read or written that is said, and nothing else happens.
public struct ColumnsStore: Sendable {
  let path: String
  /// Which columns are meant: the identities of the rules.
  let key: String

  /// The file cannot be read or written.
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  public init(rules: RuleSet, environment: [String: String]) {
    path = StateFolder.path(environment: environment) + "/columns.json"
    let identities = rules.rules.map(\.identity).sorted()
    key =
      identities.count <= Self.mostNamed
      ? identities.joined(separator: " ")
      : identities.prefix(Self.mostNamed).joined(separator: " ") + " … \(identities.count)"
  }

  private static let largestFile = 16 << 20

  /// A folder of thousands of rules is known well enough by some.
  private static let mostNamed = 8

  /// The columns kept for these rules; `nil` when there are none.
  public func load() throws(Failure) -> [Columns.Entry]? { try all()[key] }

  public func save(_ entries: [Columns.Entry]) throws(Failure) {
    do {
      try PrivateFile(path).replace {
        // A file that cannot be read is not worth losing new columns for.
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
        [String: [Columns.Entry]].self, from: Data(PlainFile.read(path, atMost: Self.largestFile)))
    } catch {
      throw Failure(
        description:
          "\(path) cannot be read; these are the rule's own columns, and choosing others writes it anew"
      )
    }
  }
}
