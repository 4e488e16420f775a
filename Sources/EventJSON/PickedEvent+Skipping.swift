/// Skips values outside records.
extension PickedEvent {
  /// Reads one JSON value of any kind, after spaces, and checks that it is well-formed. The values
  /// picked from the last record stay.
  ///
  /// - Returns: the number of bytes consumed.
  /// - Throws: ``JSONSyntaxError``. A number at the very end counts as cut off, since it may
  ///   continue.
  public func skip(_ bytes: UnsafeRawBufferPointer) throws(JSONSyntaxError) -> Int {
    guard let base = bytes.baseAddress else {
      throw JSONSyntaxError(reason: .unexpectedEnd, offset: 0)
    }
    let start = base.assumingMemoryBound(to: UInt8.self)
    var scanner = scanner(start: start, count: bytes.count)
    guard let first = scanner.valueStart(),
      let end = scanner.value(first, node: TrieLookup.nowhere, depth: 0)
    else { throw JSONSyntaxError(reason: scanner.failure, offset: scanner.failedAt - start) }
    return end - start
  }

  /// Calls `body` with each string, number, `true`, `false` and `null` of the record, whatever its
  /// path, in document order, as a keyword search does. Names are not values. `body` returns
  /// whether to continue.
  public func forEachScalar(_ body: (JSONValue) -> Bool) {
    var index = 0
    while index < record.count {
      let from = index
      switch record[from] {
      case UInt8(ascii: "\""):
        let (inner, hasEscapes) = JSONString.inner(of: record, from: from + 1)
        index = from + inner.count + 2
        if JSONString.isName(record, before: index) { continue }
        let value = JSONValue(kind: .string, hasEscapes: hasEscapes, range: from + 1..<index - 1)
        guard body(value) else { return }
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "t"),
        UInt8(ascii: "f"), UInt8(ascii: "n"):
        index = endOfWord(from)
        let value = JSONValue(kind: wordKind(record[from]), hasEscapes: false, range: from..<index)
        guard body(value) else { return }
      default:
        index += 1
      }
    }
  }

  private func endOfWord(_ from: Int) -> Int {
    record[from...].firstIndex { byte in
      byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}")
        || byte == UInt8(ascii: "]")
    } ?? record.count
  }

  private func wordKind(_ first: UInt8) -> JSONValue.Kind {
    switch first {
    case UInt8(ascii: "t"): .true
    case UInt8(ascii: "f"): .false
    case UInt8(ascii: "n"): .null
    default: .number
    }
  }
}
