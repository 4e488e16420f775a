import Basics
import Foundation

/// Descriptors 0 to 2, which whoever starts a program may have closed, and where anything may be behind.
enum StandardDescriptors {
  /// Occupies those that are closed, before any file is opened: the next one would get such a number, and be taken for
  /// standard output. Reading from a closed standard input and writing to a closed standard output still fail.
  static func occupy() {
    for (descriptor, mode) in [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY),
    ] where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
      // `open` takes the lowest number that is free: this one.
      _ = open("/dev/null", mode)
    }
  }

  /// Writes to standard error. What cannot be written there is lost: there is nobody left to tell.
  static func writeError(_ text: String) {
    try? FileCalls.system.writeAll(Array(text.utf8), to: STDERR_FILENO)
  }
}
