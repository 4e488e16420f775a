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
  private let calls = FileCalls.system
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
    // Without this a new file's name may not outlive a crash.
    try? calls.syncFolder(folder)
  }

  /// Resumes a session: locks its file, then reads it, so that nothing is decided after what another program has
  /// decided meanwhile. A torn last line is cut off.
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
      time - since < Self.cursorSeconds, !isSpoilt, hasCut(at: last.offset)
    else { return nil }
    let entry = JournalEntry(sequence: last.sequence, time: time, action: action)
    try put(Array((entry.line + "\n").utf8), durably: false)
    return entry
  }

  /// Takes the last entry out again, which needs no space on the disk. False if it is not the last one.
  package func retract(_ sequence: Int) -> Bool {
    guard let last, last.sequence == sequence, hasCut(at: last.offset) else { return false }
    // The number is not given again: whoever read the journal meanwhile may know it.
    nextSequence += 1
    self.last = nil
    return (try? calls.sync(descriptor)) != nil
  }

  /// The number that the next entry gets.
  public var upcomingSequence: Int { nextSequence }

  private func lock() throws(JournalError) {
    let isLocked: Bool
    do { isLocked = try calls.lock(descriptor, attempts: Self.lockAttempts) } catch {
      throw .cannotWrite(path: path, reason: "\(error)")
    }
    if !isLocked { throw .inUse(path: path) }
  }

  /// A list of sessions looks at the lock for a moment; that must not be taken for another workbench.
  private static let lockAttempts = 5

  /// Whether a program has the session open.
  public static func isInUse(_ path: String) -> Bool {
    let calls = FileCalls.system
    guard let descriptor = try? calls.openForReading(path) else { return false }
    defer { close(descriptor) }
    return (try? calls.lock(descriptor, LOCK_SH, attempts: 1)) == false
  }

  /// Returns where the bytes begin. When it throws, they are not there.
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
      // Half an entry would spoil the next one, and a whole one that the disk did not take must not come back.
      if !hasCut(at: start) { isSpoilt = true }
      throw .cannotWrite(path: path, reason: "\(error)")
    }
    return start
  }

  /// Takes away what begins at `offset`, which needs no space on the disk.
  private func hasCut(at offset: off_t) -> Bool {
    (try? calls.truncate(descriptor, to: Int(offset))) != nil
  }

  /// What the system says of the open file.
  private var status: FileStatus? { try? calls.status(of: descriptor) }

  /// Whether nobody but this user can have written the file, and nobody else can read it: a regular file, no link to one, of
  /// mode 0600.
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
