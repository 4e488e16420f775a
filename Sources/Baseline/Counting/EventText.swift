import EventJSON

/// The texts of one record by field, as bytes.
///
///     {"awsRegion":"eu-west-1","userAgent":"a \"b\""}    region: in the record; userAgent: decoded, kept here
///
/// As in the specification, only strings count as texts: a number or null is the empty text.
final class EventText {
  private let event: PickedEvent
  private var decoded: [UnsafeMutableRawBufferPointer] = []

  init(of event: PickedEvent) { self.event = event }

  deinit { forget() }

  /// Call before each record.
  @inline(__always)
  func forget() {
    guard !decoded.isEmpty else { return }
    for buffer in decoded { buffer.deallocate() }
    decoded.removeAll(keepingCapacity: true)
  }

  /// Valid until `forget`, and while the record is in place.
  @inline(__always)
  subscript(slot: Int) -> UnsafeRawBufferPointer {
    if let plain = event.plainString(at: slot) { return plain }
    guard event.isPresent(slot) else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return decode(slot)
  }

  @inline(never)
  private func decode(_ slot: Int) -> UnsafeRawBufferPointer {
    guard let value = event.values(at: slot).first(where: { _ in true }), value.kind == .string
    else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return event.withText(of: value) { keep($0) }
  }

  /// Keeps bytes until `forget`.
  func keep(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard !bytes.isEmpty else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    buffer.copyMemory(from: bytes)
    decoded.append(buffer)
    return UnsafeRawBufferPointer(buffer)
  }

  /// Whether a value is there that says something: not null, `false`, 0, nor empty.
  func says(_ slot: Int) -> Bool {
    guard event.isPresent(slot), let value = event.values(at: slot).first(where: { _ in true })
    else { return false }
    switch value.kind {
    case .null, .false: return false
    case .true: return true
    case .string: return !value.range.isEmpty
    case .number: return !event.rawBytes(of: value).elementsEqual([UInt8(ascii: "0")])
    case .object, .array: return value.range.count > 2
    }
  }

  /// Whether a value is this word of JSON, or the same in quotes: `false` and `"false"`.
  func isWord(_ word: StaticString, _ kind: JSONValue.Kind, at slot: Int) -> Bool {
    guard event.isPresent(slot), let value = event.values(at: slot).first(where: { _ in true })
    else { return false }
    return value.kind == kind || event.isString(word, at: slot)
  }
}

extension UnsafeRawBufferPointer {
  /// Whether the bytes are those of a word.
  @inline(__always)
  func equals(_ word: StaticString) -> Bool {
    count == word.utf8CodeUnitCount && begins(with: word)
  }

  func begins(with word: StaticString) -> Bool {
    guard count >= word.utf8CodeUnitCount else { return false }
    for index in 0..<word.utf8CodeUnitCount where self[index] != word.utf8Start[index] {
      return false
    }
    return true
  }

  func ends(with word: StaticString) -> Bool {
    guard count >= word.utf8CodeUnitCount else { return false }
    let start = count - word.utf8CodeUnitCount
    for index in 0..<word.utf8CodeUnitCount where self[start + index] != word.utf8Start[index] {
      return false
    }
    return true
  }

  /// Where a word begins; nil if it is nowhere.
  func place(of word: StaticString) -> Int? {
    let length = word.utf8CodeUnitCount
    guard count >= length else { return nil }
    let first = word.utf8Start[0]
    for start in 0...(count - length) where self[start] == first {
      if UnsafeRawBufferPointer(rebasing: self[start...]).begins(with: word) { return start }
    }
    return nil
  }

  func holds(_ word: StaticString) -> Bool { place(of: word) != nil }

  /// Where a byte is last; nil if it is nowhere.
  func lastPlace(of byte: UInt8) -> Int? { lastIndex(of: byte) }
}
