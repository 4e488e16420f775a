#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Identifies a file and its state.
public struct FileStatus: Sendable, Hashable {
  public let device: UInt64
  public let inode: UInt64
  public let size: Int64
  let modified: [Int]
  public let mode: UInt32
  public let owner: UInt32
  public let group: UInt32
  public let linkCount: UInt64

  public var isRegularFile: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFREG) }

  /// Permission bits, as `0o644`.
  public var isFile: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFREG) }
  public var permissions: UInt32 { mode & 0o7777 }

  /// Whether only this user can have written the file, and only this user can read it.
  public var isPrivate: Bool {
    isRegularFile && owner == geteuid() && mode & 0o077 == 0 && linkCount == 1
  }

  public func isSameFile(as other: FileStatus) -> Bool {
    device == other.device && inode == other.inode
  }

  /// Whether it is the same file, and it was not written in between.
  public func isUnchanged(since other: FileStatus) -> Bool {
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

extension FileCalls {
  public func status(of descriptor: Int32) throws(Failure) -> FileStatus {
    var raw = stat()
    try call(.stat) { fstat(descriptor, &raw) }
    return FileStatus(raw)
  }

  /// The status at the path, following links.
  public func status(at path: String, as name: Call = .stat) throws(Failure) -> FileStatus {
    var raw = stat()
    try call(name) { stat(path, &raw) }
    return FileStatus(raw)
  }

  /// The status of the link itself, if there is one.
  public func linkStatus(at path: String) throws(Failure) -> FileStatus {
    var raw = stat()
    try call(.stat) { lstat(path, &raw) }
    return FileStatus(raw)
  }

  /// The path with all symbolic links resolved.
  public func resolve(_ path: String) throws(Failure) -> String {
    let injected = intercept(.resolve)
    guard injected == 0 else { throw Failure(.resolve, code: injected) }
    guard let resolved = realpath(path, nil) else { throw Failure(.resolve, code: errno) }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
