import Sigma

/// A detection as bytes, for `DetectionLog`. All numbers are little-endian.
///
///     length of the rest  UInt32
///     time                Int64
///     eventID             UInt32 length, UTF-8
///     rules               UInt32 count, UInt32 each
///     texts               UInt32 count, each UInt32 length + 1 (0: missing), UTF-8
enum DetectionCoding {
  static let lengthBytes = 4
  private static let timeBytes = 8

  static func append(_ detection: RuleDetection, to bytes: inout [UInt8]) {
    let start = bytes.count
    append(UInt32(0), to: &bytes)
    append(detection.time, to: &bytes)
    append(UInt32(detection.event.utf8.count), to: &bytes)
    bytes.append(contentsOf: detection.event.utf8)
    append(UInt32(detection.rules.count), to: &bytes)
    for rule in detection.rules { append(UInt32(rule), to: &bytes) }
    append(UInt32(detection.texts.count), to: &bytes)
    for text in detection.texts {
      append(UInt32(text.map { $0.utf8.count + 1 } ?? 0), to: &bytes)
      if let text { bytes.append(contentsOf: text.utf8) }
    }
    let length = UInt32(bytes.count - start - lengthBytes)
    withUnsafeBytes(of: length.littleEndian) {
      for (index, byte) in $0.enumerated() { bytes[start + index] = byte }
    }
  }

  /// The eventID's bytes of an encoded detection.
  static func event(in record: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
    let start = record.startIndex + lengthBytes + timeBytes
    let length = Int(number(UInt32.self, record.base, at: start))
    return record.base[start + 4..<start + 4 + length]
  }

  /// The length of the record that starts at an index, including the four bytes of the length.
  static func length(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Int {
    lengthBytes + Int(number(UInt32.self, bytes, at: index))
  }

  /// Reads the complete record that starts at an index.
  static func detection(_ bytes: UnsafeRawBufferPointer, at index: Int) -> RuleDetection {
    var index = index + lengthBytes
    func next<Number: FixedWidthInteger>(_: Number.Type) -> Number {
      defer { index += MemoryLayout<Number>.size }
      return number(Number.self, bytes, at: index)
    }
    func text(_ length: Int) -> String {
      defer { index += length }
      return String(decoding: bytes[index..<index + length], as: UTF8.self)
    }
    let time = next(Int64.self)
    let event = text(Int(next(UInt32.self)))
    let rules = (0..<next(UInt32.self)).map { _ in Int(next(UInt32.self)) }
    let texts = (0..<next(UInt32.self)).map { _ -> String? in
      let length = Int(next(UInt32.self))
      return length == 0 ? nil : text(length - 1)
    }
    return RuleDetection(time: time, event: event, rules: rules, texts: texts)
  }

  private static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  private static func number<Number: FixedWidthInteger>(
    _: Number.Type, _ bytes: UnsafeRawBufferPointer, at index: Int
  ) -> Number {
    Number(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: Number.self))
  }
}
