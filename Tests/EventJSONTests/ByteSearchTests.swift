import CByteSearch
import TestSupport
import Testing

/// Sixteen bytes at once, compared with a look at each of them.
@Suite struct ByteSearchTests {
  private func expected(_ bytes: [UInt8]) -> UInt32 {
    UInt32(bytes.firstIndex { $0 == 0x22 || $0 == 0x5C || $0 < 0x20 } ?? 16)
  }

  private func check(_ bytes: [UInt8]) {
    #expect(trailsift_first_special(bytes) == expected(bytes), "\(bytes)")
    #expect(trailsift_first_special_by_words(bytes) == expected(bytes), "\(bytes)")
  }

  @Test func eachByteAtEachPlace() {
    for byte in UInt8.min...UInt8.max {
      for place in 0..<16 {
        var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 16)
        bytes[place] = byte
        check(bytes)
      }
    }
  }

  /// Bytes that differ from a special one by a bit, or by a borrow, beside special ones.
  @Test func neighboursOfSpecialBytes() {
    let near: [UInt8] = [
      0x1F, 0x20, 0x21, 0x22, 0x23, 0x5B, 0x5C, 0x5D, 0x7F, 0x80, 0xA2, 0xDC, 0xFF,
    ]
    for first in near {
      for second in near {
        for place in 0..<15 {
          var bytes = [UInt8](repeating: 0xFF, count: 16)
          (bytes[place], bytes[place + 1]) = (first, second)
          check(bytes)
        }
      }
    }
  }

  @Test func randomBytes() {
    var generator = SeededGenerator(seed: 22)
    for _ in 0..<2_000 { check((0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }) }
  }
}
