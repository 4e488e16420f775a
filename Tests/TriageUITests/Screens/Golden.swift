import Foundation
import Testing

/// Golden texts, with which a test's output is compared.
///
///     TRAILSIFT_UPDATE=1 swift test --filter WholeScreensTests
///
/// writes them again, to be reviewed.
enum Golden {
  static let isUpdating = ProcessInfo.processInfo.environment["TRAILSIFT_UPDATE"] != nil

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Goldens")

  static func expect(
    _ text: String, is name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appendingPathComponent(name)
    let text = text + "\n"
    if isUpdating {
      guard (try? String(contentsOf: file, encoding: .utf8)) != text else { return }
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file, options: .atomic)
      return
    }
    let kept = try? String(contentsOf: file, encoding: .utf8)
    guard kept != text else { return }
    let difference = kept.map { Self.difference($0, text) } ?? "there is no such file"
    Issue.record(
      "Goldens/\(name): \(difference)\nTRAILSIFT_UPDATE=1 writes what is drawn now",
      sourceLocation: sourceLocation)
  }

  /// The first rows that differ: `7 - old`, `7 + new`.
  private static func difference(_ kept: String, _ now: String) -> String {
    let kept = kept.split(separator: "\n", omittingEmptySubsequences: false)
    let now = now.split(separator: "\n", omittingEmptySubsequences: false)
    let rows = (0..<max(kept.count, now.count)).filter { row in
      row >= kept.count || row >= now.count || kept[row] != now[row]
    }
    let shown = rows.prefix(mostRows).flatMap { row in
      (row < kept.count ? ["\(row + 1) - \(kept[row])"] : [])
        + (row < now.count ? ["\(row + 1) + \(now[row])"] : [])
    }
    return "\(rows.count) other rows\n" + shown.joined(separator: "\n")
  }

  private static let mostRows = 5
}
