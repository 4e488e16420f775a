import Basics
import Foundation
import Sessions

/// Whether the user has ended the tour of `trailsift demo`: `$XDG_STATE_HOME/trailsift/tour-ended`
/// exists then.
public struct TourStore: Sendable {
  private let path: String

  public init(environment: [String: String]) {
    path = StateFolder.path(environment: environment) + "/tour-ended"
  }

  public var hasEnded: Bool { FileManager.default.fileExists(atPath: path) }

  func end() throws { try PrivateFile(path).replace { [] } }
}
