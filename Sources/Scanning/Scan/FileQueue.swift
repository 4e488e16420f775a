import Basics
import CloudTrail

/// Files between discovery and the workers, in order. The first files are read while the rest is
/// being discovered.
final class FileQueue: Sendable {
  private struct Files {
    var files: [(file: LogFile, number: Int)] = []
    var next = 0
    var isClosed = false

    enum Next: Sendable {
      case file(LogFile, number: Int)
      case end
    }

    /// `nil` while no file waits and more may come.
    mutating func take() -> Next? {
      guard next < files.count else { return isClosed ? .end : nil }
      defer { next += 1 }
      return .file(files[next].file, number: files[next].number)
    }
  }

  private let files = Locked(Files())

  /// Adds files; the first of them has the given number among all files of the scan.
  func append(_ more: [LogFile], first number: Int) {
    files.withLock { files in
      if files.next == files.files.count { (files.files, files.next) = ([], 0) }
      for (index, file) in more.enumerated() { files.files.append((file, number + index)) }
    }
  }

  /// Marks the end of the files.
  func close() { files.withLock { $0.isClosed = true } }

  /// The next file and its number. Waits for one; nil at the end.
  func take() -> (file: LogFile, number: Int)? {
    guard case .file(let file, let number) = files.wait(for: { $0.take() }) else { return nil }
    return (file, number)
  }
}
