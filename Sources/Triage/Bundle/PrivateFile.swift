import Foundation

/// A file that only its owner can read, written beside its place and moved there when it is whole.
final class PrivateFile {
  private let path: String
  private let temporary: String
  private let descriptor: Int32
  private var isFinished = false

  init(replacing path: String) throws(BundleError) {
    self.path = path
    var template = Array((path + ".XXXXXX").utf8CString)
    descriptor = mkstemp(&template)
    temporary = template.withUnsafeBufferPointer {
      $0.baseAddress.map { String(cString: $0) } ?? ""
    }
    guard descriptor >= 0 else { throw .cannotWrite(path: path, reason: String(errno: errno)) }
  }

  deinit {
    close(descriptor)
    if !isFinished { unlink(temporary) }
  }

  func write(_ bytes: [UInt8]) throws(BundleError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw .cannotWrite(path: path, reason: String(errno: errno)) }
      done += count
    }
  }

  func finish() throws(BundleError) {
    guard fsync(descriptor) == 0, rename(temporary, path) == 0 else {
      throw .cannotWrite(path: path, reason: String(errno: errno))
    }
    isFinished = true
  }
}
