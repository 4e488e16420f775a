import Sigma

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Loads rule files and replaces them atomically: at every moment, also after a crash, the path
/// holds the old text or the new text, whole.
///
///     let loaded = try RuleFileStore.load("rules/unusual-region.yml")
///     try RuleFileStore.save(plan.after.text, to: loaded.path, replacing: loaded.sha256)
///
/// A save locks the file (`flock`, kept by the kernel, gone with the process), compares it with
/// what was loaded, writes a temporary file beside it, gives that the old one's owner, mode and
/// attributes, syncs it, compares once more, renames it into place and syncs the folder. Symbolic
/// links are followed, so that the link stays a link.
public enum RuleFileStore {
  public static func load(_ path: String) throws(SaveError) -> RuleFileSnapshot {
    try load(path, calls: FileCalls())
  }

  /// Writes `text`, if the file still has the digest `expectedSHA256`. Returns what was written.
  @discardableResult
  public static func save(
    _ text: String, to path: String, replacing expectedSHA256: String
  ) throws(SaveError) -> RuleFileSnapshot {
    try save(text, to: path, replacing: expectedSHA256, calls: FileCalls())
  }

  static func load(_ path: String, calls: FileCalls) throws(SaveError) -> RuleFileSnapshot {
    do {
      let descriptor = try calls.openForReading(path)
      defer { close(descriptor) }
      return try snapshot(of: descriptor, path: path, calls: calls).snapshot
    } catch let failure as FileCalls.Failure {
      throw readError(failure, path)
    } catch {
      throw error as? SaveError ?? .unreadable(path: path, reason: "\(error)")
    }
  }

  static func save(
    _ text: String, to path: String, replacing expectedSHA256: String, calls: FileCalls
  ) throws(SaveError) -> RuleFileSnapshot {
    let target: String
    do { target = try calls.resolve(path) } catch { throw readError(error, path) }
    let descriptor = try lockedFile(target, givenAs: path, calls: calls)
    defer { close(descriptor) }
    let (current, status) = try snapshot(of: descriptor, path: path, calls: calls)
    guard current.sha256 == expectedSHA256 else { throw .changedUnderneath(current: current) }
    let new = try RuleFileSnapshot(path: path, bytes: Array(text.utf8), mode: status.permissions)
    if new.sha256 == current.sha256 { return current }
    try checkWritable(target, givenAs: path, status: status, calls: calls)
    let replacement = Replacement(target: target, path: path, calls: calls)
    try replacement.write(Array(text.utf8), like: status, attributesOf: descriptor)
    return new
  }

  // MARK: - Steps

  /// The file at `target`, locked. A program that saved in between has put a new file there, whose
  /// lock is another; so the path is looked at again once the lock is held.
  static func lockedFile(
    _ target: String, givenAs path: String, calls: FileCalls
  ) throws(SaveError) -> Int32 {
    for _ in 0..<max(calls.lockAttempts, 1) {
      let descriptor: Int32
      do { descriptor = try calls.openForReading(target) } catch { throw readError(error, path) }
      do {
        let isLocked = try calls.lock(descriptor)
        guard isLocked else {
          close(descriptor)
          throw SaveError.busy(path: path)
        }
        let opened = try calls.status(of: descriptor)
        if try opened.isSameFile(as: calls.status(at: target)) { return descriptor }
        close(descriptor)
      } catch let failure as FileCalls.Failure {
        close(descriptor)
        throw readError(failure, path)
      } catch {
        throw error as? SaveError ?? .busy(path: path)
      }
    }
    throw .busy(path: path)
  }

  static func snapshot(
    of descriptor: Int32, path: String, calls: FileCalls
  ) throws(SaveError) -> (snapshot: RuleFileSnapshot, status: FileCalls.Status) {
    let status: FileCalls.Status
    let bytes: [UInt8]
    do {
      status = try calls.status(of: descriptor)
      guard status.isRegularFile else { throw SaveError.notAFile(path: path) }
      bytes = try calls.readAll(descriptor, limit: RuleFile.maximumFileBytes)
    } catch let failure as FileCalls.Failure {
      throw readError(failure, path)
    } catch {
      throw error as? SaveError ?? .unreadable(path: path, reason: "\(error)")
    }
    guard bytes.count <= RuleFile.maximumFileBytes else {
      throw .tooLarge(path: path, limit: RuleFile.maximumFileBytes)
    }
    return (try RuleFileSnapshot(path: path, bytes: bytes, mode: status.permissions), status)
  }

  /// A rename needs no right to write the file itself, so that right is asked for: a file without
  /// any write bit was protected on purpose, also from the superuser.
  static func checkWritable(
    _ target: String, givenAs path: String, status: FileCalls.Status, calls: FileCalls
  ) throws(SaveError) {
    guard status.mode & 0o222 != 0 else { throw .readOnly(path: path) }
    do {
      try calls.call(.access) { faccessat(AT_FDCWD, target, W_OK, AT_EACCESS) }
    } catch {
      throw .readOnly(path: path)
    }
    guard status.linkCount <= 1 else { throw .hardLinked(path: path) }
  }

  static func readError(_ failure: FileCalls.Failure, _ path: String) -> SaveError {
    switch failure.code {
    case ENOENT, ENOTDIR: .notFound(path: path)
    default: .unreadable(path: path, reason: failure.reason)
    }
  }
}
