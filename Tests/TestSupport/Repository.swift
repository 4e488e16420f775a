import Foundation

/// The paths of the project's files.
package enum Repository {
  package static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  package static let samples = root.appending(path: "samples")
  package static let themes = root.appending(path: "themes")
}
