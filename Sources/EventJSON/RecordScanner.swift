/// One pass over one record: checks its grammar (RFC 8259) and notes the wanted values.
///
/// Each function takes a pointer to the first byte of what it reads and returns one to the byte
/// after it, or nil after noting the failure. Every read is preceded by a comparison with `end`,
/// since the bytes may be cut off anywhere.
struct RecordScanner {
  typealias Pointer = UnsafePointer<UInt8>

  private let start: Pointer
  private let end: Pointer
  private let lookup: TrieLookup
  private let found: FoundValues

  private(set) var failure = JSONSyntaxError.Reason.unexpectedEnd
  private(set) var failedAt: Pointer
  /// Offsets of values count from here: the record's opening brace.
  private var base: Pointer
  /// Whether the last string had a backslash.
  private var sawEscape = false

  init(start: Pointer, count: Int, lookup: TrieLookup, found: FoundValues) {
    self.start = start
    self.end = start + count
    self.lookup = lookup
    self.found = found
    self.failedAt = start
    self.base = start
  }

  /// The first byte that is not a space.
  mutating func valueStart() -> Pointer? { pastBlanks(start) }

  /// Skips spaces. The object that must follow becomes the base of all offsets.
  mutating func objectStart() -> Pointer? {
    guard let p = pastBlanks(start) else { return nil }
    guard p.pointee == UInt8(ascii: "{") else { return fail(.unexpectedByte, at: p) }
    base = p
    return p
  }

  /// Reads a value of any kind. `node` is its place in the trie.
  @inline(__always)
  mutating func value(_ p: Pointer, node: Int32, depth: Int) -> Pointer? {
    switch p.pointee {
    case UInt8(ascii: "\""):
      guard let close = string(p + 1) else { return nil }
      if node >= 0 { note(.string, p + 1, close, node, hasEscapes: sawEscape) }
      return close + 1
    case UInt8(ascii: "{"):
      guard depth < PickedEvent.maximumDepth else { return fail(.tooDeep, at: p) }
      return container(.object, p, node, depth)
    case UInt8(ascii: "["):
      guard depth < PickedEvent.maximumDepth else { return fail(.tooDeep, at: p) }
      return container(.array, p, node, depth)
    case UInt8(ascii: "t"):
      return literal("true", .true, p, node)
    case UInt8(ascii: "f"):
      return literal("false", .false, p, node)
    case UInt8(ascii: "n"):
      return literal("null", .null, p, node)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      guard let after = number(p) else { return nil }
      if node >= 0 { note(.number, p, after, node) }
      return after
    default:
      return fail(.unexpectedByte, at: p)
    }
  }

  /// Reads an object whose brace is at `open`, at `node` in the trie.
  mutating func object(_ open: Pointer, node: Int32, depth: Int) -> Pointer? {
    guard var p = pastBlanks(open + 1) else { return nil }
    if p.pointee == UInt8(ascii: "}") { return p + 1 }
    while true {
      guard p.pointee == UInt8(ascii: "\"") else { return fail(.expectedName, at: p) }
      let name = p + 1
      guard let close = string(name) else { return nil }
      let child = node >= 0 ? child(of: node, name, close) : TrieLookup.nowhere
      p = close + 1
      if p < end, p.pointee == UInt8(ascii: ":") {
        p += 1
      } else {
        guard let colon = pastBlanks(p) else { return nil }
        guard colon.pointee == UInt8(ascii: ":") else { return fail(.expectedColon, at: colon) }
        p = colon + 1
      }
      guard let first = pastBlanks(p), let after = value(first, node: child, depth: depth),
        let next = pastBlanks(after)
      else { return nil }
      if next.pointee == UInt8(ascii: ",") {
        guard let name = pastBlanks(next + 1) else { return nil }
        p = name
      } else if next.pointee == UInt8(ascii: "}") {
        return next + 1
      } else {
        return fail(.expectedCommaOrEnd, at: next)
      }
    }
  }

  /// Reads an array whose bracket is at `open`. Its elements are at the same node as the array.
  private mutating func array(_ open: Pointer, node: Int32, depth: Int) -> Pointer? {
    guard var p = pastBlanks(open + 1) else { return nil }
    if p.pointee == UInt8(ascii: "]") { return p + 1 }
    while true {
      guard let after = value(p, node: node, depth: depth), let next = pastBlanks(after) else {
        return nil
      }
      if next.pointee == UInt8(ascii: ",") {
        guard let first = pastBlanks(next + 1) else { return nil }
        p = first
      } else if next.pointee == UInt8(ascii: "]") {
        return next + 1
      } else {
        return fail(.expectedCommaOrEnd, at: next)
      }
    }
  }

  private mutating func container(
    _ kind: JSONValue.Kind, _ open: Pointer, _ node: Int32, _ depth: Int
  ) -> Pointer? {
    let first = found.count
    // Noted before its contents, so that values stay in document order.
    if node >= 0 { note(kind, open, open, node) }
    let noted = first..<found.count
    let after =
      kind == .object
      ? object(open, node: node, depth: depth + 1) : array(open, node: node, depth: depth + 1)
    if let after, !noted.isEmpty { found.close(noted, end: after - base) }
    return after
  }
}

// MARK: Strings and names

extension RecordScanner {
  /// Reads a string from just after its opening quote, and returns its closing quote.
  @inline(__always)
  private mutating func string(_ from: Pointer) -> Pointer? {
    sawEscape = false
    let p = ByteWords.firstSpecial(from, end: end)
    if p < end, p.pointee == UInt8(ascii: "\"") { return p }
    return restOfString(p)
  }

  /// Continues with a string that has a backslash or is not well-formed.
  @inline(never)
  private mutating func restOfString(_ from: Pointer) -> Pointer? {
    var p = from
    while true {
      guard p < end else { return fail(.unexpectedEnd, at: end) }
      if p.pointee == UInt8(ascii: "\"") { return p }
      guard p.pointee == UInt8(ascii: "\\") else { return fail(.controlCharacter, at: p) }
      guard let after = escape(p) else { return nil }
      p = ByteWords.firstSpecial(after, end: end)
    }
  }

  private mutating func escape(_ backslash: Pointer) -> Pointer? {
    sawEscape = true
    guard end - backslash >= 2 else { return fail(.unexpectedEnd, at: end) }
    switch backslash[1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return backslash + 2
    case UInt8(ascii: "u"):
      for index in 2..<6 {
        guard backslash + index < end else { return fail(.unexpectedEnd, at: end) }
        guard JSONString.hexDigit(backslash[index]) != nil else {
          return fail(.invalidEscape, at: backslash)
        }
      }
      return backslash + 6
    default:
      return fail(.invalidEscape, at: backslash)
    }
  }

  /// The node that a name leads to in the trie.
  @inline(__always)
  private func child(of node: Int32, _ name: Pointer, _ close: Pointer) -> Int32 {
    if !sawEscape {
      return lookup.child(of: node, key: name, length: close - name, end: end)
    }
    return childOfEscapedName(node, name, close)
  }

  /// `{"awsReg\u0069on": …}` is `awsRegion` too.
  @inline(never)
  private func childOfEscapedName(_ node: Int32, _ name: Pointer, _ close: Pointer) -> Int32 {
    var decoded: [UInt8] = []
    JSONString.appendDecoded(UnsafeRawBufferPointer(start: name, count: close - name), to: &decoded)
    return decoded.withUnsafeBufferPointer { buffer in
      guard let key = buffer.baseAddress else {
        return lookup.child(of: node, key: name, length: 0, end: name)
      }
      return lookup.child(of: node, key: key, length: buffer.count, end: key + buffer.count)
    }
  }
}

// MARK: Numbers, literals, spaces

extension RecordScanner {
  private mutating func literal(
    _ word: StaticString, _ kind: JSONValue.Kind, _ p: Pointer, _ node: Int32
  ) -> Pointer? {
    let letters = word.utf8Start
    for index in 0..<word.utf8CodeUnitCount {
      guard p + index < end else { return fail(.unexpectedEnd, at: end) }
      guard p[index] == letters[index] else { return fail(.invalidLiteral, at: p) }
    }
    let after = p + word.utf8CodeUnitCount
    if node >= 0 { note(kind, p, after, node) }
    return after
  }

  /// Reads a number of RFC 8259, section 6. A number that the end cuts off is an unexpected end.
  private mutating func number(_ first: Pointer) -> Pointer? {
    var p = first
    if p.pointee == UInt8(ascii: "-") { p += 1 }
    guard p < end else { return fail(.unexpectedEnd, at: end) }
    if p.pointee == UInt8(ascii: "0") {
      p += 1
      if p < end, isDigit(p.pointee) { return fail(.invalidNumber, at: first) }
    } else {
      guard let after = digits(p, of: first) else { return nil }
      p = after
    }
    if p < end, p.pointee == UInt8(ascii: ".") {
      guard let after = digits(p + 1, of: first) else { return nil }
      p = after
    }
    if p < end, p.pointee | 0x20 == UInt8(ascii: "e") {
      p += 1
      if p < end, p.pointee == UInt8(ascii: "+") || p.pointee == UInt8(ascii: "-") { p += 1 }
      guard let after = digits(p, of: first) else { return nil }
      p = after
    }
    guard p < end else { return fail(.unexpectedEnd, at: end) }
    return p
  }

  /// Reads one digit or more.
  @inline(__always)
  private mutating func digits(_ from: Pointer, of number: Pointer) -> Pointer? {
    var p = from
    while p < end, isDigit(p.pointee) { p += 1 }
    if p > from { return p }
    return p == end ? fail(.unexpectedEnd, at: end) : fail(.invalidNumber, at: number)
  }

  @inline(__always)
  private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  /// The first byte from `p` that is not a space; nil at the end.
  @inline(__always)
  private mutating func pastBlanks(_ p: Pointer) -> Pointer? {
    if p < end, p.pointee > 0x20 { return p }
    return pastSomeBlanks(p)
  }

  @inline(never)
  private mutating func pastSomeBlanks(_ from: Pointer) -> Pointer? {
    var p = from
    while p < end {
      switch p.pointee {
      case 0x20, 0x0A, 0x0D, 0x09: p += 1
      default: return p
      }
    }
    return fail(.unexpectedEnd, at: end)
  }

  @inline(__always)
  private func note(
    _ kind: JSONValue.Kind, _ from: Pointer, _ to: Pointer, _ node: Int32, hasEscapes: Bool = false
  ) {
    lookup.forEachSlot(at: node) { slot in
      found.append(
        slot: slot, kind: kind, hasEscapes: hasEscapes, start: from - base, end: to - base)
    }
  }

  @inline(never)
  private mutating func fail(_ reason: JSONSyntaxError.Reason, at place: Pointer) -> Pointer? {
    failure = reason
    failedAt = place
    return nil
  }
}
