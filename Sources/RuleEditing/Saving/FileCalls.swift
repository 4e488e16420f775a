#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The system calls of loading and saving, one method each, with a place where a test can step in.
///
/// Before each call `intercept` is asked. It returns 0 to go on or the `errno` that the call shall
/// fail with; a test may also end the process there, to see what a crash at that moment leaves.
struct FileCalls: Sendable {
  enum Call: Sendable, Hashable {
    case resolve, open, lock, stat, access, read, createTemporary, write, setOwner, setMode
    case copyAttributes, syncFile, closeFile, compare, rename, openFolder, syncFolder, unlink
  }

  var intercept: @Sendable (Call) -> Int32 = { _ in 0 }
  /// Bytes per write call: rule files are smaller, so a real save is one call.
  var writeSize = 1 << 20
  /// How many of the bytes asked for a read or write call gets: a test makes them fewer, as a signal or a full disk may.
  var portion: @Sendable (Call, Int) -> Int = { _, count in count }
  /// How often the lock is tried, and the pause between: a save holds it for milliseconds.
  var lockAttempts = 200
  var lockPause: UInt32 = 10_000

  struct Failure: Error, Sendable {
    let code: Int32
    var reason: String { String(cString: strerror(code)) }
  }

  /// What tells one file from another and one state of it from the next.
  struct Status: Sendable, Hashable {
    let device: UInt64
    let inode: UInt64
    let size: Int64
    let modified: [Int]
    let mode: UInt32
    let owner: UInt32
    let group: UInt32
    let linkCount: UInt64

    var isRegularFile: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFREG) }
    var permissions: UInt32 { mode & 0o7777 }
    func isSameFile(as other: Status) -> Bool { device == other.device && inode == other.inode }
    /// Same file, not written to in between.
    func isUnchanged(since other: Status) -> Bool {
      isSameFile(as: other) && size == other.size && modified == other.modified
    }

    init(_ raw: stat) {
      device = UInt64(truncatingIfNeeded: raw.st_dev)
      inode = UInt64(raw.st_ino)
      size = Int64(raw.st_size)
      #if canImport(Darwin)
        modified = [raw.st_mtimespec.tv_sec, raw.st_mtimespec.tv_nsec]
      #else
        modified = [raw.st_mtim.tv_sec, raw.st_mtim.tv_nsec]
      #endif
      mode = UInt32(raw.st_mode)
      owner = raw.st_uid
      group = raw.st_gid
      linkCount = UInt64(raw.st_nlink)
    }
  }

  /// Runs one call, again when a signal interrupted it. A result of -1 is failure.
  @discardableResult
  func call<R: FixedWidthInteger & SignedInteger>(
    _ name: Call, _ body: () -> R
  ) throws(Failure) -> R {
    let injected = intercept(name)
    guard injected == 0 else { throw Failure(code: injected) }
    while true {
      let result = body()
      if result != -1 { return result }
      if errno != EINTR { throw Failure(code: errno) }
    }
  }
}

extension FileCalls {
  /// The path with every symbolic link in it followed.
  func resolve(_ path: String) throws(Failure) -> String {
    let injected = intercept(.resolve)
    guard injected == 0 else { throw Failure(code: injected) }
    guard let resolved = realpath(path, nil) else { throw Failure(code: errno) }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Never waits, not even on a pipe that nobody writes to.
  func openForReading(_ path: String) throws(Failure) -> Int32 {
    try call(.open) { open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
  }

  func createTemporary(_ path: String) throws(Failure) -> Int32 {
    try call(.createTemporary) {
      open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    }
  }

  func status(of descriptor: Int32) throws(Failure) -> Status {
    var raw = stat()
    try call(.stat) { fstat(descriptor, &raw) }
    return Status(raw)
  }

  func status(at path: String, as name: Call = .stat) throws(Failure) -> Status {
    var raw = stat()
    try call(name) { stat(path, &raw) }
    return Status(raw)
  }

  /// Locks for writing. False when another program holds the lock throughout; a file system
  /// without locks counts as locked, since the comparison before the rename guards there too.
  func lock(_ descriptor: Int32) throws(Failure) -> Bool {
    for attempt in 0..<max(lockAttempts, 1) {
      if attempt > 0 { usleep(lockPause) }
      do {
        try call(.lock) { flock(descriptor, LOCK_EX | LOCK_NB) }
        return true
      } catch  where error.code == EWOULDBLOCK {
        continue
      } catch  where [ENOLCK, EOPNOTSUPP, EINVAL, ENOSYS].contains(error.code) {
        return true
      }
    }
    return false
  }

  /// All bytes from the start, at most `limit` + 1.
  func readAll(_ descriptor: Int32, limit: Int) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = try call(.read) {
        pread(
          descriptor, &chunk, portion(.read, min(chunk.count, limit + 1 - bytes.count)),
          off_t(bytes.count))
      }
      guard count > 0 else { break }
      bytes += chunk[..<count]
    }
    return bytes
  }

  func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(Failure) {
    var done = 0
    while done < bytes.count {
      let count = try call(.write) {
        bytes.withUnsafeBytes { buffer in
          write(
            descriptor, buffer.baseAddress?.advanced(by: done),
            portion(.write, min(writeSize, bytes.count - done)))
        }
      }
      // No error and no progress: what would be tried for ever.
      if count == 0 { throw Failure(code: ENOSPC) }
      done += count
    }
  }
}
