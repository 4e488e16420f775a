import EventJSON
import Foundation

/// JSON for programs, safe for a terminal.
enum JSONOutput {
  /// Writes a value to standard output, as one line.
  static func write(_ value: some Encodable) throws {
    StandardOutput.shared.write(try line(value))
  }

  /// A value as one line with its keys in order and in snake case. What could steer a terminal is escaped.
  static func line(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var line: [UInt8] = []
    JSONEscaping.append(json: try encoder.encode(value), to: &line)
    line.append(UInt8(ascii: "\n"))
    return line
  }
}
