import Basics
import Foundation

/// A journal in memory: its header, its entries, and what was wrong with single lines.
public struct JournalContents: Sendable {
  public var header: SessionHeader
  public var entries: [JournalEntry]
  /// What could not be read, by line: `line 17 is not a journal entry`. The last line may be torn, which a crash explains.
  public var problems: [String]
}

/// Why a journal cannot be read or written.
public enum JournalError: Error, Sendable, Hashable, CustomStringConvertible {
  case cannotRead(path: String, reason: String)
  case notAJournal(path: String, reason: String)
  case newerFormat(path: String, format: Int)
  case cannotWrite(path: String, reason: String)
  /// Another trailsift has it open.
  case inUse(path: String)

  public var description: String {
    switch self {
    case .cannotRead(let path, let reason): "cannot read the session \(path): \(reason)"
    case .notAJournal(let path, let reason): "\(path) is not a session: \(reason)"
    case .newerFormat(let path, let format):
      "\(path) was written by a later trailsift (format \(format); this one reads \(SessionHeader.currentFormat))"
    case .cannotWrite(let path, let reason):
      "the session cannot be written, \(reason); make room there, or copy it and continue with --session COPY: \(path)"
    case .inUse(let path):
      "the session \(path) is open in another trailsift; leave it there first, or start a new session with --session FILE"
    }
  }
}

extension JournalContents {
  /// A journal with more bytes than this is not read: no analyst makes that many decisions.
  private static let byteLimit = 1 << 30
  /// The longest entries hold a rule file's text, every byte of it escaped.
  private static let lineLimit = 64 << 20

  public init(path: String) throws(JournalError) {
    self = try Self.load(path).contents
  }

  /// Reads a journal; with it its file's bytes.
  public static func load(
    _ path: String
  ) throws(JournalError) -> (contents: JournalContents, bytes: [UInt8]) {
    // Does not wait, not even for a pipe.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .cannotRead(path: path, reason: String(errno: errno)) }
    defer { close(descriptor) }
    let bytes = try read(descriptor, path)
    return (try JournalContents(data: Data(bytes), path: path), bytes)
  }

  /// All bytes of a regular file.
  fileprivate static func read(
    _ descriptor: Int32, _ path: String
  ) throws(JournalError) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .cannotRead(path: path, reason: String(errno: errno))
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .notAJournal(path: path, reason: "it is not a regular file")
    }
    guard status.st_size <= byteLimit else {
      throw .notAJournal(path: path, reason: "it is larger than 1 GiB")
    }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress.map { $0 + done }, $0.count - done, off_t(done))
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .cannotRead(path: path, reason: String(errno: errno)) }
      if count == 0 { break }
      done += count
    }
    return Array(bytes.prefix(done))
  }

  init(data: Data, path: String) throws(JournalError) {
    var lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let tail = lines.popLast() ?? Data()
    if lines.isEmpty {
      throw .notAJournal(path: path, reason: "it has no complete first line")
    }
    let first = lines.removeFirst()
    // The number alone first: a later format may have another header.
    if let version = try? JSONDecoder().decode(Version.self, from: first),
      version.format > SessionHeader.currentFormat
    {
      throw .newerFormat(path: path, format: version.format)
    }
    do {
      header = try JSONDecoder().decode(SessionHeader.self, from: first)
    } catch {
      throw .notAJournal(path: path, reason: "its first line is not a session header")
    }
    entries = []
    problems = []
    entries.reserveCapacity(lines.count)
    for (index, line) in lines.enumerated() where !line.isEmpty {
      guard line.count <= Self.lineLimit else {
        problems.append("line \(index + 2) is longer than any entry")
        continue
      }
      do {
        let entry = try JournalEntry(line: line)
        if let before = entries.last?.sequence, entry.sequence <= before {
          problems.append("line \(index + 2) has the number \(entry.sequence) after \(before)")
          continue
        }
        entries.append(entry)
      } catch {
        problems.append("line \(index + 2) \(error)")
      }
    }
    if !tail.isEmpty {
      problems.append("the last line is torn, as a crash leaves it; it was dropped")
    }
  }
}

private struct Version: Decodable {
  let format: Int

  enum CodingKeys: String, CodingKey { case format = "trailsift_session" }
}

/// A journal that is open for writing: an append-only file that only its owner can read, held by one program at a time.
public final class Journal {
  public let path: String
  private let descriptor: Int32
  private var nextSequence: Int
  /// Where the last entry begins, what it is, and for a cursor's move when the run of moves that it ends began.
  private var last: (sequence: Int, offset: off_t, cursorSince: Double?)?
  /// Half an entry that could not be cut off again: nothing may follow it.
  private var isSpoilt = false

  /// The cursor's moves within so many seconds are one entry, which each of them rewrites: a replay loses nothing that
  /// an eye could follow, and a journal does not grow with a key that is held down.
  public static let cursorSeconds = 1.0

  /// Begins a session in a new file. Its folder is made if it is missing.
  public init(creating path: String, header: SessionHeader) throws(JournalError) {
    self.path = path
    nextSequence = 1
    try Self.makeFolder(for: path)
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .cannotWrite(path: path, reason: String(errno: errno)) }
    try lock()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let line = (try? encoder.encode(header)) ?? Data()
    do {
      try put([UInt8](line) + [UInt8(ascii: "\n")], durably: true)
    } catch {
      // A file without a header is not a session.
      unlink(path)
      throw error
    }
    Self.syncFolder(of: path)
  }

  /// Resumes a session: locks its file, then reads it, so that nothing is decided after what another program has
  /// decided meanwhile. A torn last line is cut off.
  public static func resume(
    _ path: String
  ) throws(JournalError) -> (journal: Journal, contents: JournalContents) {
    for _ in 0..<lockAttempts {
      let descriptor = open(path, O_RDWR | O_APPEND | O_CLOEXEC | O_NONBLOCK)
      guard descriptor >= 0 else {
        let reason = String(errno: errno)
        throw errno == ENOENT
          ? .cannotRead(path: path, reason: reason) : .cannotWrite(path: path, reason: reason)
      }
      let journal = Journal(path: path, descriptor: descriptor)
      try journal.lock()
      // The program that held the lock may have removed the file, or put another in its place.
      guard journal.isAtItsPath else { continue }
      let contents = try JournalContents(
        data: Data(JournalContents.read(journal.descriptor, path)), path: path)
      try journal.go(on: contents)
      return (journal, contents)
    }
    throw .inUse(path: path)
  }

  private init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
    nextSequence = 1
  }

  private func go(on contents: JournalContents) throws(JournalError) {
    nextSequence = (contents.entries.map(\.sequence).max() ?? 0) + 1
    guard JournalEntry.sequences.contains(nextSequence + Self.minimumFree) else {
      throw .cannotWrite(
        path: path, reason: "its entries' numbers are used up; begin a new session")
    }
    try cutTornLine()
  }

  deinit { close(descriptor) }

  /// Numbers that a session can still need after it was resumed.
  private static let minimumFree = 1 << 32

  /// Appends an entry. When it returns, an entry that holds a decision is on the disk; others are with the system.
  /// When it throws, the journal is as it was.
  @discardableResult
  public func append(
    _ action: JournalEntry.Action, at time: Double
  ) throws(JournalError) -> JournalEntry {
    if case .moveCursor = action, let entry = try rewriteCursor(action, at: time) { return entry }
    let entry = JournalEntry(sequence: nextSequence, time: time, action: action)
    let offset = try put(Array((entry.line + "\n").utf8), durably: entry.isDurable)
    var cursorSince: Double?
    if case .moveCursor = action { cursorSince = time }
    last = (nextSequence, offset, cursorSince)
    nextSequence += 1
    return entry
  }

  /// Puts a move of the cursor in the place of the one before it, if that was the last entry and a moment ago.
  private func rewriteCursor(
    _ action: JournalEntry.Action, at time: Double
  ) throws(JournalError) -> JournalEntry? {
    guard let last, let since = last.cursorSince, since <= time,
      time - since < Self.cursorSeconds, !isSpoilt, ftruncate(descriptor, last.offset) == 0
    else { return nil }
    let entry = JournalEntry(sequence: last.sequence, time: time, action: action)
    try put(Array((entry.line + "\n").utf8), durably: false)
    return entry
  }

  /// Takes the last entry out again, which needs no space on the disk. False if it is not the last one.
  package func retract(_ sequence: Int) -> Bool {
    guard let last, last.sequence == sequence, ftruncate(descriptor, last.offset) == 0 else {
      return false
    }
    // The number is not given again: whoever read the journal meanwhile may know it.
    nextSequence += 1
    self.last = nil
    return fsync(descriptor) == 0
  }

  /// The number that the next entry gets.
  public var upcomingSequence: Int { nextSequence }

  private func lock() throws(JournalError) {
    for attempt in 0..<Self.lockAttempts {
      if attempt > 0 { usleep(Self.lockPause) }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
      if errno != EWOULDBLOCK { throw .cannotWrite(path: path, reason: String(errno: errno)) }
    }
    throw .inUse(path: path)
  }

  /// A list of sessions looks at the lock for a moment; that must not be taken for another workbench.
  private static let lockAttempts = 5
  private static let lockPause: UInt32 = 10_000

  /// Whether a program has the session open.
  public static func isInUse(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }

  /// Returns where the bytes begin. When it throws, they are not there.
  @discardableResult
  private func put(_ bytes: [UInt8], durably: Bool) throws(JournalError) -> off_t {
    guard !isSpoilt else {
      throw .cannotWrite(path: path, reason: "an earlier entry could not be written whole")
    }
    let start = lseek(descriptor, 0, SEEK_END)
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        write(descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written)
      }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 {
        let reason = count == 0 ? "nothing more can be written" : String(errno: errno)
        cut(at: start)
        throw .cannotWrite(path: path, reason: reason)
      }
      written += count
    }
    if durably && fsync(descriptor) != 0 {
      let reason = String(errno: errno)
      cut(at: start)
      throw .cannotWrite(path: path, reason: reason)
    }
    return start
  }

  /// Half an entry would spoil the next one, and a whole one that the disk did not take must not come back.
  private func cut(at offset: off_t) {
    if ftruncate(descriptor, offset) != 0 { isSpoilt = true }
  }

  /// Without this a new file's name may not outlive a crash. Some file systems cannot, and say so.
  private static func syncFolder(of path: String) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    close(descriptor)
  }

  /// What the system says of the open file.
  private var status: stat? {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? status : nil
  }

  /// Whether nobody but this user can have written the file, and nobody else can read it: a regular file, no link to one, of
  /// mode 0600.
  var isPrivate: Bool {
    var link = stat()
    guard let status, lstat(path, &link) == 0 else { return false }
    return link.st_dev == status.st_dev && link.st_ino == status.st_ino
      && status.st_mode & S_IFMT == S_IFREG && status.st_uid == geteuid()
      && status.st_mode & 0o077 == 0 && status.st_nlink == 1
  }

  private var isAtItsPath: Bool {
    var found = stat()
    guard let status, stat(path, &found) == 0 else { return false }
    return status.st_dev == found.st_dev && status.st_ino == found.st_ino
  }

  private func cutTornLine() throws(JournalError) {
    let size = lseek(descriptor, 0, SEEK_END)
    var end = size
    var byte: UInt8 = 0
    while end > 0 {
      guard pread(descriptor, &byte, 1, end - 1) == 1 else {
        throw .cannotRead(path: path, reason: String(errno: errno))
      }
      if byte == UInt8(ascii: "\n") { break }
      end -= 1
    }
    if end < size && ftruncate(descriptor, end) != 0 {
      throw .cannotWrite(path: path, reason: String(errno: errno))
    }
  }

  private static func makeFolder(for path: String) throws(JournalError) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .cannotWrite(path: path, reason: "its folder \(folder.path) cannot be made")
    }
  }
}

extension String {
  /// What the system says of an error number, with a lower-case first letter.
  init(errno number: Int32) {
    let text = String(cString: strerror(number))
    self = text.prefix(1).lowercased() + text.dropFirst()
  }
}
