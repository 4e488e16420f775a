import CloudTrail
import Foundation

/// Files between discovery and the workers, in order. The first files are read while the rest is
/// being discovered.
final class FileQueue: @unchecked Sendable {
  // `condition` guards everything below.
  private let condition = NSCondition()
  private var files: [(file: LogFile, number: Int)] = []
  private var next = 0
  private var isClosed = false

  /// Adds files; the first of them has the given number among all files of the scan.
  func append(_ more: [LogFile], first number: Int) {
    condition.lock()
    defer { condition.unlock() }
    if next == files.count { (files, next) = ([], 0) }
    for (index, file) in more.enumerated() { files.append((file, number + index)) }
    condition.broadcast()
  }

  /// Marks the end of the files.
  func close() {
    condition.lock()
    defer { condition.unlock() }
    isClosed = true
    condition.broadcast()
  }

  /// The next file and its number. Waits for one; nil at the end.
  func take() -> (file: LogFile, number: Int)? {
    condition.lock()
    defer { condition.unlock() }
    while next == files.count, !isClosed { condition.wait() }
    guard next < files.count else { return nil }
    defer { next += 1 }
    return files[next]
  }
}
