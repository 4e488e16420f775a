#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A new file that replaces another one atomically, or is created: at every moment, also after a
/// crash, the path has the old bytes or the new ones.
///
///     let file = try Replacement(of: path)
///     try file.write(bytes)
///     try file.finish()
///
/// Until then it is `.trailsift-9f86d081884c7d65-4711-0.tmp` beside it, which only its owner can
/// read. It is locked while it is being written, which distinguishes it from the leftover of a
/// killed process. A file that is not finished is removed.
public final class Replacement {
  /// The file to replace, with symbolic links resolved.
  public let target: String
  private let calls: FileCalls
  private let temporary: String
  private let descriptor: Int32
  private var isOpen = true
  private var isInPlace = false

  public init(of target: String, calls: FileCalls = .system) throws(FileCalls.Failure) {
    self.target = target
    self.calls = calls
    let stem = FileCalls.folder(of: target) + "/" + Self.temporaryPrefix(for: target)
    Self.removeLeftovers(of: target)
    (temporary, descriptor) = try Self.create(stem, calls)
    // Always succeeds, as nobody else knows the name.
    _ = flock(descriptor, LOCK_EX | LOCK_NB)
  }

  deinit {
    finishWriting()
    if !isInPlace { systemUnlink(temporary) }
  }

  private static func create(
    _ stem: String, _ calls: FileCalls
  ) throws(FileCalls.Failure) -> (path: String, descriptor: Int32) {
    var number = 0
    while true {
      let path = "\(stem)\(getpid())-\(number).tmp"
      do {
        return (path, try calls.create(path, as: .createTemporary))
      } catch  where error.code == EEXIST && number < maximumNames {
        number += 1
      }
    }
  }

  /// Names to try for a temporary file. Each thread that saves at the same time needs one.
  private static let maximumNames = 64

  public func write(_ bytes: [UInt8]) throws(FileCalls.Failure) {
    try calls.writeAll(bytes, to: descriptor)
  }

  /// Copies the owner, the mode, the extended attributes and the access control list of the old
  /// file.
  public func takeAttributes(
    of original: Int32, _ status: FileStatus
  ) throws(FileCalls.Failure) {
    let own = try calls.status(of: descriptor)
    if own.owner != status.owner || own.group != status.group {
      try calls.call(.setOwner) { fchown(descriptor, status.owner, status.group) }
    }
    try FileAttributes.copy(from: original, to: descriptor, calls: calls)
    try setMode(status.permissions)
  }

  public func setMode(_ mode: UInt32) throws(FileCalls.Failure) {
    try calls.call(.setMode) { fchmod(descriptor, mode_t(mode)) }
  }

  /// Syncs the new bytes to disk. The old file is still in place.
  public func sync() throws(FileCalls.Failure) {
    try calls.sync(descriptor)
  }

  /// Replaces the old file by the new one.
  public func rename() throws(FileCalls.Failure) {
    try calls.rename(temporary, to: target)
    isInPlace = true
    finishWriting()
  }

  /// Puts the new file at a free path. Fails with `EEXIST` if the path exists.
  public func link() throws(FileCalls.Failure) {
    do {
      try calls.link(temporary, to: target)
    } catch  where [EPERM, EOPNOTSUPP, ENOSYS].contains(error.code) {
      // A file system without links: creates the name only if it is free.
      guard (try? calls.linkStatus(at: target)) == nil else {
        throw FileCalls.Failure(.rename, code: EEXIST)
      }
      return try rename()
    }
    systemUnlink(temporary)
    isInPlace = true
    finishWriting()
  }

  /// Syncs the replacement to disk.
  public func finish() throws(FileCalls.Failure) {
    try sync()
    try rename()
    try calls.syncFolder(FileCalls.folder(of: target))
  }

  /// Closes the file, which releases its lock.
  private func finishWriting() {
    if isOpen { close(descriptor) }
    isOpen = false
  }
}

extension Replacement {
  /// Has a fixed length for any file name, and is not a rule file's name.
  private static func temporaryPrefix(for target: String) -> String {
    let name = target.utf8.lastIndex(of: UInt8(ascii: "/")).map {
      target.utf8[target.utf8.index(after: $0)...]
    }
    return ".trailsift-\(SHA256.hex(of: name ?? target[...].utf8).prefix(16))-"
  }

  /// Removes temporary files of this target that a killed process left. Nothing depends on it. A
  /// file that can be locked has no owner.
  private static func removeLeftovers(of target: String) {
    let folder = FileCalls.folder(of: target)
    guard let listing = opendir(folder) else { return }
    defer { closedir(listing) }
    let prefix = temporaryPrefix(for: target)
    while let entry = readdir(listing) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.begins(with: prefix), name.ends(with: ".tmp") else { continue }
      let leftover = "\(folder)/\(name)"
      let descriptor = open(leftover, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { systemUnlink(leftover) }
      close(descriptor)
    }
  }
}

// The system's function under another name, since `link` and `rename` are members of `Replacement`.
private func systemUnlink(_ path: String) { unlink(path) }
