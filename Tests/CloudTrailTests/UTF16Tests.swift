import Testing

@testable import CloudTrail

struct UTF16Tests {
  private func decoded(_ units: [UInt16], chunk: Int, tail: [UInt8] = []) -> String {
    let bytes = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] } + tail
    var decoder = UTF16Decoder(.littleEndian)
    var output: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      let part = Array(bytes[start..<min(start + chunk, bytes.count)])
      part.withUnsafeBytes { decoder.decode($0, into: &output) }
    }
    decoder.finish(into: &output)
    return String(decoding: output, as: UTF8.self)
  }

  /// Cut anywhere, as the standard library decodes it.
  @Test(arguments: 1...7)
  func decodesChunks(chunk: Int) {
    let text = "{\"é\": \"한국어 😀\u{7F}\u{80}\u{7FF}\u{800}\u{FFFF}\u{10FFFF}\"}"
    #expect(decoded(Array(text.utf16), chunk: chunk) == text)
    let broken: [UInt16] = [0xD83D, 0x61, 0xDE00, 0xD83D, 0xD83D, 0xDE00, 0xD83D]
    #expect(decoded(broken, chunk: chunk) == String(decoding: broken, as: UTF16.self))
    #expect(decoded([0x61], chunk: chunk, tail: [0x62]) == "a\u{FFFD}")
  }

  @Test func knowsItByItsBeginning() {
    func order(_ bytes: [UInt8]) -> UTF16Decoder.ByteOrder? {
      bytes.withUnsafeBytes { UTF16Decoder.ByteOrder($0) }
    }
    #expect(order([0xFF, 0xFE]) == .littleEndian && order([0xFE, 0xFF]) == .bigEndian)
    #expect(order([0x7B, 0]) == .littleEndian && order([0, 0x5B]) == .bigEndian)
    #expect(order([0x7B, 0x22]) == nil && order([0xFF]) == nil && order([0, 0]) == nil)
  }

  /// Many windows of it.
  @Test func aLongLog() throws {
    let ids = (0..<5000).map { "\($0) é 😀" }
    let text = "\u{FEFF}" + ids.map { eventJSON($0) + "\r\n" }.joined()
    let bytes = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let reading = try LogFolder().read(bytes)
    #expect(reading.texts == ids && reading.report.damage == nil)
    #expect(reading.report.compressedBytes == Int64(bytes.count))
  }
}
