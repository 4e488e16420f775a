/// An `eventTime` as CloudTrail writes it, `2025-11-02T14:03:59Z`, in three words whose order is that of time: the
/// earliest and the latest of millions are found without reading a number.
struct TimeKey: Comparable {
  /// `2025-11-`
  private let head: UInt64
  /// `02T14:03`
  private let middle: UInt64
  /// `4:03:59Z`
  private let tail: UInt64

  static let earliest = TimeKey(0)
  static let latest = TimeKey(.max)

  private init(_ word: UInt64) { (head, middle, tail) = (word, word, word) }

  private init(text: UnsafeRawBufferPointer) {
    head = UInt64(bigEndian: text.loadUnaligned(as: UInt64.self))
    middle = UInt64(bigEndian: text.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    tail = UInt64(bigEndian: text.loadUnaligned(fromByteOffset: 12, as: UInt64.self))
  }

  private static let length = 20

  /// Times written in other ways are read and written anew; what is no time is `nil`.
  init?(_ bytes: UnsafeRawBufferPointer) {
    if bytes.count == Self.length {
      self.init(text: bytes)
      if isWritten { return }
    }
    guard let time = EventTime.milliseconds(bytes) else { return nil }
    let text = Array(EventTime.text(milliseconds: time).utf8)
    guard text.count == Self.length else { return nil }
    self = text.withUnsafeBytes { TimeKey(text: $0) }
  }

  /// Whether it has digits and signs where a time has them, and no month, day or hour beyond the last one.
  private var isWritten: Bool {
    head & 0xf0f0_f0f0_fff0_f0ff == 0x3030_3030_2d30_302d
      && middle & 0xf0f0_fff0_f0ff_f0f0 == 0x3030_5430_303a_3030
      && tail & 0xf0ff_f0f0_fff0_f0ff == 0x303a_3030_3a30_305a
      && head & 0xffff00 <= 0x313200 && middle >> 48 <= 0x3331
      && (middle >> 24) & 0xffff <= 0x3233
  }

  var milliseconds: Int64? {
    var bytes: [UInt8] = []
    for word in [head, middle] { withUnsafeBytes(of: word.bigEndian) { bytes += $0 } }
    withUnsafeBytes(of: tail.bigEndian) { bytes += $0.suffix(Self.length - bytes.count) }
    return EventTime.milliseconds(bytes)
  }

  @inline(__always)
  static func < (a: TimeKey, b: TimeKey) -> Bool {
    if a.head != b.head { return a.head < b.head }
    if a.middle != b.middle { return a.middle < b.middle }
    return a.tail < b.tail
  }
}
