import Foundation

/// A pipe that never blocks: what wakes a `poll`.
///
/// Its ends stay open until the last user has let go of it, so that a thread that wakes a terminal closed
/// in the meantime does not write into somebody else's file.
final class SelfPipe: Sendable {
  let readEnd: Int32
  let writeEnd: Int32

  init() throws(TerminalError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .noPipe(String(cString: strerror(errno))) }
    readEnd = ends[0]
    writeEnd = ends[1]
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// A full pipe is as good as one more byte: whoever reads it is woken anyway.
  func write(_ byte: UInt8) {
    var byte = byte
    _ = Foundation.write(writeEnd, &byte, 1)
  }

  /// All bytes that are there.
  func drain() -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 512)
    while true {
      let count = read(readEnd, &buffer, buffer.count)
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }
}

/// Ends a `Terminal.wait` from any thread: `waker.wake()` when new hits are there.
public struct Waker: Sendable {
  let pipe: SelfPipe

  public func wake() {
    pipe.write(0)
  }
}
