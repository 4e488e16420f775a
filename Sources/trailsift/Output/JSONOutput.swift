import Basics

/// JSON for programs, safe for a terminal.
enum JSONOutput {
  /// Writes a value to standard output, as one line.
  static func write(_ value: some Encodable) throws {
    StandardOutput.shared.write(try line(value))
  }

  /// A value as one line, with sorted keys in snake case. Control characters are escaped.
  static func line(_ value: some Encodable) throws -> [UInt8] {
    try JSONText.line(value, keys: .convertToSnakeCase) + [UInt8(ascii: "\n")]
  }
}
