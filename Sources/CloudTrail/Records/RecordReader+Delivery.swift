import Basics
import EventJSON

/// From an object to its events: the object itself, or events inside it, in objects, lists and
/// strings of JSON.
///
/// ```
/// {"Records":[{"eventSource":"aws:sqs","body":"{\"Type\":\"Notification\",\"Message\":\"{\\\"detail\\\":…
///  list         no event: look inside ─▶ text ─▶ object ─▶ text ─▶ object ─▶ event
/// ```
///
/// An object that is an event by its own members is not searched, so ordinary logs cost nothing
/// extra.
extension RecordReader {
  /// The maximum depth of texts in texts: an event in EventBridge's JSON in SNS's JSON in SQS's
  /// JSON in base64 is five deep.
  static let maximumTextDepth = 8

  /// The maximum total size of inflated texts in one record.
  static let maximumInflatedInside = 64 << 20

  /// The number of records without events in a file whose names are examined for hints.
  private static let hintedRecords = 1_000

  /// Delivers the object that `event` has just read if it is an event, or the events in it, or the
  /// object as a record without events.
  ///
  /// - Parameter isRecord: whether it counts as a record if it has no event.
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

  /// Delivers the events in a text that is in the place of a record: a string in a list, a cell of
  /// a table. Returns whether there were any.
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
    // Reading its contents has overwritten it.
    guard (try? event.read(record)) != nil else { return }
    fileHints.merge(hints)
    let hinted = hintedCount <= Self.hintedRecords ? hints.kind : fileHints.kind
    let kind = ownKind == .other ? hinted : ownKind
    counts.add(kind)
    body(kind)
  }

  /// Looks for events in a well-formed object or list. Returns whether there were any.
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

  /// Looks for events in a text: JSON, a sequence of values, JSON after a header, or base64, gzip
  /// or zlib of these.
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
          // A header before the first value; after a value, anything else ends the text.
          guard rest.count == text.count,
            let brace = rest.prefix(RecordContents.maximumPrefixLength)
              .firstIndex(of: UInt8(ascii: "{"))
          else { return isFound }
          rest = UnsafeRawBufferPointer(rebasing: rest[brace...])
        }
      } catch {
        // `[INFO] {"eventVersion":…}`
        if rest.count == text.count, first != UInt8(ascii: "{"),
          let brace = rest.prefix(RecordContents.maximumPrefixLength).firstIndex(
            of: UInt8(ascii: "{"))
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
      // Other bytes may begin like zlib by chance.
      if text[0] == 0x1F {
        addBad(.wrappedText("damaged gzip, or more than \(room >> 20) MB of it"), at: offset)
      }
      return false
    }
    inflatedInside += inflated.count
    return inflated.withUnsafeBytes { searchText($0, depth: depth + 1, offset: offset, body) }
  }

  /// The first byte of the next value, after skipping what precedes it.
  private static func skipSeparators(_ rest: inout UnsafeRawBufferPointer) -> UInt8? {
    guard let start = rest.firstIndex(where: { !ByteWindow.isSeparator($0) }) else { return nil }
    if start > 0 { rest = UnsafeRawBufferPointer(rebasing: rest[start...]) }
    return rest.first
  }

  /// Whether broken JSON has the names of an event near its beginning.
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
