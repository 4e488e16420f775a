import Foundation

/// The terminal to read from and to draw on, as our own files.
///
/// Standard input and output if they are terminals, otherwise `/dev/tty`:
/// `zcat x | trailsift rule -` reads logs from one and keys from the other.
struct TerminalFiles {
  let input: UnsafeMutablePointer<FILE>
  let output: UnsafeMutablePointer<FILE>

  init() throws(TerminalError) {
    guard let input = TerminalFiles.open(STDIN_FILENO, mode: "r") else { throw .notATerminal }
    guard let output = TerminalFiles.open(STDOUT_FILENO, mode: "w") else {
      fclose(input)
      throw .notATerminal
    }
    self.input = input
    self.output = output
  }

  var inputDescriptor: Int32 { fileno(input) }
  var outputDescriptor: Int32 { fileno(output) }

  func close() {
    fclose(input)
    fclose(output)
  }

  private static func open(_ standard: Int32, mode: String) -> UnsafeMutablePointer<FILE>? {
    let descriptor =
      isatty(standard) == 1
      ? fcntl(standard, F_DUPFD_CLOEXEC, 0) : Foundation.open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    guard isatty(descriptor) == 1, let file = fdopen(descriptor, mode) else {
      Foundation.close(descriptor)
      return nil
    }
    return file
  }
}
