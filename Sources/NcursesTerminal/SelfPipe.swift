import Foundation

/// A pipe that never blocks, to wake a `poll`.
///
/// Its ends stay open until its last user releases it. So a thread that wakes a terminal that is
/// already closed does not write into another file.
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

  /// If the pipe is full, its reader wakes anyway.
  func write(_ byte: UInt8) {
    var byte = byte
    _ = Foundation.write(writeEnd, &byte, 1)
  }

  /// All available bytes.
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

/// Ends a `Terminal.wait` from any thread: `waker.wake()` when there are new hits.
public struct Waker: Sendable {
  let pipe: SelfPipe

  public func wake() {
    pipe.write(0)
  }
}
