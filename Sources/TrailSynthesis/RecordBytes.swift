import Basics

/// The bytes of a log file that is being written. Appends numbers, identifiers and times in
/// CloudTrail's forms, without making a `String` of each.
struct RecordBytes: Sendable {
  var bytes: [UInt8] = []

  mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  mutating func append(_ byte: UInt8) {
    bytes.append(byte)
  }

  mutating func appendDecimal(_ number: Int) {
    if number >= 10 { appendDecimal(number / 10) }
    bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
  }

  /// Two digits, with a leading zero.
  mutating func appendTwoDigits(_ number: Int) {
    bytes.append(UInt8(ascii: "0") + UInt8(number / 10 % 10))
    bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
  }

  /// `count` random digits of an alphabet whose size is a power of two, `bits` bits per digit.
  mutating func appendDigits(
    of alphabet: StaticString, bits: Int, count: Int, random: inout SplitMix64
  ) {
    let mask = (1 << UInt64(bits)) - 1 as UInt64
    var left = 0
    var pool: UInt64 = 0
    alphabet.withUTF8Buffer { digits in
      for _ in 0..<count {
        if left < bits {
          pool = random.next()
          left = 64
        }
        bytes.append(digits[Int(pool & mask)])
        pool >>= UInt64(bits)
        left -= bits
      }
    }
  }

  mutating func appendHex(_ count: Int, random: inout SplitMix64) {
    appendDigits(of: "0123456789abcdef", bits: 4, count: count, random: &random)
  }

  mutating func appendBase64(_ count: Int, random: inout SplitMix64) {
    appendDigits(of: Self.base64, bits: 6, count: count, random: &random)
  }

  /// Capital letters and digits, as in access key identifiers and the request IDs of S3.
  mutating func appendBase32(_ count: Int, random: inout SplitMix64) {
    appendDigits(of: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", bits: 5, count: count, random: &random)
  }

  /// A random UUID, version 4.
  mutating func appendUUID(random: inout SplitMix64) {
    appendHex(8, random: &random)
    append(UInt8(ascii: "-"))
    appendHex(4, random: &random)
    append("-4")
    appendHex(3, random: &random)
    append(UInt8(ascii: "-"))
    appendDigits(of: "89ab", bits: 2, count: 1, random: &random)
    appendHex(3, random: &random)
    append(UInt8(ascii: "-"))
    appendHex(12, random: &random)
  }

  /// `2026-03-01T09:41:07Z`
  mutating func appendTime(_ seconds: Int) {
    let time = CivilTime(secondsSince1970: seconds)
    appendDate(time, separator: UInt8(ascii: "-"))
    append(UInt8(ascii: "T"))
    appendTwoDigits(time.hour)
    append(UInt8(ascii: ":"))
    appendTwoDigits(time.minute)
    append(UInt8(ascii: ":"))
    appendTwoDigits(time.second)
    append(UInt8(ascii: "Z"))
  }

  /// `2026/03/01` as in the keys of S3; nil writes `20260301`.
  mutating func appendDate(_ time: CivilTime, separator: UInt8?) {
    appendDecimal(time.year)
    if let separator { append(separator) }
    appendTwoDigits(time.month)
    if let separator { append(separator) }
    appendTwoDigits(time.day)
  }

  /// `Mar 1, 2026, 9:41:07 AM`: how the Java services write dates into responses.
  mutating func appendSpokenTime(_ seconds: Int) {
    let time = CivilTime(secondsSince1970: seconds)
    append(Self.months[time.month - 1])
    append(UInt8(ascii: " "))
    appendDecimal(time.day)
    append(", ")
    appendDecimal(time.year)
    append(", ")
    appendDecimal(time.hour % 12 == 0 ? 12 : time.hour % 12)
    append(UInt8(ascii: ":"))
    appendTwoDigits(time.minute)
    append(UInt8(ascii: ":"))
    appendTwoDigits(time.second)
    append(time.hour < 12 ? " AM" : " PM")
  }

  private static let base64: StaticString =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
