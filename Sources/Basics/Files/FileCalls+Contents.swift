#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Opening, reading and writing.
extension FileCalls {
  /// Child processes do not inherit the descriptor.
  public func open(
    _ path: UnsafePointer<CChar>, _ flags: Int32, mode: mode_t = 0, as name: Call = .open
  ) throws(Failure) -> Int32 {
    try call(name) { systemOpen(path, flags | O_CLOEXEC, mode) }
  }

  /// Never waits, not even for a pipe without a writer.
  public func openForReading(_ path: UnsafePointer<CChar>) throws(Failure) -> Int32 {
    try open(path, O_RDONLY | O_NONBLOCK)
  }

  /// Creates a file that only its owner can read. Fails if the path exists, even as a link.
  public func create(
    _ path: String, _ flags: Int32 = O_WRONLY, as name: Call = .open
  ) throws(Failure) -> Int32 {
    try open(path, flags | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600, as: name)
  }

  /// A file without a name, for reading and writing. It disappears with its descriptor, however the
  /// program ends.
  public func createUnnamed(in folder: String, prefix: String) throws(Failure) -> Int32 {
    var template = Array("\(folder)/\(prefix)-XXXXXX".utf8CString)
    let descriptor = try call(.createTemporary) { mkstemp(&template) }
    systemUnlink(template)
    return descriptor
  }

  /// Reads once, from the descriptor's position or from `offset`; 0 at the end.
  public func read(
    _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, at offset: Int? = nil
  ) throws(Failure) -> Int {
    let count = portion(.read, buffer.count)
    return try call(.read) {
      if let offset { return pread(descriptor, buffer.baseAddress, count, off_t(offset)) }
      return systemRead(descriptor, buffer.baseAddress, count)
    }
  }

  /// Fills the buffer. False if there are fewer bytes.
  public func fill(
    _ buffer: UnsafeMutableRawBufferPointer, from descriptor: Int32, at offset: Int
  ) throws(Failure) -> Bool {
    var done = 0
    while done < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
      let count = try read(descriptor, into: rest, at: offset + done)
      if count == 0 { return false }
      done += count
    }
    return true
  }

  /// All bytes from the descriptor's position on, at most `limit`.
  public func readAll(_ descriptor: Int32, atMost limit: Int) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { chunk.deallocate() }
    while bytes.count < limit {
      let wanted = min(chunk.count, limit - bytes.count)
      let part = UnsafeMutableRawBufferPointer(rebasing: chunk[..<wanted])
      let count = try read(descriptor, into: part)
      guard count > 0 else { break }
      bytes += part[..<count]
    }
    return bytes
  }

  /// Writes all bytes, at the descriptor's position or at `offset`. Waits for a slow reader.
  public func writeAll(
    _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, at offset: Int? = nil
  ) throws(Failure) {
    var done = 0
    while done < bytes.count {
      let start = bytes.baseAddress?.advanced(by: done)
      let wanted = portion(.write, min(writeSize, bytes.count - done))
      let place = offset.map { off_t($0 + done) }
      do throws(Failure) {
        let count = try call(.write) {
          if let place { return pwrite(descriptor, start, wanted, place) }
          return systemWrite(descriptor, start, wanted)
        }
        // No error and no progress would be retried for ever.
        if count == 0 { throw Failure(.write, code: ENOSPC) }
        done += count
      } catch  where error.code == EAGAIN {
        var watched = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&watched, 1, -1)
      }
    }
  }

  public func writeAll(
    _ bytes: [UInt8], to descriptor: Int32, at offset: Int? = nil
  ) throws(Failure) {
    let result = bytes.withUnsafeBytes { buffer in
      Result { () throws(Failure) in try writeAll(buffer, to: descriptor, at: offset) }
    }
    try result.get()
  }

  public func truncate(_ descriptor: Int32, to size: Int) throws(Failure) {
    try call(.truncate) { ftruncate(descriptor, off_t(size)) }
  }

  /// Returns when the disk has the file's bytes.
  public func sync(_ descriptor: Int32) throws(Failure) {
    try call(.syncFile) { fsync(descriptor) }
  }

  /// Tries to lock. False if another descriptor keeps the lock.
  public func lock(
    _ descriptor: Int32, _ kind: Int32 = LOCK_EX, attempts: Int? = nil
  ) throws(Failure) -> Bool {
    for attempt in 0..<max(attempts ?? lockAttempts, 1) {
      if attempt > 0 { usleep(lockPause) }
      do {
        try call(.lock) { flock(descriptor, kind | LOCK_NB) }
        return true
      } catch  where error.code == EWOULDBLOCK {
        continue
      }
    }
    return false
  }
}

// The system's functions under other names, since `FileCalls` has members named open, read, write
// and unlink.

private func systemOpen(_ path: UnsafePointer<CChar>, _ flags: Int32, _ mode: mode_t) -> Int32 {
  open(path, flags, mode)
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int)
  -> Int
{ read(descriptor, buffer, count) }

private func systemUnlink(_ path: UnsafePointer<CChar>) { unlink(path) }

private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, buffer, count)
}
