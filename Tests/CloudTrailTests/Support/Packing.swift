import Testing

/// One way in which a text becomes a file: compression, name, line ends.
struct Packing: Sendable, CustomTestStringConvertible {
  let name: String
  let fileName: String
  /// Whether the JSON is laid out over many lines first.
  let isPretty: Bool
  private let pack: @Sendable (String) -> [UInt8]

  private init(
    _ name: String, as fileName: String = "log.json.gz", isPretty: Bool = false,
    _ pack: @escaping @Sendable (String) -> [UInt8]
  ) {
    (self.name, self.fileName, self.isPretty, self.pack) = (name, fileName, isPretty, pack)
  }

  var testDescription: String { name }

  /// The bytes of the file that holds `events` delivered that way.
  func bytes(_ delivery: Delivery, _ events: [String]) -> [UInt8] {
    guard isPretty else { return pack(delivery.text(events)) }
    return pack(
      delivery.isJSON
        ? laidOut(delivery.text(events)) : delivery.text(events.map(laidOut)))
  }

  static let all: [Packing] = [
    Packing("plain", as: "log.json") { Array($0.utf8) },
    Packing("gzip") { gzip($0) },
    Packing("gzip named .json", as: "log.json") { gzip($0) },
    Packing("plain named .gz") { Array($0.utf8) },
    Packing("gzip members") { text in
      let bytes = Array(text.utf8)
      return gzip(bytes.prefix(bytes.count / 3)) + gzip("") + gzip(bytes.dropFirst(bytes.count / 3))
    },
    Packing("gzip and zeros") { gzip($0) + [UInt8](repeating: 0, count: 1000) },
    Packing("byte order mark", as: "log.json") { Array(("\u{FEFF}" + $0).utf8) },
    Packing("byte order mark, gzip") { gzip("\u{FEFF}" + $0) },
    Packing("CRLF", as: "log.json") { Array($0.replacing("\n", with: "\r\n").utf8) },
    Packing("UTF-16", as: "log.json") { [0xFF, 0xFE] + utf16($0, isBigEndian: false) },
    Packing("UTF-16, big-endian, gzip") { gzip([0xFE, 0xFF] + utf16($0, isBigEndian: true)) },
    Packing("laid out", as: "log.json", isPretty: true) { Array($0.utf8) },
    Packing("laid out, CRLF, gzip", isPretty: true) {
      gzip($0.replacing("\n", with: "\r\n"))
    },
  ]

  private static func utf16(_ text: String, isBigEndian: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      withUnsafeBytes(of: isBigEndian ? unit.bigEndian : unit.littleEndian, Array.init)
    }
  }

  /// JSON texts with a line for each member and element, as `jq` prints them.
  private func laidOut(_ json: String) -> String {
    var output = ""
    var depth = 0
    var isInString = false
    var isEscaped = false
    for character in json.unicodeScalars {
      if isInString || character == "\"" {
        output.unicodeScalars.append(character)
        if character == "\"", !isEscaped { isInString.toggle() }
        isEscaped = character == "\\" && !isEscaped
        continue
      }
      if "}]".unicodeScalars.contains(character) {
        depth -= 1
        output += "\n" + String(repeating: "  ", count: depth)
      }
      output.unicodeScalars.append(character)
      if "{[".unicodeScalars.contains(character) { depth += 1 }
      if "{[,".unicodeScalars.contains(character) {
        output += "\n" + String(repeating: "  ", count: depth)
      }
      if character == ":" { output += " " }
    }
    return output
  }
}
