import Basics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files that an edit makes, and takes away again when it is undone: a file of Sigma filters that
/// is not there yet.
///
///     try RuleFileStore.create(plan.after.text, at: "rules/filters.yml")
///     try RuleFileStore.remove("rules/filters.yml", replacing: created.sha256)
///
/// A file appears whole: its text is written beside it and then linked to its name, which fails if
/// somebody has put another file there in the meantime.
extension RuleFileStore {
  /// Whether there is something at a path, even a link that leads nowhere.
  public static func exists(_ path: String) -> Bool {
    (try? FileCalls.system.linkStatus(at: path)) != nil
  }

  @discardableResult
  public static func create(
    _ text: String, at path: String
  ) throws(SaveError) -> RuleFileSnapshot {
    try create(text, at: path, calls: .system)
  }

  /// Removes the file, if its text still has the digest `expectedSHA256`.
  public static func remove(
    _ path: String, replacing expectedSHA256: String
  ) throws(SaveError) {
    try remove(path, replacing: expectedSHA256, calls: .system)
  }

  static func create(
    _ text: String, at path: String, calls: FileCalls
  ) throws(SaveError) -> RuleFileSnapshot {
    let snapshot = try RuleFileSnapshot(path: path, bytes: Array(text.utf8), mode: newFileMode)
    do {
      let file = try Replacement(of: path, calls: calls)
      try file.write(Array(text.utf8))
      try file.setMode(newFileMode)
      try file.sync()
      try file.link()
      try calls.syncFolder(FileCalls.folder(of: path))
    } catch {
      throw saveError(error, path, path)
    }
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
    do {
      try calls.unlink(target)
      try calls.syncFolder(FileCalls.folder(of: target))
    } catch {
      throw saveError(error, path, target)
    }
  }

  /// Everybody may read it, as a file that an editor makes.
  private static let newFileMode: UInt32 = 0o644
}
