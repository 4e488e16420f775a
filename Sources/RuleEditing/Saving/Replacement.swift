import Basics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The new file that takes a locked file's place: `.trailsift-9f86d081884c7d65-4711-0.tmp` beside
/// it, until it is renamed.
///
/// It is locked itself while it is being written, so that what a killed process left behind can be
/// told from what another process is writing.
struct Replacement {
  /// The file to replace, free of symbolic links.
  let target: String
  /// The path as given, for messages.
  let path: String
  let calls: FileCalls

  var folder: String {
    guard let slash = target.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == target.startIndex ? "/" : String(target[..<slash])
  }

  private var fileName: Substring.UTF8View {
    guard let slash = target.utf8.lastIndex(of: UInt8(ascii: "/")) else { return target[...].utf8 }
    return target.utf8[target.utf8.index(after: slash)...]
  }

  /// Of fixed length, whatever the rule's name, and no name of a rule file.
  private var temporaryPrefix: String {
    ".trailsift-\(SHA256.hex(of: fileName).prefix(16))-"
  }

  func write(
    _ bytes: [UInt8], like status: FileCalls.Status, attributesOf original: Int32
  ) throws(SaveError) {
    removeLeftovers()
    let (temporary, descriptor) = try create()
    do {
      try fill(descriptor, with: bytes, like: status, attributesOf: original)
      try putInPlace(temporary, of: status)
    } catch {
      unlink(temporary)
      throw error
    }
    try syncFolder()
  }

  func create() throws(SaveError) -> (path: String, descriptor: Int32) {
    for number in 0..<Self.mostNames {
      let temporary = "\(folder)/\(temporaryPrefix)\(getpid())-\(number).tmp"
      do {
        let descriptor = try calls.createTemporary(temporary)
        _ = flock(descriptor, LOCK_EX | LOCK_NB)
        return (temporary, descriptor)
      } catch {
        if error.code == EEXIST { continue }
        throw saveError(error, "making a temporary file beside it", inFolder: true)
      }
    }
    throw .failed(
      path: path, operation: "making a temporary file beside it", reason: "all names are taken")
  }

  /// Names tried for a temporary file; each thread that saves at the same time takes one.
  private static let mostNames = 64

  private func fill(
    _ descriptor: Int32, with bytes: [UInt8], like status: FileCalls.Status,
    attributesOf original: Int32
  ) throws(SaveError) {
    defer { close(descriptor) }
    do { try calls.writeAll(bytes, to: descriptor) } catch { throw saveError(error, "writing") }
    do {
      let own = try calls.status(of: descriptor)
      if own.owner != status.owner || own.group != status.group {
        try calls.call(.setOwner) { fchown(descriptor, status.owner, status.group) }
      }
      try FileAttributes.copy(from: original, to: descriptor, calls: calls)
      try calls.call(.setMode) { fchmod(descriptor, mode_t(status.permissions)) }
    } catch {
      if error.code == ENOSPC || error.code == EDQUOT { throw .noSpace(path: path) }
      throw .ownershipNotKept(path: path, reason: error.reason)
    }
    do { try calls.call(.syncFile) { fsync(descriptor) } } catch { throw saveError(error, "fsync") }
  }

  /// Looks once more whether the file is still the one compared with, for editors that do not
  /// lock; then renames.
  private func putInPlace(_ temporary: String, of status: FileCalls.Status) throws(SaveError) {
    let isUnchanged: Bool
    do {
      isUnchanged = try calls.status(at: target, as: .compare).isUnchanged(since: status)
    } catch {
      throw RuleFileStore.readError(error, path)
    }
    guard isUnchanged else {
      throw .changedUnderneath(current: try RuleFileStore.load(path, calls: calls))
    }
    do {
      try calls.call(.rename) { rename(temporary, target) }
    } catch {
      throw saveError(error, "renaming the new file into place", inFolder: true)
    }
  }

  /// Some file systems cannot sync a folder and say so; that is no failure of the save.
  func syncFolder() throws(SaveError) {
    do {
      let descriptor = try calls.call(.openFolder) { open(folder, O_RDONLY | O_CLOEXEC) }
      defer { close(descriptor) }
      try calls.call(.syncFolder) { fsync(descriptor) }
    } catch {
      if [EINVAL, EOPNOTSUPP, EACCES].contains(error.code) { return }
      throw .notDurable(path: path, reason: error.reason)
    }
  }

  func saveError(
    _ failure: FileCalls.Failure, _ operation: String, inFolder: Bool = false
  ) -> SaveError {
    switch failure.code {
    case ENOSPC, EDQUOT: .noSpace(path: path)
    case EACCES, EPERM, EROFS:
      inFolder
        ? .folderReadOnly(folder: folder)
        : .failed(path: path, operation: operation, reason: failure.reason)
    case ENOENT, ENOTDIR: .notFound(path: path)
    default: .failed(path: path, operation: operation, reason: failure.reason)
    }
  }
}

extension Replacement {
  /// Removes temporary files of this target that a killed process left. Best effort: nothing
  /// depends on it. One that can be locked is nobody's.
  func removeLeftovers() {
    guard let listing = opendir(folder) else { return }
    defer { closedir(listing) }
    let prefix = temporaryPrefix
    while let entry = readdir(listing) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.begins(with: prefix), name.ends(with: ".tmp") else { continue }
      let leftover = "\(folder)/\(name)"
      let descriptor = open(leftover, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(leftover) }
      close(descriptor)
    }
  }
}
