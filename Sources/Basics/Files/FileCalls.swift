#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// System calls on files. A call that a signal interrupts is repeated.
///
///     let descriptor = try FileCalls.system.openForReading(path)
///     defer { close(descriptor) }
///     let bytes = try FileCalls.system.readAll(descriptor, atMost: 1 << 20)
///
/// A test can intercept each call: `intercept` returns 0 to continue, or the `errno` with which the
/// call fails. It may also end the process, to test a crash at that moment.
public struct FileCalls: Sendable {
  public enum Call: Sendable, Hashable {
    case resolve, open, lock, stat, access, read, createTemporary, write, setOwner, setMode
    case copyAttributes, syncFile, compare, rename, openFolder, syncFolder, unlink
    case truncate, makeFolder
  }

  /// The calls for everything but tests.
  public static let system = FileCalls()

  public var intercept: @Sendable (Call) -> Int32 = { _ in 0 }
  /// Bytes per write call: rule files are smaller, so a real save is one call.
  public var writeSize = 1 << 20
  /// The number of bytes that a read or write call gets of those requested. A test can reduce it,
  /// as a signal or a full disk may.
  public var portion: @Sendable (Call, Int) -> Int = { _, count in count }
  /// The number of attempts to lock, and the microseconds between them. A save holds the lock for
  /// milliseconds.
  public var lockAttempts = 200
  public var lockPause: UInt32 = 10_000

  public init() {}

  /// A call that failed: `write`, `ENOSPC`.
  public struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
    public let call: Call
    /// The `errno`.
    public let code: Int32

    public init(_ call: Call, code: Int32) {
      self.call = call
      self.code = code
    }

    /// The system's message: "No space left on device".
    public var reason: String { String(cString: strerror(code)) }

    /// The message within a sentence: "no space left on device".
    public var description: String {
      let reason = reason
      return reason.prefix(1).lowercased() + reason.dropFirst()
    }

    /// Whether the file system has no locks.
    public var meansNoLocks: Bool {
      call == .lock && [ENOLCK, EOPNOTSUPP, EINVAL, ENOSYS].contains(code)
    }
  }

  /// Runs one call, and repeats it after a signal. A result of -1 is a failure.
  @discardableResult
  public func call<R: FixedWidthInteger & SignedInteger>(
    _ name: Call, _ body: () -> R
  ) throws(Failure) -> R {
    let injected = intercept(name)
    guard injected == 0 else { throw Failure(name, code: injected) }
    while true {
      let result = body()
      if result != -1 { return result }
      if errno != EINTR { throw Failure(name, code: errno) }
    }
  }
}
