#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A private file of the user: a journal, state that a session leaves for the next, settings, a
/// bundle.
///
///     try PrivateFile("…/trailsift/filters.json").replace { try encoded(known + [new]) }
///
/// Only its owner can read it, and the folders that are created for it.
public struct PrivateFile: Sendable {
  public let path: String
  private let calls: FileCalls

  public init(_ path: String, calls: FileCalls = .system) {
    self.path = path
    self.calls = calls
  }

  /// Creates the missing folders above it.
  public func makeFolder() throws(FileCalls.Failure) {
    try calls.makeFolder(FileCalls.folder(of: path), mode: 0o700)
  }

  /// Opens a new file for writing. Fails if there is one, or a link.
  ///
  /// - Parameter flags: additional flags, such as `O_APPEND`.
  public func create(_ flags: Int32 = 0) throws(FileCalls.Failure) -> Int32 {
    try calls.create(path, O_WRONLY | flags)
  }

  /// Writes a new file in parts. Fails if there is one, or a link.
  public func create(with parts: some Sequence<[UInt8]>) throws(FileCalls.Failure) {
    let descriptor = try create()
    defer { close(descriptor) }
    for part in parts { try calls.writeAll(part, to: descriptor) }
  }

  /// Replaces the whole file by the result of `content`, one process at a time: what the body reads
  /// stays valid until the new content is in place.
  ///
  /// - Throws: `FileCalls.Failure`, or what `content` throws. The file is unchanged then.
  public func replace(by content: () throws -> [UInt8]) throws {
    try makeFolder()
    let folder = try calls.open(FileCalls.folder(of: path), O_RDONLY | O_DIRECTORY)
    defer { close(folder) }
    // On a file system without locks, if two sessions end together, the last one wins.
    _ = try? calls.call(.lock) { flock(folder, LOCK_EX) }
    let bytes = try content()
    let file = try Replacement(of: path, calls: calls)
    try file.write(bytes)
    try file.finish()
  }
}
