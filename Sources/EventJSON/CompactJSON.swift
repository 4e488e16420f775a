import Basics

/// JSON without spaces between tokens and with only the escapes that JSON requires.
///
/// `{ "k": "caf\u00e9 \/" }` → `{"k":"café /"}`
enum CompactJSON {
  /// Appends the compact form of well-formed JSON.
  static func append(_ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        index = appendString(bytes, from: index, to: &output)
      } else {
        if byte > 0x20 { output.append(byte) }
        index += 1
      }
    }
  }

  /// Appends the string whose opening quote is at `open`; returns the index after its closing one.
  private static func appendString(
    _ bytes: UnsafeRawBufferPointer, from open: Int, to output: inout [UInt8]
  ) -> Int {
    var close = open + 1
    var hasEscapes = false
    while close < bytes.count, bytes[close] != UInt8(ascii: "\"") {
      if bytes[close] == UInt8(ascii: "\\") {
        hasEscapes = true
        close += 1
      }
      close += 1
    }
    close = min(close, bytes.count)
    let inner = UnsafeRawBufferPointer(rebasing: bytes[(open + 1)..<close])
    output.append(UInt8(ascii: "\""))
    if hasEscapes {
      var decoded: [UInt8] = []
      JSONString.appendDecoded(inner, to: &decoded)
      for byte in decoded { appendEscaped(byte, to: &output) }
    } else {
      output.append(contentsOf: inner)
    }
    output.append(UInt8(ascii: "\""))
    return min(close + 1, bytes.count)
  }

  /// Escapes only quote, backslash and control characters, as RFC 8259 requires.
  private static func appendEscaped(_ byte: UInt8, to output: inout [UInt8]) {
    switch byte {
    case 0x08: output += [UInt8(ascii: "\\"), UInt8(ascii: "b")]
    case 0x0C: output += [UInt8(ascii: "\\"), UInt8(ascii: "f")]
    case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"):
      JSONEscaping.append(Unicode.Scalar(byte), to: &output)
    default: output.append(byte)
    }
  }
}
