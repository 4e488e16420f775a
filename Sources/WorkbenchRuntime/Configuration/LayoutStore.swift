import Basics
import Foundation
import Sessions
import TriageUI

/// The layout of the screen for the next session: `$XDG_STATE_HOME/trailsift/layout.json`.
///
///     {"event": "twoThirds"}
///
/// It is a convenience: an unreadable file counts as none.
public struct LayoutStore: Sendable {
  let path: String

  private struct Layout: Codable {
    var event: EventSize
  }

  public init(environment: [String: String]) {
    path = StateFolder.path(environment: environment) + "/layout.json"
  }

  private static let maximumFileSize = 4_096

  public func load() -> EventSize? {
    guard let bytes = try? PlainFile.read(path, atMost: Self.maximumFileSize) else { return nil }
    return (try? JSONDecoder().decode(Layout.self, from: Data(bytes)))?.event
  }

  public func save(_ size: EventSize) throws {
    try PrivateFile(path).replace { try JSONText.page(Layout(event: size)) }
  }
}
