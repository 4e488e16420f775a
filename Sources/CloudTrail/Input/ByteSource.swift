import Basics

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The bytes of a file, inflated if they are gzip. The content decides, not the name.
///
/// One per reader; its buffer and zlib's state are kept from file to file.
final class ByteSource: ByteProvider {
  /// The size of a read from disk: large enough that system calls don't matter, small enough to
  /// stay in a core's second-level cache together with the inflated bytes.
  static let chunkBytes = 128 << 10

  private let chunk = UnsafeMutableRawBufferPointer.allocate(
    byteCount: ByteSource.chunkBytes, alignment: 16)
  /// The part of `chunk` not consumed yet.
  private var pending: Range<Int> = 0..<0
  private var descriptor: Int32 = -1
  private var isAtEnd = false
  private let inflater = Inflater()
  private let wholeFile: WholeFileInflater?
  /// Whether the file was inflated as a whole.
  private var isWhole = false

  private(set) var isGzip = false
  /// Called before waiting for a pipe that has had no bytes for a while.
  var onPause: () -> Void = {}
  private var mayPause = false
  /// Called now and then while a pipe has no bytes: whether to keep waiting.
  var mayWait: () -> Bool = { true }
  private static let waitingInterval: Int32 = 100
  /// Milliseconds: too short to delay a hit noticeably, longer than a busy writer's pauses.
  private static let patience: Int32 = 20
  /// Bytes read from disk.
  private(set) var bytesRead: Int64 = 0
  private(set) var damage: FileDamage.Gzip?

  var isDamaged: Bool { damage != nil }

  /// - Parameter library: inflates whole files, if it is available.
  init(library: LibDeflate? = .system) { wholeFile = WholeFileInflater(library) }

  deinit {
    close()
    chunk.deallocate()
  }

  /// Opens a file and looks at its first bytes.
  func open(_ file: LogFile) -> SkipReason? {
    close()
    (pending, isAtEnd, isGzip, isWhole) = (0..<0, false, false, false)
    (bytesRead, damage) = (0, nil)
    do throws(FileCalls.Failure) {
      descriptor =
        file.isStandardInput
        ? STDIN_FILENO : try FileCalls.system.openForReading(file.systemPath.cString)
    } catch {
      return error.code == ENOENT ? .notFound : .unreadable(error.reason)
    }
    var status = stat()
    mayPause = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    // Opened without waiting for a writer; `poll` then tells whether there is one.
    if mayPause, !file.isStandardInput {
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
    }
    while pending.count < 2, fetch() {}
    if let damage, pending.isEmpty, case .unreadable(_, let why) = damage {
      return .unreadable(why)
    }
    isGzip = startsLikeGzip
    isWhole = isGzip && file.byteCount > 0 && inflatesWhole(file)
    if isGzip, !isWhole { inflater.start() }
    return nil
  }

  /// Inflates the file as a whole. If that fails, the file is as it was after opening.
  private func inflatesWhole(_ file: LogFile) -> Bool {
    guard let wholeFile, !file.isStandardInput else { return false }
    let start = UnsafeRawBufferPointer(rebasing: chunk[pending])
    if wholeFile.take(start, byteCount: Int(file.byteCount), read: fetch(into:)) { return true }
    guard bytesRead > Int64(pending.count) || isAtEnd else { return false }
    guard lseek(descriptor, off_t(pending.count), SEEK_SET) >= 0 else { return false }
    (isAtEnd, bytesRead, damage) = (false, Int64(pending.count), nil)
    return false
  }

  func close() {
    if descriptor > STDIN_FILENO { _ = systemClose(descriptor) }
    descriptor = -1
  }

  /// Puts inflated bytes into `buffer`; 0 at the end, or if damage ends the file.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    if isWhole, let wholeFile { return wholeFile.read(into: buffer) }
    return isGzip ? inflate(into: buffer) : copy(into: buffer)
  }

  /// The gzip magic of RFC 1952, section 2.3.1.
  private var startsLikeGzip: Bool {
    pending.count >= 2 && chunk[pending.lowerBound] == 0x1F
      && chunk[pending.lowerBound + 1] == 0x8B
  }

  /// Offset on disk of the first byte not consumed.
  private var offset: Int64 { bytesRead - Int64(pending.count) }

  private func copy(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    if pending.isEmpty { return fetch(into: buffer) }
    let count = min(pending.count, buffer.count)
    buffer.copyMemory(
      from: UnsafeRawBufferPointer(rebasing: chunk[pending.lowerBound..<pending.lowerBound + count])
    )
    pending = pending.lowerBound + count..<pending.upperBound
    return count
  }

  private func inflate(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    var filled = 0
    while filled < buffer.count, damage == nil {
      if pending.isEmpty, !fetch() {
        if damage == nil, !inflater.isBetweenMembers { damage = .truncated(offset: offset) }
        break
      }
      if inflater.isBetweenMembers {
        guard beginNextMember() else { break }
      }
      let step = inflater.inflate(
        UnsafeRawBufferPointer(rebasing: chunk[pending]),
        into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      pending = pending.lowerBound + step.consumed..<pending.upperBound
      filled += step.produced
      switch step.outcome {
      case .intact: break
      case .corrupt: damage = .corrupt(offset: offset)
      case .checksumDiffers: damage = .checksum(offset: offset)
      }
    }
    return filled
  }

  /// Begins the next gzip member, after padding with zeros, or notes that something else follows.
  private func beginNextMember() -> Bool {
    while true {
      while let first = pending.first, chunk[first] == 0 {
        pending = first + 1..<pending.upperBound
      }
      if pending.count >= 2 { break }
      guard fetch() else { break }
    }
    if pending.isEmpty { return false }
    guard startsLikeGzip else {
      damage = .trailingBytes(offset: offset)
      return false
    }
    inflater.start()
    return true
  }

  /// Reads another chunk after the pending bytes; false at the end.
  private func fetch() -> Bool {
    if pending.isEmpty {
      pending = 0..<0
    } else if pending.lowerBound > 0 {
      chunk.copyMemory(from: UnsafeRawBufferPointer(rebasing: chunk[pending]))
      pending = 0..<pending.count
    }
    let count = fetch(into: UnsafeMutableRawBufferPointer(rebasing: chunk[pending.upperBound...]))
    pending = pending.lowerBound..<pending.upperBound + count
    return count > 0
  }

  private func fetch(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    if isAtEnd { return 0 }
    if mayPause {
      var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      var ready = poll(&watched, 1, Self.patience)
      if ready == 0 { onPause() }
      while ready == 0 || (ready < 0 && errno == EINTR) {
        guard mayWait() else {
          isAtEnd = true
          return 0
        }
        ready = poll(&watched, 1, Self.waitingInterval)
      }
    }
    do {
      let count = try FileCalls.system.read(descriptor, into: buffer)
      bytesRead += Int64(count)
      isAtEnd = count == 0
      return count
    } catch {
      damage = .unreadable(offset: bytesRead, error.reason)
      isAtEnd = true
      return 0
    }
  }
}

// The system's function under another name, since `ByteSource` has a member named close.
private func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }
