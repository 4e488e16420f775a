import Foundation

/// A file that only its owner can read, written beside its place and moved there when it is whole.
final class PrivateFile {
  private let path: String
  private let temporary: String
  private let descriptor: Int32
  private var isFinished = false

  struct Failure: Error {
    let reason: String

    /// What the last system call failed with.
    fileprivate static var ofSystem: Failure { Failure(reason: String(errno: errno)) }
  }

  init(replacing path: String) throws(Failure) {
    self.path = path
    var template = Array((path + ".XXXXXX").utf8CString)
    descriptor = mkstemp(&template)
    temporary = template.withUnsafeBufferPointer {
      $0.baseAddress.map { String(cString: $0) } ?? ""
    }
    guard descriptor >= 0 else { throw .ofSystem }
  }

  deinit {
    close(descriptor)
    if !isFinished { unlink(temporary) }
  }

  func write(_ bytes: [UInt8]) throws(Failure) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw .ofSystem }
      done += count
    }
  }

  func finish() throws(Failure) {
    guard fsync(descriptor) == 0, rename(temporary, path) == 0 else { throw .ofSystem }
    isFinished = true
  }
}
