import Basics
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
    try load(path, calls: .system)
  }

  /// Writes `text`, if the file still has the digest `expectedSHA256`. Returns what was written.
  @discardableResult
  public static func save(
    _ text: String, to path: String, replacing expectedSHA256: String
  ) throws(SaveError) -> RuleFileSnapshot {
    try save(text, to: path, replacing: expectedSHA256, calls: .system)
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
    do {
      let file = try Replacement(of: target, calls: calls)
      try file.write(Array(text.utf8))
      try file.takeAttributes(of: descriptor, status)
      try file.sync()
      try checkUnchanged(target, givenAs: path, since: status, calls: calls)
      try file.rename()
      try calls.syncFolder(FileCalls.folder(of: target))
    } catch {
      throw (error as? FileCalls.Failure).map { saveError($0, path, target) } ?? error as? SaveError
        ?? .failed(path: path, operation: "saving", reason: "\(error)")
    }
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
        let isLocked = try hasLocked(descriptor, calls)
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

  /// A file system without locks counts as locked, since the comparison before the rename guards
  /// there too.
  private static func hasLocked(
    _ descriptor: Int32, _ calls: FileCalls
  ) throws(FileCalls.Failure) -> Bool {
    do { return try calls.lock(descriptor) } catch  where error.meansNoLocks { return true }
  }

  /// Looks once more whether the file is still the one compared with, for editors that do not lock.
  private static func checkUnchanged(
    _ target: String, givenAs path: String, since status: FileStatus, calls: FileCalls
  ) throws(SaveError) {
    let isUnchanged: Bool
    do {
      isUnchanged = try calls.status(at: target, as: .compare).isUnchanged(since: status)
    } catch {
      throw readError(error, path)
    }
    guard isUnchanged else {
      throw .changedUnderneath(current: try load(path, calls: calls))
    }
  }

  static func snapshot(
    of descriptor: Int32, path: String, calls: FileCalls
  ) throws(SaveError) -> (snapshot: RuleFileSnapshot, status: FileStatus) {
    let status: FileStatus
    let bytes: [UInt8]
    do {
      status = try calls.status(of: descriptor)
      guard status.isRegularFile else { throw SaveError.notAFile(path: path) }
      bytes = try calls.readAll(descriptor, atMost: RuleFile.maximumFileBytes + 1)
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
    _ target: String, givenAs path: String, status: FileStatus, calls: FileCalls
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

  /// What a failed call of a save means for the file at `path`, free of links `target`.
  static func saveError(
    _ failure: FileCalls.Failure, _ path: String, _ target: String
  ) -> SaveError {
    switch (failure.call, failure.code) {
    case (.openFolder, _), (.syncFolder, _): .notDurable(path: path, reason: failure.reason)
    case (_, ENOSPC), (_, EDQUOT): .noSpace(path: path)
    case (.stat, _), (.setOwner, _), (.setMode, _), (.copyAttributes, _):
      .ownershipNotKept(path: path, reason: failure.reason)
    case (.createTemporary, EACCES), (.createTemporary, EPERM), (.createTemporary, EROFS),
      (.rename, EACCES), (.rename, EPERM), (.rename, EROFS),
      (.unlink, EACCES), (.unlink, EPERM), (.unlink, EROFS):
      .folderReadOnly(folder: FileCalls.folder(of: target))
    case (.rename, EEXIST): .alreadyThere(path: path)
    case (_, ENOENT), (_, ENOTDIR): .notFound(path: path)
    default:
      .failed(path: path, operation: operation(of: failure.call), reason: failure.reason)
    }
  }

  private static func operation(of call: FileCalls.Call) -> String {
    switch call {
    case .createTemporary: "making a temporary file beside it"
    case .syncFile: "fsync"
    case .rename: "putting the new file into place"
    case .unlink: "removing the file"
    default: "writing"
    }
  }
}
