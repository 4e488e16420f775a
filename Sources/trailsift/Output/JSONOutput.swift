import EventJSON
import Foundation

/// JSON on standard output, safe for a terminal.
enum JSONOutput {
  /// Writes a value as one line with its keys in order and in snake case. What could steer a terminal is escaped.
  static func write(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var line: [UInt8] = []
    JSONEscaping.append(json: try encoder.encode(value), to: &line)
    line.append(UInt8(ascii: "\n"))
    StandardOutput.shared.write(line)
  }
}
