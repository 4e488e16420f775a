import Basics
import EventJSON

/// From bytes to objects: JSON arrays, `{"Records":[…]}` and the like, JSON lines, objects with
/// nothing between them, a single object, and any sequence of these.
///
/// ```
///   topLevel ──[──▶ list ──]──▶ topLevel
///      └──{"Records":[──▶ list ──]──▶ members ──}──▶ topLevel
/// ```
///
/// An object that is too long for a record is read member by member, to find events in it:
/// `{"NextToken":"…","Events":[` with a year of events.
///
/// Only brackets and names outside records are examined here; commas between records count as
/// spaces. Reading a record shows whether it is well-formed.
extension RecordReader {
  /// A list or object that is read element by element.
  struct Container {
    var isList: Bool
    /// The number of further lists open in a list: `[[[`.
    var depth = 0
    /// Whether its elements should be records, so that a number is a bad record.
    var isOfRecords = true
    /// Whether an element was an event or had one inside.
    var holdsEvents = false
    /// The start of an object that is too long for a record, unless records are found in it.
    var tooLongAt: Int64?
    /// The number of records before it.
    var recordsBefore = 0
  }

  /// The maximum nesting of objects that are too long for a record.
  static let maximumContainers = 64

  /// An object longer than this is not tried as an event. AWS's limit is 256 KB.
  static let maximumEventSize = 1 << 20

  /// Reads the whole file. Returns whether there was any JSON in it.
  func cutTopLevel(_ body: (RecordKind) -> Void) -> Bool {
    (containers, breakage) = ([], Breakage())
    holdsJSON = false
    strayTexts = 0
    skipByteOrderMark()
    switch readTable(body) {
    case .none: break
    case .events: return true
    case .fields:
      isTableOfFields = true
      return false
    }
    while let byte = nextByte() {
      if containers.isEmpty {
        guard cutAtTop(byte, body) else { return false }
      } else if containers[containers.count - 1].isList {
        cutInList(byte, body)
      } else {
        cutInObject(byte, body)
      }
    }
    if containers.isEmpty || window.isStopped { return holdsJSON }
    if let long = containers.last(where: { $0.tooLongAt != nil }), let offset = long.tooLongAt,
      recordCount == long.recordsBefore
    {
      addBad(.tooLong, at: offset)
    } else if !isInputDamaged {
      damage.add(.syntax("\(JSONSyntaxError.Reason.unexpectedEnd)"), at: window.offset)
    }
    return holdsJSON
  }

  func addBad(_ problem: FileDamage.Problem, at offset: Int64) {
    counts.bad += 1
    damage.add(problem, at: offset)
  }

  // MARK: Places

  /// `false` if there is no JSON in the file.
  private func cutAtTop(_ byte: UInt8, _ body: (RecordKind) -> Void) -> Bool {
    switch byte {
    case UInt8(ascii: "{"):
      meetJSON()
      if case .list(let length) = opening() {
        window.consume(length)
        containers.append(Container(isList: false))
        containers.append(Container(isList: true))
      } else {
        cutObject(body)
      }
    case UInt8(ascii: "["):
      meetJSON()
      window.consume(1)
      containers.append(Container(isList: true))
    case UInt8(ascii: "\"") where takeText(body): break
    default:
      if takeObjectBehindHeader(body) { return true }
      let broken = FileDamage.Place(
        offset: window.offset, problem: .syntax("\(JSONSyntaxError.Reason.unexpectedByte)"))
      resynchronise(isStrict: !holdsJSON)
      // A file without any JSON is not a broken log.
      guard holdsJSON || window.count > 0 else { return false }
      meetJSON()
      addBad(broken.problem, at: broken.offset)
    }
    return true
  }

  func meetJSON() {
    holdsJSON = true
    for _ in 0..<strayTexts { addBad(.notAnObject, at: 0) }
    strayTexts = 0
  }

  /// A string alone, as printed by `jq '.Events[].CloudTrailEvent'`. `false` if it is not a string.
  private func takeText(_ body: (RecordKind) -> Void) -> Bool {
    guard let length = try? lengthOfValue() else { return false }
    if textHoldsEvents(length, body) {
      meetJSON()
    } else if holdsJSON {
      addBad(.notAnObject, at: window.offset)
    } else {
      strayTexts += 1
    }
    window.consume(length)
    return true
  }

  private func cutInList(_ byte: UInt8, _ body: (RecordKind) -> Void) {
    let top = containers.count - 1
    switch byte {
    case UInt8(ascii: "{"):
      cutObject(body)
    case UInt8(ascii: "["):
      containers[top].depth += window.consumeRun(of: byte)
    case UInt8(ascii: "]"):
      window.consume(1)
      if containers[top].depth > 0 {
        containers[top].depth -= 1
      } else {
        containers.removeLast()
      }
    default:
      let isOfRecords = containers[top].isOfRecords
      guard let length = skippedLength() else { return resynchronise(isStrict: false) }
      if byte != UInt8(ascii: "\"") || !textHoldsEvents(length, body), isOfRecords {
        addBad(.notAnObject, at: window.offset)
      }
      window.consume(length)
    }
  }

  private func cutInObject(_ byte: UInt8, _ body: (RecordKind) -> Void) {
    guard byte == UInt8(ascii: "}") else {
      if cutMember(body) { return }
      _ = containers.popLast()
      return resynchronise(isStrict: false)
    }
    window.consume(1)
    let closed = containers.removeLast()
    if let offset = closed.tooLongAt, recordCount == closed.recordsBefore {
      addBad(.tooLong, at: offset)
    }
  }

  /// Whether an object here is a record even without an event.
  private var isRecordPlace: Bool {
    guard let place = containers.last else { return true }
    return place.isList && (place.isOfRecords || place.holdsEvents)
  }

  private var recordCount: Int { counts.event + counts.notEvent }

  // MARK: Objects

  /// Reads the current object and delivers it. Counts a broken one, and enters one that is too
  /// long.
  private func cutObject(_ body: (RecordKind) -> Void) {
    // In a list of records every object is a record.
    if containers.last?.isOfRecords ?? true { return cutObject(isRecord: isRecordPlace, body) }
    let eventsBefore = counts.event
    cutObject(isRecord: isRecordPlace, body)
    if counts.event > eventsBefore, !containers.isEmpty {
      containers[containers.count - 1].holdsEvents = true
    }
  }

  private func cutObject(isRecord: Bool, _ body: (RecordKind) -> Void) {
    if let end = breakage.end(ofOpenObjectAt: window.offset),
      end - window.offset > Self.maximumEventSize
    {
      return enter()
    }
    while true {
      do {
        let length = try event.read(window.bytes)
        guard length <= Self.maximumRecordBytes else { return enter() }
        if usualFirstName.isEmpty { usualFirstName = firstName() }
        deliver(offset: window.offset, isRecord: isRecord, body)
        return window.consume(length)
      } catch {
        if mayComplete(error) { continue }
        if error.reason == .unexpectedEnd, window.count > Self.maximumRecordBytes {
          breakage.noteOpenObjects(in: window.bytes, at: window.offset)
          return enter()
        }
        addBroken(error)
        passBroken(error)
        return resynchronise(isStrict: false)
      }
    }
  }

  /// Enters the current object, which is too long for a record.
  private func enter() {
    guard containers.count < Self.maximumContainers else {
      addBad(.tooLong, at: window.offset)
      if let end = breakage.end(ofOpenObjectAt: window.offset) {
        window.consume(min(window.count, Int(end - window.offset)))
      }
      return resynchronise(isStrict: false)
    }
    containers.append(
      Container(
        isList: false, isOfRecords: false, tooLongAt: window.offset, recordsBefore: recordCount))
    window.consume(1)
  }

  /// The length of the current value; nil if it is broken, which is counted.
  private func skippedLength() -> Int? {
    do throws(JSONSyntaxError) {
      return try lengthOfValue()
    } catch {
      addBroken(error)
      passBroken(error)
      return nil
    }
  }

  private func lengthOfValue() throws(JSONSyntaxError) -> Int {
    while true {
      do throws(JSONSyntaxError) {
        return try event.skip(window.bytes)
      } catch {
        if !mayComplete(error) { throw error }
      }
    }
  }

  /// Looks for events in the current string.
  private func textHoldsEvents(_ length: Int, _ body: (RecordKind) -> Void) -> Bool {
    guard length > RecordContents.shortestEvent else { return false }
    let text = UnsafeRawBufferPointer(rebasing: window.bytes[1..<(length - 1)])
    let decoded = JSONEscaping.decoded(text)
    return decoded.withUnsafeBytes { deliverText($0, offset: window.offset, body) }
  }

  /// Gets more bytes for a value that the window cuts off. Returns whether there were any.
  func mayComplete(_ error: JSONSyntaxError) -> Bool {
    error.reason == .unexpectedEnd && window.count <= Self.maximumRecordBytes
      && window.refillDouble()
  }

  private func addBroken(_ error: JSONSyntaxError) {
    // When asked to stop, the current record was not read to its end, and its kind is unknown.
    if window.isStopped { return }
    if error.reason == .unexpectedEnd, window.count > Self.maximumRecordBytes {
      addBad(.tooLong, at: window.offset)
    } else {
      addBad(.syntax("\(error.reason)"), at: window.offset + Int64(error.offset))
    }
  }

  /// Skips bytes that were read too often without success.
  private func passBroken(_ error: JSONSyntaxError) {
    let end = window.offset + Int64(error.offset)
    // Nothing is broken before a place that is too deep, and what was opened there ends after it.
    if error.reason == .tooDeep { return window.consume(error.offset) }
    guard breakage.isWasteful(from: window.offset, to: end) else { return }
    let read = window.bytes.prefix(min(error.offset, window.count))
    window.consume(read.lastIndex(of: UInt8(ascii: "{")) ?? read.count)
  }

  // MARK: Members, names and blanks

  /// Skips the current member, or enters it if it is a list or object. `false` if it is broken,
  /// which is counted.
  private func cutMember(_ body: (RecordKind) -> Void) -> Bool {
    guard window[0] == UInt8(ascii: "\"") else {
      addBad(.syntax("\(JSONSyntaxError.Reason.expectedName)"), at: window.offset)
      return false
    }
    guard let length = skippedLength() else { return false }
    window.consume(length)
    guard nextByte() == UInt8(ascii: ":") else {
      addBad(.syntax("\(JSONSyntaxError.Reason.expectedColon)"), at: window.offset)
      return false
    }
    window.consume(1)
    switch nextByte() {
    case UInt8(ascii: "{"): cutObject(body)
    case UInt8(ascii: "[") where containers.count < Self.maximumContainers:
      window.consume(1)
      containers.append(Container(isList: true, isOfRecords: false))
    case .some(let first):
      guard let length = skippedLength() else { return false }
      if first == UInt8(ascii: "\"") { _ = textHoldsEvents(length, body) }
      window.consume(length)
    case nil: break
    }
    return true
  }

  /// The next byte that is neither a space nor a comma; nil at the end of the file.
  @inline(__always)
  private func nextByte() -> UInt8? {
    while true {
      if window.count > 0, ByteWindow.isSeparator(window[0]) { window.consumeSeparators() }
      if window.count > 0 { return window[0] }
      guard window.refill() else { return nil }
    }
  }

  /// Skips the byte order mark that Windows programs write, and starts decoding UTF-16.
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

  /// How the current object begins; `cutOff` only at the end of the file.
  func opening() -> Opening {
    while true {
      let opening = Opening(window.bytes)
      if case .cutOff = opening, window.refill() { continue }
      return opening
    }
  }

  private func firstName() -> [UInt8] {
    guard case .object(let name) = Opening(window.bytes) else { return [] }
    return Array(window.bytes[name])
  }

  // MARK: Behind a break

  /// Moves to where the next record seems to begin, and restores the containers there.
  private func resynchronise(isStrict: Bool) {
    if case .record = nextStart(isStrict: isStrict) { return }
    containers = []
  }
}
