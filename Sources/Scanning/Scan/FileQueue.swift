import CloudTrail
import Foundation

/// Files on their way from discovery to the workers, in order. What was found first is read while the rest is looked for.
final class FileQueue: @unchecked Sendable {
  // Everything below is guarded by `condition`.
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

  /// No more files come.
  func close() {
    condition.lock()
    defer { condition.unlock() }
    isClosed = true
    condition.broadcast()
  }

  /// The next file and its number; waits for one, nil when there is none and none will come.
  func take() -> (file: LogFile, number: Int)? {
    condition.lock()
    defer { condition.unlock() }
    while next == files.count, !isClosed { condition.wait() }
    guard next < files.count else { return nil }
    defer { next += 1 }
    return files[next]
  }
}
