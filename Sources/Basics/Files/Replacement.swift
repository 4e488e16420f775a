#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A new file that takes the place of another, or of none, as a whole: at every moment, also after
/// a crash, the path holds the old bytes or the new ones.
///
///     let file = try Replacement(of: path)
///     try file.write(bytes)
///     try file.finish()
///
/// Until then it is `.trailsift-9f86d081884c7d65-4711-0.tmp` beside it, which only its owner can
/// read. It is locked while it is being written, so that what a killed process left behind can be
/// told from what another process is writing. One that is not finished is removed.
public final class Replacement {
  /// The file to replace, free of symbolic links.
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
    // To be had, as nobody else knows the name.
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

  /// Names tried for a temporary file; each thread that saves at the same time takes one.
  private static let maximumNames = 64

  public func write(_ bytes: [UInt8]) throws(FileCalls.Failure) {
    try calls.writeAll(bytes, to: descriptor)
  }

  /// Takes over the owner, the mode, the extended attributes and the access control list of the old
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

  /// Returns when the disk has the new bytes; the old file is still in its place.
  public func sync() throws(FileCalls.Failure) {
    try calls.sync(descriptor)
  }

  /// Puts the new file in the place of the old one.
  public func rename() throws(FileCalls.Failure) {
    try calls.rename(temporary, to: target)
    isInPlace = true
    finishWriting()
  }

  /// Puts the new file in a place that is free. Fails with `EEXIST` if it is taken.
  public func link() throws(FileCalls.Failure) {
    do {
      try calls.link(temporary, to: target)
    } catch  where [EPERM, EOPNOTSUPP, ENOSYS].contains(error.code) {
      // A file system without links: the name is taken only if nobody has it.
      guard (try? calls.linkStatus(at: target)) == nil else {
        throw FileCalls.Failure(.rename, code: EEXIST)
      }
      return try rename()
    }
    systemUnlink(temporary)
    isInPlace = true
    finishWriting()
  }

  /// Returns when the disk has the new file in the place of the old one.
  public func finish() throws(FileCalls.Failure) {
    try sync()
    try rename()
    try calls.syncFolder(FileCalls.folder(of: target))
  }

  /// Closes the file, and with that gives up its lock.
  private func finishWriting() {
    if isOpen { close(descriptor) }
    isOpen = false
  }
}

extension Replacement {
  /// Of fixed length, whatever the file's name, and no name of a rule file.
  private static func temporaryPrefix(for target: String) -> String {
    let name = target.utf8.lastIndex(of: UInt8(ascii: "/")).map {
      target.utf8[target.utf8.index(after: $0)...]
    }
    return ".trailsift-\(SHA256.hex(of: name ?? target[...].utf8).prefix(16))-"
  }

  /// Removes temporary files of this target that a killed process left. Best effort: nothing
  /// depends on it. One that can be locked is nobody's.
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

// The system's function by another name, as `link` and `rename` are members of `Replacement`.
private func systemUnlink(_ path: String) { unlink(path) }
