#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Opens a file that a user named as a rule, a setting, a session or the like, and never waits for
/// it.
///
/// ```
/// rule.yml, a link to it      read
/// <(cat rule.yml)             read: a pipe from the shell, with a writer
/// a named pipe, /dev/zero     refused
/// ```
public enum PlainFile {
  public struct Refusal: Error, Sendable, Hashable, CustomStringConvertible {
    public let reason: String
    /// Whether the path does not exist.
    public let isMissing: Bool

    public init(reason: String, isMissing: Bool) {
      self.reason = reason
      self.isMissing = isMissing
    }

    public var description: String { reason }
  }

  /// All bytes of a file, at most `limit`.
  public static func read(_ path: String, atMost limit: Int) throws(Refusal) -> [UInt8] {
    let descriptor = try open(path)
    defer { close(descriptor) }
    do { return try FileCalls.system.readAll(descriptor, atMost: limit) } catch {
      throw Refusal(error)
    }
  }

  /// A descriptor to read from.
  public static func open(_ path: String) throws(Refusal) -> Int32 {
    let descriptor: Int32
    let mode: mode_t
    // Without O_NONBLOCK, opening a pipe waits for a writer.
    do { descriptor = try FileCalls.system.openForReading(path) } catch { throw Refusal(error) }
    do { mode = mode_t(try FileCalls.system.status(of: descriptor).mode) } catch {
      close(descriptor)
      throw Refusal(error)
    }
    if let what = whatItIs(mode, path) {
      close(descriptor)
      throw Refusal(reason: "it is \(what), not a file", isMissing: false)
    }
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
    return descriptor
  }

  /// The kind of a path that can't be written like a file; nil for a file, or if it does not exist.
  public static func obstacle(to path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    // `/dev/stdout` and `/dev/null` are devices or pipes that can be written.
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

  /// A shell passes `<(…)` as `/dev/fd/63`.
  public static func isOwnDescriptor(_ path: String) -> Bool {
    ["/dev/fd/", "/dev/std", "/proc/self/fd/"].contains { path.utf8.starts(with: $0.utf8) }
  }
}

extension PlainFile.Refusal {
  init(_ failure: FileCalls.Failure) {
    self.init(reason: failure.reason, isMissing: failure.code == ENOENT)
  }
}
