import Basics
import Foundation

/// Descriptors 0 to 2. The caller may have closed them, or connected them to anything.
enum StandardDescriptors {
  /// Occupies the closed ones before any file is opened. Otherwise the next file would get such a
  /// number and be taken for standard output. Reading from a closed standard input and writing to a
  /// closed standard output still fail.
  static func occupy() {
    for (descriptor, mode) in [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY),
    ] where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
      // `open` uses the lowest free number: this one.
      _ = open("/dev/null", mode)
    }
  }

  /// Writes to standard error. A failure is ignored, since there is nowhere to report it.
  static func writeError(_ text: String) {
    try? FileCalls.system.writeAll(Array(text.utf8), to: STDERR_FILENO)
  }
}
