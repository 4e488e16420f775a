import Basics
import Foundation

/// A journal in memory: its header, its entries, and the problems of single lines.
public struct JournalContents: Sendable {
  public var header: SessionHeader
  public var entries: [JournalEntry]
  /// Lines that could not be read: `line 17 is not a journal entry`. After a crash, the last line
  /// may be torn.
  public var problems: [String]
}

/// Why a journal can't be read or written.
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
      "the session \(path) is open in another trailsift; quit that one, or start a new session with --session FILE"
    }
  }
}

extension JournalContents {
  /// The maximum size of a journal in bytes: no analyst makes that many decisions.
  private static let byteLimit = 1 << 30
  /// The longest entries contain a rule file's text with every byte escaped.
  private static let lineLimit = 64 << 20

  public init(path: String) throws(JournalError) {
    self = try Self.load(path).contents
  }

  /// Reads a journal and its file's bytes.
  public static func load(
    _ path: String
  ) throws(JournalError) -> (contents: JournalContents, bytes: [UInt8]) {
    let descriptor: Int32
    do { descriptor = try FileCalls.system.openForReading(path) } catch {
      throw .cannotRead(path: path, reason: "\(error)")
    }
    defer { close(descriptor) }
    let bytes = try read(descriptor, path)
    return (try JournalContents(data: Data(bytes), path: path), bytes)
  }

  /// All bytes of a regular file.
  fileprivate static func read(
    _ descriptor: Int32, _ path: String
  ) throws(JournalError) -> [UInt8] {
    let calls = FileCalls.system
    let status: FileStatus
    do { status = try calls.status(of: descriptor) } catch {
      throw .cannotRead(path: path, reason: "\(error)")
    }
    guard status.isRegularFile else {
      throw .notAJournal(path: path, reason: "it is not a regular file")
    }
    guard status.size <= byteLimit else {
      throw .notAJournal(path: path, reason: "it is larger than 1 GiB")
    }
    do { return try calls.readAll(descriptor, atMost: Int(status.size)) } catch {
      throw .cannotRead(path: path, reason: "\(error)")
    }
  }

  init(data: Data, path: String) throws(JournalError) {
    var lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let tail = lines.popLast() ?? Data()
    if lines.isEmpty {
      throw .notAJournal(path: path, reason: "it has no complete first line")
    }
    let first = lines.removeFirst()
    // Only the number first, since a later format may have another header.
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

/// A journal that is open for writing: an append-only file that only its owner can read, open in
/// one program at a time.
public final class Journal {
  public let path: String
  private let descriptor: Int32
  private let calls = FileCalls.system
  private var nextSequence: Int
  /// The start and kind of the last entry, and for a cursor move the start of its run of moves.
  private var last: (sequence: Int, offset: off_t, cursorSince: Double?)?
  /// An incomplete entry that could not be cut off: nothing may follow it.
  private var isSpoilt = false

  /// Cursor moves within this many seconds are one entry, which each of them rewrites. So a key
  /// that is held down does not grow the journal, and a replay loses nothing that one could see.
  public static let cursorSeconds = 1.0

  /// Begins a session in a new file. Creates its folder if it is missing.
  public init(creating path: String, header: SessionHeader) throws(JournalError) {
    self.path = path
    nextSequence = 1
    let file = PrivateFile(path)
    let folder = FileCalls.folder(of: path)
    do { try file.makeFolder() } catch {
      throw .cannotWrite(path: path, reason: "its folder \(folder) cannot be made")
    }
    do { descriptor = try file.create(O_APPEND) } catch {
      throw .cannotWrite(path: path, reason: "\(error)")
    }
    try lock()
    let line = (try? JSONText.line(header)) ?? []
    do {
      try put(line + [UInt8(ascii: "\n")], durably: true)
    } catch {
      // A file without a header is not a session.
      unlink(path)
      throw error
    }
    // Without this, a new file's name may not survive a crash.
    try? calls.syncFolder(folder)
  }

  /// Resumes a session: locks its file, then reads it, so that it includes the last decisions of
  /// another program. Cuts off a torn last line.
  public static func resume(
    _ path: String
  ) throws(JournalError) -> (journal: Journal, contents: JournalContents) {
    for _ in 0..<lockAttempts {
      let descriptor: Int32
      do {
        descriptor = try FileCalls.system.open(path, O_RDWR | O_APPEND | O_NONBLOCK)
      } catch {
        throw error.code == ENOENT
          ? .cannotRead(path: path, reason: "\(error)")
          : .cannotWrite(path: path, reason: "\(error)")
      }
      let journal = Journal(path: path, descriptor: descriptor)
      try journal.lock()
      // The program with the lock may have removed or replaced the file.
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

  /// Numbers that a resumed session can still need.
  private static let minimumFree = 1 << 32

  /// Appends an entry. When it returns, an entry with a decision is on disk; others are in the
  /// system's cache. If it throws, the journal is unchanged.
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

  /// Replaces the last entry by a cursor move, if that is a recent cursor move too.
  private func rewriteCursor(
    _ action: JournalEntry.Action, at time: Double
  ) throws(JournalError) -> JournalEntry? {
    guard let last, let since = last.cursorSince, since <= time,
      time - since < Self.cursorSeconds, !isSpoilt, hasCut(at: last.offset)
    else { return nil }
    let entry = JournalEntry(sequence: last.sequence, time: time, action: action)
    try put(Array((entry.line + "\n").utf8), durably: false)
    return entry
  }

  /// Removes the last entry, which needs no disk space. False if it is not the last one.
  package func retract(_ sequence: Int) -> Bool {
    guard let last, last.sequence == sequence, hasCut(at: last.offset) else { return false }
    // The number is not reused: a reader may have seen it.
    nextSequence += 1
    self.last = nil
    return (try? calls.sync(descriptor)) != nil
  }

  /// The number of the next entry.
  public var upcomingSequence: Int { nextSequence }

  private func lock() throws(JournalError) {
    let isLocked: Bool
    do { isLocked = try calls.lock(descriptor, attempts: Self.lockAttempts) } catch {
      throw .cannotWrite(path: path, reason: "\(error)")
    }
    if !isLocked { throw .inUse(path: path) }
  }

  /// Listing sessions takes the lock for a moment, which must not look like another workbench.
  private static let lockAttempts = 5

  /// Whether another program has the session open.
  public static func isInUse(_ path: String) -> Bool {
    let calls = FileCalls.system
    guard let descriptor = try? calls.openForReading(path) else { return false }
    defer { close(descriptor) }
    return (try? calls.lock(descriptor, LOCK_SH, attempts: 1)) == false
  }

  /// Returns the offset of the bytes. If it throws, they were not written.
  @discardableResult
  private func put(_ bytes: [UInt8], durably: Bool) throws(JournalError) -> off_t {
    guard !isSpoilt else {
      throw .cannotWrite(path: path, reason: "an earlier entry could not be written whole")
    }
    let start = lseek(descriptor, 0, SEEK_END)
    do {
      try calls.writeAll(bytes, to: descriptor)
      if durably { try calls.sync(descriptor) }
    } catch {
      // An incomplete entry would spoil the next one, and a complete entry that is not on disk must
      // not reappear.
      if !hasCut(at: start) { isSpoilt = true }
      throw .cannotWrite(path: path, reason: "\(error)")
    }
    return start
  }

  /// Removes everything from `offset` on, which needs no disk space.
  private func hasCut(at offset: off_t) -> Bool {
    (try? calls.truncate(descriptor, to: Int(offset))) != nil
  }

  /// The status of the open file.
  private var status: FileStatus? { try? calls.status(of: descriptor) }

  /// Whether only this user can have written the file, and only this user can read it: a regular
  /// file, not a link, with mode 0600.
  var isPrivate: Bool {
    guard let status, let link = try? calls.linkStatus(at: path) else { return false }
    return link.isSameFile(as: status) && status.isPrivate
  }

  private var isAtItsPath: Bool {
    guard let status, let found = try? calls.status(at: path) else { return false }
    return status.isSameFile(as: found)
  }

  private func cutTornLine() throws(JournalError) {
    let size = lseek(descriptor, 0, SEEK_END)
    var end = size
    var byte: UInt8 = 0
    while end > 0 {
      guard pread(descriptor, &byte, 1, end - 1) == 1 else {
        throw .cannotRead(
          path: path, reason: "\(FileCalls.Failure(.read, code: errno))")
      }
      if byte == UInt8(ascii: "\n") { break }
      end -= 1
    }
    do { if end < size { try calls.truncate(descriptor, to: Int(end)) } } catch {
      throw .cannotWrite(path: path, reason: "\(error)")
    }
  }
}
