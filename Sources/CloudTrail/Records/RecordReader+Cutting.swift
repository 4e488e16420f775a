import EventJSON

/// From bytes to objects: JSON arrays, `{"Records":[…]}` and its like, JSON lines, objects with
/// nothing between them, one object alone, and any of these one after the other.
///
/// ```
///   topLevel ──[──▶ list ──]──▶ topLevel
///      └──{"Records":[──▶ list ──]──▶ members ──}──▶ topLevel
/// ```
///
/// An object that is too long for a record is gone through member by member, for the list that may be
/// in it: `{"NextToken":"…","Events":[` with a year of events.
///
/// Only brackets and names outside of records are looked at here; commas between records are taken
/// as blanks. Whether a record is well-formed is found by reading it.
extension RecordReader {
  private indirect enum State {
    case topLevel
    /// Among the elements of a list; `depth`: how many lists lie around it; `outer`: what goes on
    /// behind them all.
    case list(outer: State, depth: Int = 0)
    /// Among the members of an object.
    case members(Members, outer: State)
  }

  /// An object that is gone through by its members.
  private struct Members {
    /// The names that lead to it, each with a dot behind: `hits.`; the outermost has none.
    var path: [UInt8] = []
    /// Where it begins, if it is a record that is too long, unless a list is found in it.
    var tooLongAt: Int64?
    /// How many such objects lie around it.
    var depth = 0
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
          state = .list(outer: .members(Members(), outer: state))
        } else {
          cutObject(in: &state, body)
        }
      case (.topLevel, UInt8(ascii: "[")):
        holdsJSON = true
        window.consume(1)
        state = .list(outer: state)
      case (.topLevel, _):
        let broken = FileDamage.Place(
          offset: window.offset, problem: .syntax("\(JSONSyntaxError.Reason.unexpectedByte)"))
        state = resynchronised(in: state, isStrict: !holdsJSON)
        // A file without any JSON is no broken log but something else.
        guard holdsJSON || window.count > 0 else { return false }
        holdsJSON = true
        addBad(broken.problem, at: broken.offset)

      case (.list, UInt8(ascii: "{")):
        cutObject(in: &state, body)
      case (.list(let outer, let depth), UInt8(ascii: "[")):
        window.consume(1)
        state = .list(outer: outer, depth: depth + 1)
      case (.list(let outer, let depth), UInt8(ascii: "]")):
        window.consume(1)
        state = depth > 0 ? .list(outer: outer, depth: depth - 1) : outer
      case (.list, _):
        if let length = skippedLength() {
          addBad(.notAnObject, at: window.offset)
          window.consume(length)
        } else {
          state = resynchronised(in: state, isStrict: false)
        }

      case (.members(let object, let outer), UInt8(ascii: "}")):
        if let offset = object.tooLongAt { addBad(.tooLong, at: offset) }
        window.consume(1)
        state = outer
      case (.members(let object, let outer), _):
        state =
          nextMember(of: object, outer: outer) ?? resynchronised(in: outer, isStrict: false)
      }
    }
    if case .topLevel = state { return holdsJSON }
    if window.isStopped { return holdsJSON }
    if case .members(let object, _) = state, let offset = object.tooLongAt {
      addBad(.tooLong, at: offset)
    } else if source.damage == nil {
      damage.add(.syntax("\(JSONSyntaxError.Reason.unexpectedEnd)"), at: window.offset)
    }
    return holdsJSON
  }

  func addBad(_ problem: FileDamage.Problem, at offset: Int64) {
    counts.bad += 1
    damage.add(problem, at: offset)
  }

  // MARK: Objects

  /// Reads the object at hand and delivers it. One that is broken is counted so, and one that is too
  /// long is entered.
  private func cutObject(in state: inout State, _ body: (RecordKind) -> Void) {
    while true {
      do {
        let length = try event.read(window.bytes)
        guard length <= Self.maximumRecordBytes else { return enter(&state) }
        if usualFirstName.isEmpty { usualFirstName = firstName() }
        deliver(offset: window.offset, body)
        return window.consume(length)
      } catch {
        if mayComplete(error) { continue }
        if error.reason == .unexpectedEnd, window.count > Self.maximumRecordBytes {
          return enter(&state)
        }
        addBroken(error)
        state = resynchronised(in: state, isStrict: false)
        return
      }
    }
  }

  /// Enters the object at hand, which is too long for a record. Inside of others that were entered
  /// only so deep: each has been read in vain up to the limit.
  private func enter(_ state: inout State) {
    let depth = depth(of: state)
    guard depth < Unwrapper.maximumDepth else {
      addBad(.tooLong, at: window.offset)
      state = resynchronised(in: state, isStrict: false)
      return
    }
    state = .members(Members(tooLongAt: window.offset, depth: depth), outer: state)
    window.consume(1)
  }

  private func depth(of state: State) -> Int {
    switch state {
    case .topLevel: 0
    case .list(let outer, _): depth(of: outer)
    case .members(let object, _): object.depth + 1
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

  // MARK: Members, names and blanks

  /// Skips the member at hand, or enters it if it is a list of records or leads to one. Nil: it is
  /// broken, and counted so.
  private func nextMember(of object: Members, outer: State) -> State? {
    guard window[0] == UInt8(ascii: "\"") else {
      addBad(.syntax("\(JSONSyntaxError.Reason.expectedName)"), at: window.offset)
      return nil
    }
    guard let length = skippedLength() else { return nil }
    let path = object.path + window.bytes[1..<(length - 1)]
    window.consume(length)
    guard nextByte() == UInt8(ascii: ":") else {
      addBad(.syntax("\(JSONSyntaxError.Reason.expectedColon)"), at: window.offset)
      return nil
    }
    window.consume(1)
    guard let first = nextByte() else { return .members(object, outer: outer) }
    var entered = object
    if first == UInt8(ascii: "["), Opening.listMembers.contains(path) {
      window.consume(1)
      entered.tooLongAt = nil
      return .list(outer: .members(entered, outer: outer))
    }
    if first == UInt8(ascii: "{"), Opening.listParents.contains(path) {
      window.consume(1)
      entered.tooLongAt = nil
      let inner = Members(
        path: path + [UInt8(ascii: ".")], tooLongAt: object.tooLongAt, depth: object.depth + 1)
      return .members(inner, outer: .members(entered, outer: outer))
    }
    guard let length = skippedLength() else { return nil }
    window.consume(length)
    return .members(object, outer: outer)
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

  /// Passes by the mark that Windows programs set, and has UTF-16 decoded.
  private func skipByteOrderMark() {
    while window.count < 3, window.refill() {}
    if let order = UTF16Decoder.ByteOrder(window.bytes) {
      window.decodeUTF16(order)
      while window.count < 3, window.refill() {}
    }
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
