#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Opens what a user named as a rule, a setting, a session or the like, and never waits for it.
///
/// ```
/// rule.yml, a link to it      read
/// <(cat rule.yml)             read: a pipe that the shell made, and somebody writes to it
/// a named pipe, /dev/zero     refused
/// ```
public enum PlainFile {
  public struct Refusal: Error, Sendable, Hashable, CustomStringConvertible {
    public let reason: String
    /// Whether there is nothing at the path.
    public let isMissing: Bool

    public init(reason: String, isMissing: Bool) {
      self.reason = reason
      self.isMissing = isMissing
    }

    public var description: String { reason }
  }

  /// All bytes of a file, and no more than `limit` of them.
  public static func read(_ path: String, atMost limit: Int) throws(Refusal) -> [UInt8] {
    let descriptor = try open(path)
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count < limit {
      let wanted = min(chunk.count, limit - bytes.count)
      let count = chunk.withUnsafeMutableBytes { systemRead(descriptor, $0, wanted) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Refusal(errno) }
      if count == 0 { break }
      bytes += chunk[..<count]
    }
    return bytes
  }

  /// A descriptor to read from.
  public static func open(_ path: String) throws(Refusal) -> Int32 {
    var descriptor: Int32
    // Without O_NONBLOCK a pipe waits here for somebody who writes to it.
    repeat { descriptor = systemOpen(path) } while descriptor < 0 && errno == EINTR
    guard descriptor >= 0 else { throw Refusal(errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw Refusal(code)
    }
    if let what = whatItIs(status.st_mode, path) {
      close(descriptor)
      throw Refusal(reason: "it is \(what), not a file", isMissing: false)
    }
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
    return descriptor
  }

  /// What lies at a path that nothing can be written to as to a file; nil: a file, or nothing yet.
  public static func obstacle(to path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    // `/dev/stdout` and `/dev/null` are devices or pipes that take what is written.
    if status.st_mode & S_IFMT == S_IFCHR || isOwnDescriptor(path) { return nil }
    return whatItIs(status.st_mode, path)
  }

  private static func whatItIs(_ mode: mode_t, _ path: String) -> String? {
    switch mode & S_IFMT {
    case S_IFREG: nil
    case S_IFIFO: isOwnDescriptor(path) ? nil : "a named pipe"
    case S_IFDIR: "a folder"
    case S_IFSOCK: "a socket"
    default: "a device"
    }
  }

  /// `/dev/fd/63` is what a shell makes of `<(…)`.
  public static func isOwnDescriptor(_ path: String) -> Bool {
    ["/dev/fd/", "/dev/std", "/proc/self/fd/"].contains { path.utf8.starts(with: $0.utf8) }
  }
}

extension PlainFile.Refusal {
  fileprivate init(_ code: Int32) {
    self.init(reason: String(cString: strerror(code)), isMissing: code == ENOENT)
  }
}

private func systemOpen(_ path: String) -> Int32 { open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer, _ count: Int)
  -> Int
{
  read(descriptor, buffer.baseAddress, count)
}
