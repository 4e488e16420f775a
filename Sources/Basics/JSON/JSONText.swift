import Foundation

/// A `Codable` value as JSON with sorted keys, in UTF-8. Control characters are escaped.
public enum JSONText {
  /// On one line, without a line end.
  ///
  /// - Parameter keys: `convertToSnakeCase` for other programs.
  public static func line(
    _ value: some Encodable, keys: JSONEncoder.KeyEncodingStrategy = .useDefaultKeys
  ) throws -> [UInt8] {
    try encoded(value, keys, [.sortedKeys, .withoutEscapingSlashes])
  }

  /// On several lines, for a file that people read.
  public static func page(_ value: some Encodable) throws -> [UInt8] {
    try encoded(value, .useDefaultKeys, [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
  }

  private static func encoded(
    _ value: some Encodable, _ keys: JSONEncoder.KeyEncodingStrategy,
    _ formatting: JSONEncoder.OutputFormatting
  ) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = keys
    encoder.outputFormatting = formatting
    var output: [UInt8] = []
    // The encoder has escaped strings; remaining line feeds are between tokens and may stay.
    for scalar in String(decoding: try encoder.encode(value), as: UTF8.self).unicodeScalars {
      if scalar != "\n", JSONEscaping.steersScreens(scalar) {
        JSONEscaping.appendHexadecimal(scalar.value, to: &output)
      } else {
        output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    return output
  }
}
