/// A window that slides over the inflated bytes of a file.
///
/// ```
///            start            end
///  ┌───────────┬────────────────┬──────────────┐
///  │ consumed  │ not read yet   │ free         │
///  └───────────┴────────────────┴──────────────┘
/// ```
///
/// Memory use is the window's size. For a longer record the window grows, and shrinks again for the
/// next file.
final class ByteWindow {
  /// Fits a core's second-level cache, so that bytes are still cached when they are read.
  static let usualBytes = 256 << 10

  private var source: any ByteProvider
  private var memory = UnsafeMutableRawBufferPointer.allocate(
    byteCount: ByteWindow.usualBytes, alignment: 16)
  private(set) var start = 0
  private(set) var end = 0
  /// Inflated bytes that have left the window.
  private var passed: Int64 = 0
  /// The last of them.
  private var lastPassed = UInt8(ascii: "\n")
  /// Called after each refill; false stops.
  var onRefill: () -> Bool = { true }
  private(set) var isStopped = false
  /// Set if the text is UTF-16.
  private var decoder: UTF16Decoder?
  /// UTF-8 that is not in the window yet.
  private var decoded: ArraySlice<UInt8> = []

  init(source: any ByteProvider) {
    self.source = source
  }

  deinit {
    memory.deallocate()
  }

  /// Prepares for a new file.
  func reset() {
    (start, end, passed, isStopped) = (0, 0, 0, false)
    (decoder, decoded, lastPassed) = (nil, [], UInt8(ascii: "\n"))
    if memory.count > Self.usualBytes {
      memory.deallocate()
      memory = .allocate(byteCount: Self.usualBytes, alignment: 16)
    }
  }

  func reset(source: any ByteProvider) {
    self.source = source
    reset()
  }

  /// Whether there are this many bytes, after refilling as needed.
  func fill(_ wanted: Int) -> Bool {
    while count < wanted {
      guard refill() else { return false }
    }
    return true
  }

  /// Consumes this many bytes, even more than fit into the window. `false`: there are fewer.
  func skip(_ wanted: Int64) -> Bool {
    var rest = wanted
    while rest > 0 {
      guard count > 0 || refill() else { return false }
      let step = min(count, Int(clamping: rest))
      consume(step)
      rest -= Int64(step)
    }
    return true
  }

  /// The bytes not read yet.
  @inline(__always)
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[start..<end]) }

  @inline(__always)
  var count: Int { end - start }

  @inline(__always)
  subscript(index: Int) -> UInt8 { memory[start + index] }

  /// Offset in the inflated file of the first byte not read yet.
  var offset: Int64 { passed + Int64(start) }

  /// Whether the next byte is the first of a line, or of the text.
  var isAtLineStart: Bool {
    let last = start > 0 ? memory[start - 1] : lastPassed
    // The last byte of a byte-order mark.
    return last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") || (last == 0xBF && offset == 3)
  }

  /// Inflated bytes seen so far.
  var total: Int64 { passed + Int64(end) }

  @inline(__always)
  func consume(_ count: Int) {
    start += count
  }

  /// Consumes spaces and commas between values, as far as they are in the window. A few megabytes
  /// of gzip can have gigabytes of spaces, so bytes that repeat the eight before them are skipped
  /// in one step.
  func consumeSeparators() {
    let bytes = self.bytes
    var index = 0
    while index < bytes.count, Self.isSeparator(bytes[index]) {
      index += 1
      while index >= 8, bytes.count - index >= 8,
        bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          == bytes.loadUnaligned(fromByteOffset: index - 8, as: UInt64.self)
      {
        index += 8
      }
    }
    start += index
  }

  /// Consumes the first byte and all equal bytes that follow it, and returns their number.
  func consumeRun(of byte: UInt8) -> Int {
    let bytes = self.bytes
    let word = UInt64(byte) &* 0x0101_0101_0101_0101
    var index = 1
    while bytes.count - index >= 8,
      bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) == word
    {
      index += 8
    }
    while index < bytes.count, bytes[index] == byte { index += 1 }
    start += index
    return index
  }

  /// Whether a byte is a space or a comma. 0x1E separates the texts of a JSON text sequence
  /// (RFC 7464).
  @inline(__always)
  static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x0A, 0x0D, 0x09, 0x1E, UInt8(ascii: ","): true
    default: false
    }
  }

  /// Gets more bytes after the unread ones. False at the end of the file.
  func refill() -> Bool {
    if isStopped { return false }
    if start > 0 {
      let rest = memory[start..<end]
      memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: rest))
      passed += Int64(start)
      lastPassed = memory[start - 1]
      (start, end) = (0, rest.count)
    }
    if end == memory.count { grow() }
    let free = UnsafeMutableRawBufferPointer(rebasing: memory[end...])
    let count = decoder == nil ? source.read(into: free) : readDecoded(into: free)
    end += count
    isStopped = !onRefill()
    return count > 0 && !isStopped
  }

  /// At least doubles the bytes in the window. A value that did not fit is read again from its
  /// start; by doubling, even a very long value is read again only a few times.
  func refillDouble() -> Bool {
    // Below this, one more read is enough, so that a live pipe need not wait for the next page of
    // events.
    let patience = 64 << 10
    let had = count
    var any = false
    repeat {
      guard refill() else { return any }
      any = true
    } while had > patience && count < had * 2
    return true
  }

  /// From here on, the source's bytes are decoded as UTF-16, including those in the window.
  func decodeUTF16(_ order: UTF16Decoder.ByteOrder) {
    var decoder = UTF16Decoder(order)
    var text: [UInt8] = []
    decoder.decode(bytes, into: &text)
    (self.decoder, decoded) = (decoder, text[...])
    end = start
  }

  private func readDecoded(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    // A pipe may give a single byte, which is not a character yet.
    while decoded.isEmpty {
      var text: [UInt8] = []
      let count = withUnsafeTemporaryAllocation(
        byteCount: ByteSource.chunkBytes, alignment: 16
      ) { chunk in
        let count = source.read(into: chunk)
        decoder?.decode(UnsafeRawBufferPointer(rebasing: chunk[..<count]), into: &text)
        return count
      }
      if count == 0 { decoder?.finish(into: &text) }
      decoded = text[...]
      if count == 0 { break }
    }
    let next = decoded.prefix(buffer.count)
    buffer.copyBytes(from: next)
    decoded = decoded.dropFirst(next.count)
    return next.count
  }

  private func grow() {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: memory.count * 2, alignment: 16)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<end]))
    memory.deallocate()
    memory = larger
  }
}
