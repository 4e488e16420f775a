import CloudTrail
import Foundation

/// A folder for one test, which takes it away again.
final class LogFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("trailsift-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file, with the folders it needs.
  @discardableResult
  func write(_ name: String, _ bytes: some Collection<UInt8>) throws -> LogFile {
    let url = URL(fileURLWithPath: path).appendingPathComponent(name)
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
