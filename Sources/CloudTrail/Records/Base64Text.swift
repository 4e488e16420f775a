/// Base64 (RFC 4648) as Kinesis, Firehose and Lambda use it for their payloads.
///
/// `eyJldmVudFZlcnNpb24iOiIxLjExIn0=` → `{"eventVersion":"1.11"}`, `H4sIAAAA…` → gzip
enum Base64Text {
  /// The six bits of each ASCII code; 64 for a line break; 255 for any other character.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (value, digit) in digits.utf8.enumerated() { values[Int(digit)] = UInt8(value) }
    values[Int(UInt8(ascii: "-"))] = 62
    values[Int(UInt8(ascii: "_"))] = 63
    for blank in [0x0A, 0x0D, 0x20] { values[blank] = 64 }
    return values
  }()

  /// Whether it begins like base64 of JSON, gzip or zlib.
  static func mayBe(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.count >= 4 else { return false }
    switch text[0] {
    case UInt8(ascii: "e"):
      return "yw3AFJN".utf8.contains(text[1])
    case UInt8(ascii: "W"), UInt8(ascii: "I"), UInt8(ascii: "C"): return values[Int(text[1])] < 64
    case UInt8(ascii: "H"): return text[1] == UInt8(ascii: "4") && text[2] == UInt8(ascii: "s")
    default: return false
    }
  }

  /// The bytes; nil if it is not base64 throughout.
  static func decoded(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
    var output: [UInt8] = []
    output.reserveCapacity(text.count / 4 * 3)
    var bits: UInt32 = 0
    var count = 0
    var end = text.count
    while end > 0, text[end - 1] == UInt8(ascii: "=") || values[Int(text[end - 1])] == 64 {
      end -= 1
    }
    return values.withUnsafeBufferPointer { values in
      for index in 0..<end {
        let value = values[Int(text[index])]
        if value == 64 { continue }
        guard value < 64 else { return nil }
        bits = bits << 6 | UInt32(value)
        count += 6
        if count >= 8 {
          count -= 8
          output.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
      }
      return output
    }
  }
}
