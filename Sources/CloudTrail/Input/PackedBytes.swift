import CZlib

/// A source of bytes for a window: a file, or a member packed in the bytes of another window.
protocol ByteProvider: AnyObject {
  /// Puts bytes into `buffer`; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int
}

/// The number of bytes that a file may unpack to in total, at all depths.
final class UnpackingLimit {
  /// JSON logs become 10 to 50 times smaller. Deflate itself reaches 1,032, and more if nested.
  static let maximumRatio: Int64 = 200
  /// The limit for small files, which may be compressed better than that.
  static let alwaysUnpacked: Int64 = 64 << 20
  static let maximumMembers = 1_000_000

  private let source: ByteSource
  private var unpacked: Int64 = 0
  private var members = 0
  private(set) var isExceeded = false

  init(_ source: ByteSource) { self.source = source }

  func reset() { (unpacked, members, isExceeded) = (0, 0, false) }

  func add(bytes count: Int) {
    unpacked += Int64(count)
    if unpacked > max(Self.alwaysUnpacked, source.bytesRead * Self.maximumRatio) {
      isExceeded = true
    }
  }

  func addMember() {
    members += 1
    if members > Self.maximumMembers { isExceeded = true }
  }
}

/// A member, stored in the bytes of a window.
final class StoredBytes: ByteProvider {
  private let outer: ByteWindow
  private let limit: UnpackingLimit
  private(set) var remaining: Int64
  private(set) var checksum: UInt

  init(_ outer: ByteWindow, count: Int64, limit: UnpackingLimit) {
    (self.outer, self.limit, remaining) = (outer, limit, count)
    checksum = crc32(0, nil, 0)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard remaining > 0, !limit.isExceeded, outer.count > 0 || outer.refill() else { return 0 }
    let count = min(buffer.count, outer.count, Int(clamping: remaining))
    let bytes = UnsafeRawBufferPointer(rebasing: outer.bytes[..<count])
    buffer.copyMemory(from: bytes)
    checksum = crc32(
      checksum, bytes.bindMemory(to: UInt8.self).baseAddress, UInt32(clamping: count))
    outer.consume(count)
    remaining -= Int64(count)
    limit.add(bytes: count)
    return count
  }
}

/// Compressed bytes in the bytes of a window: gzip members, or one deflated member of a zip.
final class InflatedBytes: ByteProvider {
  private let outer: ByteWindow
  private let limit: UnpackingLimit
  private let inflater: Inflater
  private let isGzip: Bool
  /// Compressed bytes that remain, if known.
  private(set) var remaining: Int64
  private(set) var consumed: Int64 = 0
  private(set) var produced: Int64 = 0
  private(set) var checksum: UInt
  private(set) var damage: FileDamage.Gzip?

  init(_ outer: ByteWindow, isGzip: Bool, count: Int64 = .max, limit: UnpackingLimit) {
    (self.outer, self.isGzip, self.limit, remaining) = (outer, isGzip, limit, count)
    inflater = Inflater(isRaw: !isGzip)
    checksum = crc32(0, nil, 0)
    inflater.start()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    var filled = 0
    while filled < buffer.count, damage == nil, !limit.isExceeded {
      if inflater.isBetweenMembers {
        guard isGzip, beginNextMember() else { break }
      }
      guard remaining > 0, outer.count > 0 || outer.refill() else {
        damage = .truncated(offset: outer.offset)
        break
      }
      let input = outer.bytes.prefix(Int(clamping: remaining))
      let step = inflater.inflate(
        UnsafeRawBufferPointer(rebasing: input),
        into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      let output = UnsafeRawBufferPointer(rebasing: buffer[filled..<filled + step.produced])
      checksum = crc32(
        checksum, output.bindMemory(to: UInt8.self).baseAddress, UInt32(clamping: output.count))
      outer.consume(step.consumed)
      remaining -= Int64(step.consumed)
      consumed += Int64(step.consumed)
      produced += Int64(step.produced)
      filled += step.produced
      limit.add(bytes: step.produced)
      switch step.outcome {
      case .intact: break
      case .corrupt: damage = .corrupt(offset: outer.offset)
      case .checksumDiffers: damage = .checksum(offset: outer.offset)
      }
    }
    return filled
  }

  private func beginNextMember() -> Bool {
    while outer.count > 0 || outer.refill(), outer[0] == 0 { outer.consume(1) }
    if outer.count == 0 { return false }
    guard outer.fill(2), outer[0] == 0x1F, outer[1] == 0x8B else {
      damage = .trailingBytes(offset: outer.offset)
      return false
    }
    inflater.start()
    return true
  }

  /// Inflates the rest, so that the window is at the end of the member.
  func drain() {
    withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 16) { chunk in
      while read(into: chunk) > 0 {}
    }
  }
}
