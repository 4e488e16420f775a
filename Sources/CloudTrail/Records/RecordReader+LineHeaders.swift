import EventJSON

/// Lines of text that end with JSON, as in syslog and exports of CloudWatch Logs.
///
/// ```
/// 2026-11-02T10:00:00.000Z {"eventVersion":"1.11",…}
/// <134>1 2026-11-02T10:00:00Z host trail - - - {"eventVersion":"1.11",…}
/// ```
extension RecordReader {
  /// Delivers the events in the object after the header of the line that begins here. `false` if
  /// no object follows, or if the file is not known to be a log yet; nothing was consumed then.
  func takeObjectBehindHeader(_ body: (RecordKind) -> Void) -> Bool {
    guard window.isAtLineStart, let brace = braceBehindHeader(),
      let length = lengthOfObject(at: brace)
    else {
      return false
    }
    let before = counts.event
    deliver(offset: window.offset + Int64(brace), isRecord: holdsJSON, body)
    guard holdsJSON || counts.event > before else { return false }
    meetJSON()
    window.consume(brace + length)
    return true
  }

  /// The first brace of the current line, if the text before it can be a header. The rest of a
  /// broken record can't: `NotFound"}}{"eventVersion":…`
  private func braceBehindHeader() -> Int? {
    while true {
      let start = window.bytes.prefix(RecordContents.maximumPrefixLength)
      var before: UInt8 = 0
      for (index, byte) in start.enumerated() {
        switch byte {
        case UInt8(ascii: "{"): return index
        case UInt8(ascii: "}"), UInt8(ascii: "\n"): return nil
        case UInt8(ascii: ":") where before == UInt8(ascii: "\""): return nil
        default: before = byte
        }
      }
      guard start.count < RecordContents.maximumPrefixLength, window.refill() else { return nil }
    }
  }

  /// Reads the object at a place; nil if something else is there.
  private func lengthOfObject(at start: Int) -> Int? {
    while true {
      do {
        return try event.read(UnsafeRawBufferPointer(rebasing: window.bytes[start...]))
      } catch {
        guard mayComplete(error) else { return nil }
      }
    }
  }
}
