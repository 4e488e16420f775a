import CloudTrail
import Foundation
import TestSupport

/// A folder for one test, removed afterwards.
final class LogFolder {
  private let folder: ScratchFolder
  var path: String { folder.url.path }

  init() throws { folder = try ScratchFolder() }

  /// Writes a file, with the folders it needs.
  @discardableResult
  func write(_ name: String, _ bytes: some Collection<UInt8>) throws -> LogFile {
    let url = folder.url.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return LogFile(path: url.path, byteCount: Int64(bytes.count))
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> LogFile {
    try write(name, Array(text.utf8))
  }
}
