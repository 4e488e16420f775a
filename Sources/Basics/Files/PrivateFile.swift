#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file of its user's own: a journal, what one session leaves for the next, settings, a bundle.
///
///     try PrivateFile("…/trailsift/filters.json").replace { try encoded(known + [new]) }
///
/// Only its owner can read it, and the folders that are made for it.
public struct PrivateFile: Sendable {
  public let path: String
  private let calls: FileCalls

  public init(_ path: String, calls: FileCalls = .system) {
    self.path = path
    self.calls = calls
  }

  /// Makes the folders above it that are missing.
  public func makeFolder() throws(FileCalls.Failure) {
    try calls.makeFolder(FileCalls.folder(of: path), mode: 0o700)
  }

  /// Opens a new file for writing. Fails if there is one, or a link.
  ///
  /// - Parameter flags: further ones, such as `O_APPEND`.
  public func create(_ flags: Int32 = 0) throws(FileCalls.Failure) -> Int32 {
    try calls.create(path, O_WRONLY | flags)
  }

  /// Writes a new file, part by part. Fails if there is one, or a link.
  public func create(with parts: some Sequence<[UInt8]>) throws(FileCalls.Failure) {
    let descriptor = try create()
    defer { close(descriptor) }
    for part in parts { try calls.writeAll(part, to: descriptor) }
  }

  /// Replaces the file as a whole by what `content` returns, one process at a time: what the body
  /// reads stays true until the new content is in place.
  ///
  /// - Throws: `FileCalls.Failure`, or what `content` throws. The file is then as it was.
  public func replace(by content: () throws -> [UInt8]) throws {
    try makeFolder()
    let folder = try calls.open(FileCalls.folder(of: path), O_RDONLY | O_DIRECTORY)
    defer { close(folder) }
    // On a file system without locks, of two sessions that end together the last one wins.
    _ = try? calls.call(.lock) { flock(folder, LOCK_EX) }
    let bytes = try content()
    let file = try Replacement(of: path, calls: calls)
    try file.write(bytes)
    try file.finish()
  }
}
