import EventJSON

/// From bytes to objects: JSON arrays, `{"Records":[…]}` and its like, JSON lines, objects with
/// nothing between them, one object alone, and any of these one after the other.
///
/// ```
///   topLevel ──[──▶ list ──]──▶ topLevel
///      └──{"Records":[──▶ list ──]──▶ afterList ──}──▶ topLevel
/// ```
///
/// Only brackets and names outside of records are looked at here; commas between records are taken
/// as blanks. Whether a record is well-formed is found by reading it.
extension RecordReader {
  private enum State {
    case topLevel
    /// Among the elements of a list; `isMember`: the list is the member of an object; `depth`: how
    /// many lists lie around it.
    case list(isMember: Bool, depth: Int = 0)
    /// In an object, behind its list: other members may follow.
    case afterList
  }

  /// Reads the whole file. Returns whether there was any JSON in it.
  func cutTopLevel(_ body: (RecordKind) -> Void) -> Bool {
    var state = State.topLevel
    var holdsJSON = false
    skipByteOrderMark()
    switch readTable(body) {
    case .none: break
    case .events: return true
    case .fields:
      isTableOfFields = true
      return false
    }
    while let byte = nextByte() {
      switch (state, byte) {
      case (.topLevel, UInt8(ascii: "{")):
        holdsJSON = true
        if case .list(let length) = opening() {
          window.consume(length)
          state = .list(isMember: true)
        } else if !cutObject(body) {
          state = resynchronised(in: state, isStrict: false)
        }
      case (.topLevel, UInt8(ascii: "[")):
        holdsJSON = true
        window.consume(1)
        state = .list(isMember: false)
      case (.topLevel, _):
        let broken = FileDamage.Place(
          offset: window.offset, problem: .syntax("\(JSONSyntaxError.Reason.unexpectedByte)"))
        state = resynchronised(in: state, isStrict: !holdsJSON)
        // A file without any JSON is no broken log but something else.
        guard holdsJSON || window.count > 0 else { return false }
        holdsJSON = true
        addBad(broken.problem, at: broken.offset)

      case (.list, UInt8(ascii: "{")):
        if !cutObject(body) { state = resynchronised(in: state, isStrict: false) }
      case (.list(let isMember, let depth), UInt8(ascii: "[")):
        window.consume(1)
        state = .list(isMember: isMember, depth: depth + 1)
      case (.list(let isMember, let depth), UInt8(ascii: "]")):
        window.consume(1)
        if depth > 0 {
          state = .list(isMember: isMember, depth: depth - 1)
        } else {
          state = isMember ? .afterList : .topLevel
        }
      case (.list, _):
        if let length = skippedLength() {
          addBad(.notAnObject, at: window.offset)
          window.consume(length)
        } else {
          state = resynchronised(in: state, isStrict: false)
        }

      case (.afterList, UInt8(ascii: "}")):
        window.consume(1)
        state = .topLevel
      case (.afterList, _):
        switch skipMember() {
        case .skipped: break
        case .list: state = .list(isMember: true)
        case .broken: state = resynchronised(in: .topLevel, isStrict: false)
        }
      }
    }
    if case .topLevel = state { return holdsJSON }
    if !window.isStopped, source.damage == nil {
      damage.add(.syntax("\(JSONSyntaxError.Reason.unexpectedEnd)"), at: window.offset)
    }
    return holdsJSON
  }

  func addBad(_ problem: FileDamage.Problem, at offset: Int64) {
    counts.bad += 1
    damage.add(problem, at: offset)
  }

  // MARK: Objects

  /// Reads the object at hand and delivers it. False: it is broken, has been counted so, and where it
  /// ends is unknown.
  private func cutObject(_ body: (RecordKind) -> Void) -> Bool {
    while true {
      do {
        let length = try event.read(window.bytes)
        guard length <= Self.maximumRecordBytes else {
          addBad(.tooLong, at: window.offset)
          window.consume(length)
          return true
        }
        if usualFirstName.isEmpty { usualFirstName = firstName() }
        deliver(offset: window.offset, body)
        window.consume(length)
        return true
      } catch {
        if mayComplete(error) { continue }
        addBroken(error)
        return false
      }
    }
  }

  /// The length of the value at hand, whatever it is; nil: broken, and counted so.
  private func skippedLength() -> Int? {
    while true {
      do {
        return try event.skip(window.bytes)
      } catch {
        if mayComplete(error) { continue }
        addBroken(error)
        return nil
      }
    }
  }

  /// Whether more bytes were got for a value that the window cuts off.
  private func mayComplete(_ error: JSONSyntaxError) -> Bool {
    error.reason == .unexpectedEnd && window.count <= Self.maximumRecordBytes
      && window.refillDouble()
  }

  private func addBroken(_ error: JSONSyntaxError) {
    // When asked to stop, the record at hand was not read to its end: nobody knows what it is.
    if window.isStopped { return }
    if error.reason == .unexpectedEnd, window.count > Self.maximumRecordBytes {
      addBad(.tooLong, at: window.offset)
    } else {
      addBad(.syntax("\(error.reason)"), at: window.offset + Int64(error.offset))
    }
  }

  // MARK: Names and blanks

  private enum Member {
    case skipped, list, broken
  }

  /// Skips a member behind a list, or enters it if it is a list of records itself.
  private func skipMember() -> Member {
    guard window[0] == UInt8(ascii: "\""), let length = skippedLength() else {
      if window.count > 0, window[0] != UInt8(ascii: "\"") {
        addBad(.syntax("\(JSONSyntaxError.Reason.expectedName)"), at: window.offset)
      }
      return .broken
    }
    let name = [UInt8](window.bytes[1..<(length - 1)])
    window.consume(length)
    guard nextByte() == UInt8(ascii: ":") else {
      addBad(.syntax("\(JSONSyntaxError.Reason.expectedColon)"), at: window.offset)
      return .broken
    }
    window.consume(1)
    guard let first = nextByte() else { return .skipped }
    if first == UInt8(ascii: "["), Opening.listMembers.contains(name) {
      window.consume(1)
      return .list
    }
    guard let length = skippedLength() else { return .broken }
    window.consume(length)
    return .skipped
  }

  /// The next byte that is neither blank nor comma; nil at the end of the file.
  @inline(__always)
  private func nextByte() -> UInt8? {
    while true {
      if window.count > 0, ByteWindow.isSeparator(window[0]) { window.consumeSeparators() }
      if window.count > 0 { return window[0] }
      guard window.refill() else { return nil }
    }
  }

  private func skipByteOrderMark() {
    while window.count < 3, window.refill() {}
    if window.count >= 3, window.bytes.prefix(3).elementsEqual([0xEF, 0xBB, 0xBF]) {
      window.consume(3)
    }
  }

  /// How the object at hand begins; `cutOff` only where the file ends.
  func opening() -> Opening {
    while true {
      let opening = Opening(window.bytes)
      if case .cutOff = opening, window.refill() { continue }
      return opening
    }
  }

  private func firstName() -> [UInt8] {
    guard case .object(let name) = Opening(window.bytes) else { return [] }
    return name
  }

  // MARK: Behind a break

  /// Goes on to where the next record seems to begin, and to the state that holds there.
  private func resynchronised(in state: State, isStrict: Bool) -> State {
    switch resynchronise(isStrict: isStrict) {
    case .record: state
    case .list: .topLevel
    case .nothing: .topLevel
    }
  }
}
