import Basics
import EventJSON

/// From an object to the events in it: itself, or those that lie inside, in objects, lists and
/// strings of JSON, however they came there.
///
/// ```
/// {"Records":[{"eventSource":"aws:sqs","body":"{\"Type\":\"Notification\",\"Message\":\"{\\\"detail\\\":…
///  list         no event: look inside ─▶ text ─▶ object ─▶ text ─▶ object ─▶ event
/// ```
///
/// An event by its own members is never looked into, so that all this costs nothing on ordinary logs.
extension RecordReader {
  /// Texts in texts are read to this depth: an event in EventBridge's JSON in SNS' JSON in SQS' JSON
  /// in base64 is five deep.
  static let maximumTextDepth = 8

  /// What the compressed texts in one record may inflate to, all together.
  static let maximumInflatedInside = 64 << 20

  /// Of so many records without events in a file, the names are looked at for what they may be.
  private static let hintedRecords = 1_000

  /// Delivers what `event` has just read: itself if it is an event, or the events in it, or itself as
  /// a record without any.
  ///
  /// - Parameter isRecord: whether it counts as a record if it holds no event.
  func deliver(offset: Int64, isRecord: Bool = true, _ body: (RecordKind) -> Void) {
    if classifier.isOrdinaryEvent(event) {
      counts.add(.event)
      return body(.event)
    }
    let record = event.record
    beginSearch()
    if search(record, depth: 0, offset: offset, body) || !isRecord { return }
    deliverRecordWithoutEvents(record, body)
  }

  /// Delivers the events in a text in the place of a record: a string in a list, a cell of a
  /// table. Returns whether there were any.
  func deliverText(
    _ text: UnsafeRawBufferPointer, offset: Int64, _ body: (RecordKind) -> Void
  ) -> Bool {
    beginSearch()
    return searchText(text, depth: 0, offset: offset, body)
  }

  private func beginSearch() {
    hints = RecordHints()
    inflatedInside = 0
  }

  private func deliverRecordWithoutEvents(
    _ record: UnsafeRawBufferPointer, _ body: (RecordKind) -> Void
  ) {
    // What was inside has been read over it.
    guard (try? event.read(record)) != nil else { return }
    fileHints.merge(hints)
    let hinted = hintedCount <= Self.hintedRecords ? hints.kind : fileHints.kind
    let kind = ownKind == .other ? hinted : ownKind
    counts.add(kind)
    body(kind)
  }

  /// Looks for events in an object or list that is well-formed. Returns whether there were any.
  private func search(
    _ bytes: UnsafeRawBufferPointer, depth: Int, offset: Int64, _ body: (RecordKind) -> Void
  ) -> Bool {
    hintedCount += depth == 0 ? 1 : 0
    var contents = RecordContents(
      of: bytes, hints: &hints, takesHints: hintedCount <= Self.hintedRecords)
    if depth == 0 { ownKind = contents.kind }
    if contents.items.isEmpty { return false }
    var isFound = false
    for item in contents.items {
      let inner = UnsafeRawBufferPointer(rebasing: bytes[item.range])
      let holdsEvents: Bool
      if let kind = item.kind {
        guard (try? event.read(inner)) != nil else { continue }
        counts.add(kind)
        body(kind)
        holdsEvents = true
      } else if item.hasEscapes {
        holdsEvents = JSONEscaping.decoded(inner).withUnsafeBytes {
          searchText($0, depth: depth + 1, offset: offset, body)
        }
      } else {
        holdsEvents = searchText(inner, depth: depth + 1, offset: offset, body)
      }
      guard holdsEvents else { continue }
      isFound = true
      contents.markFound(item)
    }
    guard isFound else { return false }
    for element in contents.recordsWithoutEvents {
      let inner = UnsafeRawBufferPointer(rebasing: bytes[element.range])
      guard (try? event.read(inner)) != nil else { continue }
      counts.add(element.kind)
      body(element.kind)
    }
    return true
  }

  /// Looks for events in a text: JSON, values one after the other, JSON behind a header, base64,
  /// gzip or zlib of these.
  private func searchText(
    _ text: UnsafeRawBufferPointer, depth: Int, offset: Int64, _ body: (RecordKind) -> Void
  ) -> Bool {
    guard depth <= Self.maximumTextDepth, text.count >= RecordContents.shortestEvent else {
      return false
    }
    if text[0] == 0x1F, text[1] == 0x8B {
      return searchCompressed(text, depth: depth, offset: offset, body)
    }
    if depth > 0, Inflater.mayBeZlib(text), !text.allSatisfy({ 0x09...0x7E ~= $0 }) {
      return searchCompressed(text, depth: depth, offset: offset, body)
    }
    if Base64Text.mayBe(text), let decoded = Base64Text.decoded(text) {
      return decoded.withUnsafeBytes { searchText($0, depth: depth + 1, offset: offset, body) }
    }
    var rest = text
    var isFound = false
    while let first = Self.skipSeparators(&rest) {
      do {
        switch first {
        case UInt8(ascii: "{"):
          let length = try event.read(rest)
          if classifier.isOrdinaryEvent(event) {
            counts.add(.event)
            body(.event)
            isFound = true
          } else if search(event.record, depth: depth, offset: offset, body) {
            isFound = true
          }
          rest = UnsafeRawBufferPointer(rebasing: rest[length...])
        case UInt8(ascii: "["):
          let length = try event.skip(rest)
          let list = UnsafeRawBufferPointer(rebasing: rest[..<length])
          if search(list, depth: depth, offset: offset, body) { isFound = true }
          rest = UnsafeRawBufferPointer(rebasing: rest[length...])
        case UInt8(ascii: "\""):
          let length = try event.skip(rest)
          let inner = UnsafeRawBufferPointer(rebasing: rest[1..<(length - 1)])
          let isInside = JSONEscaping.decoded(inner).withUnsafeBytes {
            searchText($0, depth: depth + 1, offset: offset, body)
          }
          isFound = isFound || isInside
          rest = UnsafeRawBufferPointer(rebasing: rest[length...])
        default:
          // A header before the first value; behind one, anything else ends the text.
          guard rest.count == text.count,
            let brace = rest.prefix(RecordContents.longestPrefix)
              .firstIndex(of: UInt8(ascii: "{"))
          else { return isFound }
          rest = UnsafeRawBufferPointer(rebasing: rest[brace...])
        }
      } catch {
        // `[INFO] {"eventVersion":…}`
        if rest.count == text.count, first != UInt8(ascii: "{"),
          let brace = rest.prefix(RecordContents.longestPrefix).firstIndex(of: UInt8(ascii: "{"))
        {
          rest = UnsafeRawBufferPointer(rebasing: rest[brace...])
          continue
        }
        if Self.wasMeantAsEvent(rest) {
          addBad(.wrappedText("\(error.reason)"), at: offset)
        }
        return isFound
      }
    }
    return isFound
  }

  private func searchCompressed(
    _ text: UnsafeRawBufferPointer, depth: Int, offset: Int64, _ body: (RecordKind) -> Void
  ) -> Bool {
    let room = min(Self.maximumRecordBytes, Self.maximumInflatedInside - inflatedInside)
    guard room > 0, let inflated = inflater.inflateAll(text, atMost: room) else {
      // Other bytes begin like zlib by chance.
      if text[0] == 0x1F {
        addBad(.wrappedText("damaged gzip, or more than \(room >> 20) MB of it"), at: offset)
      }
      return false
    }
    inflatedInside += inflated.count
    return inflated.withUnsafeBytes { searchText($0, depth: depth + 1, offset: offset, body) }
  }

  /// The first byte of the next value; what precedes it is skipped.
  private static func skipSeparators(_ rest: inout UnsafeRawBufferPointer) -> UInt8? {
    guard let start = rest.firstIndex(where: { !ByteWindow.isSeparator($0) }) else { return nil }
    if start > 0 { rest = UnsafeRawBufferPointer(rebasing: rest[start...]) }
    return rest.first
  }

  /// Whether broken JSON has the names of an event, near enough to its beginning.
  private static func wasMeantAsEvent(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.first == UInt8(ascii: "{") else { return false }
    let start = text.prefix(1 << 10)
    for name in ["\"eventVersion\"", "\"eventSource\"", "\"eventName\""] {
      let name = Array(name.utf8)
      var index = start.startIndex
      while let quote = start[index...].firstIndex(of: name[0]) {
        if start[quote...].starts(with: name) { return true }
        index = quote + 1
      }
    }
    return false
  }
}
