import Sigma

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files that an edit makes, and takes away again when it is undone: a file of Sigma filters that is not there yet.
///
///     try RuleFileStore.create(plan.after.text, at: "rules/filters.yml")
///     try RuleFileStore.remove("rules/filters.yml", replacing: created.sha256)
///
/// A file appears whole: its text is written beside it and then linked to its name, which fails if somebody has put
/// another file there in the meantime.
extension RuleFileStore {
  /// Whether there is something at a path, be it a link that leads nowhere.
  public static func exists(_ path: String) -> Bool {
    var raw = stat()
    return lstat(path, &raw) == 0
  }

  @discardableResult
  public static func create(
    _ text: String, at path: String
  ) throws(SaveError) -> RuleFileSnapshot {
    try create(text, at: path, calls: FileCalls())
  }

  /// Removes the file, if its text still has the digest `expectedSHA256`.
  public static func remove(
    _ path: String, replacing expectedSHA256: String
  ) throws(SaveError) {
    try remove(path, replacing: expectedSHA256, calls: FileCalls())
  }

  static func create(
    _ text: String, at path: String, calls: FileCalls
  ) throws(SaveError) -> RuleFileSnapshot {
    let snapshot = try RuleFileSnapshot(path: path, bytes: Array(text.utf8), mode: newFileMode)
    let file = Replacement(target: path, path: path, calls: calls)
    file.removeLeftovers()
    let (temporary, descriptor) = try file.create()
    do {
      try fill(descriptor, with: text, file)
      try link(temporary, to: file)
    } catch {
      unlink(temporary)
      throw error
    }
    unlink(temporary)
    try file.syncFolder()
    return snapshot
  }

  static func remove(
    _ path: String, replacing expectedSHA256: String, calls: FileCalls
  ) throws(SaveError) {
    let target: String
    do { target = try calls.resolve(path) } catch { throw readError(error, path) }
    let descriptor = try lockedFile(target, givenAs: path, calls: calls)
    defer { close(descriptor) }
    let (current, status) = try snapshot(of: descriptor, path: path, calls: calls)
    guard current.sha256 == expectedSHA256 else { throw .changedUnderneath(current: current) }
    try checkWritable(target, givenAs: path, status: status, calls: calls)
    let file = Replacement(target: target, path: path, calls: calls)
    do {
      try calls.call(.unlink) { unlink(target) }
    } catch {
      throw file.saveError(error, "removing the file", inFolder: true)
    }
    try file.syncFolder()
  }

  /// Everybody may read it, as a file that an editor makes.
  private static let newFileMode: UInt32 = 0o644

  private static func fill(
    _ descriptor: Int32, with text: String, _ file: Replacement
  ) throws(SaveError) {
    defer { close(descriptor) }
    do {
      try file.calls.writeAll(Array(text.utf8), to: descriptor)
      try file.calls.call(.setMode) { fchmod(descriptor, mode_t(newFileMode)) }
      try file.calls.call(.syncFile) { fsync(descriptor) }
    } catch {
      throw file.saveError(error, "writing")
    }
  }

  private static func link(_ temporary: String, to file: Replacement) throws(SaveError) {
    do {
      try file.calls.call(.rename) { Self.linkFile(temporary, file.target) }
    } catch {
      switch error.code {
      case EEXIST: throw .alreadyThere(path: file.path)
      // A file system without links: the name is taken only if nobody has it.
      case EPERM, EOPNOTSUPP, ENOSYS:
        guard !exists(file.target) else { throw .alreadyThere(path: file.path) }
        do {
          try file.calls.call(.rename) { rename(temporary, file.target) }
        } catch {
          throw file.saveError(error, "renaming the new file into place", inFolder: true)
        }
      default: throw file.saveError(error, "putting the new file into place", inFolder: true)
      }
    }
  }

  private static func linkFile(_ from: String, _ to: String) -> Int32 {
    #if canImport(Glibc)
      Glibc.link(from, to)
    #elseif canImport(Musl)
      Musl.link(from, to)
    #else
      Darwin.link(from, to)
    #endif
  }
}
