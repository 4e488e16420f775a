import ArgumentParser
import Basics
import Foundation
import TerminalScreen

/// Messages for people go to standard error, safe for their terminal. Data for programs goes to
/// standard output.
enum Console {
  /// A message for people. Text that it quotes from logs or rules can't reach the terminal as a
  /// control sequence.
  static func say(_ message: String) {
    for line in message.pieces(at: "\n") {
      StandardDescriptors.writeError(SafeText(String(line)).text + "\n")
    }
  }

  static func error(_ message: String) { say("trailsift: " + message) }

  /// A line of text for people on standard output.
  static func print(_ line: String) {
    StandardOutput.shared.write(Array((SafeText(line).text + "\n").utf8))
  }
}

/// Buffered standard output. If the reader goes away, the program ends quietly, like any filter.
final class StandardOutput: Sendable {
  static let shared = StandardOutput()

  private let buffer = Locked<[UInt8]>([])
  private static let bufferBytes = 64 << 10

  func write(_ bytes: [UInt8]) {
    write { $0 += bytes }
  }

  /// Lets `body` append to the buffer.
  func write<Result: Sendable>(_ body: (inout [UInt8]) -> Result) -> Result {
    buffer.withLock { buffer in
      let result = body(&buffer)
      if buffer.count >= Self.bufferBytes { Self.flush(&buffer) }
      return result
    }
  }

  func flush() { buffer.withLock { Self.flush(&$0) } }

  private static func flush(_ buffer: inout [UInt8]) {
    do { try FileCalls.system.writeAll(buffer, to: STDOUT_FILENO) } catch {
      if error.code == EPIPE { exit(0) }
      Console.error("standard output cannot be written: \(error.reason)")
      exit(ExitCode.cannotWrite.rawValue)
    }
    buffer.removeAll(keepingCapacity: true)
  }
}

extension Console {
  /// Writes what a command puts out to the file that the user named, or to standard output.
  static func write(_ bytes: [UInt8], to path: String?) throws(ExitCode) {
    guard let path else {
      StandardOutput.shared.write(bytes)
      return StandardOutput.shared.flush()
    }
    do { try OutputFile.write(bytes, to: path) } catch { throw cannotWrite(path, error) }
  }

  static func write(_ text: String, to path: String?) throws(ExitCode) {
    try write(Array(text.utf8), to: path)
  }

  /// Before a long scan, refuses a path that can't be written or would wait for a reader.
  static func checkOutput(_ path: String) throws(ExitCode) {
    do { try OutputFile.check(path) } catch { throw cannotWrite(path, error) }
  }

  private static func cannotWrite(_ path: String, _ refusal: PlainFile.Refusal) -> ExitCode {
    error("\(path): cannot be written: \(refusal)")
    return .cannotCreate
  }
}

extension Console {
  /// Lines of text for people on standard output.
  static func printText(_ text: String) {
    for line in text.pieces(at: "\n").dropLast() {
      print(String(line))
    }
  }
}

extension Console {
  /// A unified diff on standard output. What tools need to apply it is kept: CR at the end of a
  /// line, tabs, and spaces of any kind. Everything else is safe text.
  static func printDiff(_ diff: String) {
    for line in Array(diff.utf8).split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    )
    .dropLast() {
      let hasReturn = line.last == UInt8(ascii: "\r")
      var text = ""
      var pending = String.UnicodeScalarView()
      for scalar in String(decoding: hasReturn ? line.dropLast() : line, as: UTF8.self)
        .unicodeScalars
      {
        guard scalar == "\t" || scalar.properties.generalCategory == .spaceSeparator else {
          pending.append(scalar)
          continue
        }
        text += SafeText(String(pending)).text
        text.unicodeScalars.append(scalar)
        pending = String.UnicodeScalarView()
      }
      text += SafeText(String(pending)).text
      StandardOutput.shared.write(Array((text + (hasReturn ? "\r\n" : "\n")).utf8))
    }
  }
}
