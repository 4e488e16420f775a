#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Folders, and the names in them.
extension FileCalls {
  /// The folder of a file: `rules` of `rules/a.yml`, `.` of `a.yml`, `/` of `/a.yml`.
  public static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Creates a folder and missing folders above it. An existing one is unchanged.
  public func makeFolder(_ path: String, mode: mode_t = 0o777) throws(Failure) {
    do {
      try call(.makeFolder) { mkdir(path, mode) }
    } catch  where error.code == ENOENT && Self.folder(of: path) != path {
      try makeFolder(Self.folder(of: path), mode: mode)
      // Another program may have created it meanwhile.
      do { try call(.makeFolder) { mkdir(path, mode) } } catch  where error.code == EEXIST {}
    } catch  where error.code == EEXIST && isFolder(path) {}
  }

  private func isFolder(_ path: String) -> Bool {
    guard let status = try? status(at: path) else { return false }
    return status.mode & UInt32(S_IFMT) == UInt32(S_IFDIR)
  }

  public func rename(_ path: String, to other: String) throws(Failure) {
    try call(.rename) { systemRename(path, other) }
  }

  /// Gives a file a second name. Fails if that name exists.
  public func link(_ path: String, to other: String) throws(Failure) {
    try call(.rename) { systemLink(path, other) }
  }

  public func unlink(_ path: String) throws(Failure) {
    try call(.unlink) { systemUnlink(path) }
  }

  /// Syncs the names in a folder to disk. Otherwise a new file's name may not survive a crash. Some
  /// file systems can't sync a folder, which is not a failure.
  public func syncFolder(_ folder: String) throws(Failure) {
    do {
      let descriptor = try open(folder, O_RDONLY, as: .openFolder)
      defer { close(descriptor) }
      try call(.syncFolder) { fsync(descriptor) }
    } catch  where [EINVAL, EOPNOTSUPP, EACCES].contains(error.code) {}
  }
}

// The system's functions under other names, since `FileCalls` has members named rename, link and
// unlink.

private func systemRename(_ path: String, _ other: String) -> Int32 { rename(path, other) }
private func systemLink(_ path: String, _ other: String) -> Int32 { link(path, other) }
private func systemUnlink(_ path: String) -> Int32 { unlink(path) }
