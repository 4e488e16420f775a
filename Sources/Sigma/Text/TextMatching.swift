import Basics

/// Compares the UTF-8 text of an event with a compiled pattern, without making a String.
///
/// The common case is ASCII on both sides: bytes, folded on the fly. At the first relevant byte
/// beyond ASCII, the comparison switches to code points.
enum TextMatching {
  /// The result of comparing bytes.
  private enum Verdict {
    case yes, no
    /// Undecided because of a byte beyond ASCII.
    case undecided
  }

  /// Whether the pattern matches the text.
  static func matches(
    _ shape: CompiledPattern.Shape, isCased: Bool, literal: UnsafeBufferPointer<UInt8>,
    tokens: UnsafeBufferPointer<UInt32>, text: UnsafeRawBufferPointer
  ) -> Bool {
    let verdict: Verdict
    switch shape {
    case .anything: return true
    case .wildcard: return wildcard(tokens, text, isCased: isCased)
    case .equals: verdict = forwards(literal, text, isCased: isCased, isPrefix: false)
    case .prefix: verdict = forwards(literal, text, isCased: isCased, isPrefix: true)
    case .suffix: verdict = backwards(literal, text, isCased: isCased)
    case .contains: verdict = contains(literal, text, isCased: isCased)
    }
    switch verdict {
    case .yes: return true
    case .no: return false
    case .undecided: return wildcard(tokens, text, isCased: false)
    }
  }

  private static func forwards(
    _ literal: UnsafeBufferPointer<UInt8>, _ text: UnsafeRawBufferPointer, isCased: Bool,
    isPrefix: Bool
  ) -> Verdict {
    let common = min(literal.count, text.count)
    for index in 0..<common {
      let byte = text[index]
      if byte == literal[index], isCased || byte < 0x80 { continue }
      if isCased { return .no }
      if byte >= 0x80 { return .undecided }
      if CaseFolding.fold(byte) != literal[index] { return .no }
    }
    if literal.count > common { return .no }
    return isPrefix || text.count == common ? .yes : .no
  }

  private static func backwards(
    _ literal: UnsafeBufferPointer<UInt8>, _ text: UnsafeRawBufferPointer, isCased: Bool
  ) -> Verdict {
    let common = min(literal.count, text.count)
    for offset in 1..<(common + 1) {
      let byte = text[text.count - offset]
      let wanted = literal[literal.count - offset]
      if byte == wanted, isCased || byte < 0x80 { continue }
      if isCased { return .no }
      if byte >= 0x80 { return .undecided }
      if CaseFolding.fold(byte) != wanted { return .no }
    }
    return literal.count > common ? .no : .yes
  }

  private static func contains(
    _ literal: UnsafeBufferPointer<UInt8>, _ text: UnsafeRawBufferPointer, isCased: Bool
  ) -> Verdict {
    guard let first = literal.first else { return .yes }
    // A literal beyond ASCII can be searched as bytes if cased; otherwise it needs folding.
    let isComparable = isCased || first < 0x80
    if isComparable, literal.count <= text.count {
      let starts = text.count - literal.count + 1
      var start = 0
      if literal.count > 1 {
        // Eight places at a time, by the first two bytes.
        let second = literal[1]
        while start + 8 <= starts {
          var places = candidates(text, start, first) & candidates(text, start + 1, second)
          while places != 0 {
            let place = start + places.trailingZeroBitCount / 8
            if isEqual(literal, text, at: place, isCased: isCased) { return .yes }
            places &= places - 1
          }
          start += 8
        }
      }
      while start < starts {
        if isEqual(literal, text, at: start, isCased: isCased) { return .yes }
        start += 1
      }
    }
    return isCased || isASCII(text) ? .no : .undecided
  }

  /// Marks which of eight bytes of the text may equal a byte, ignoring case, by their high bits.
  /// May mark too many, never too few.
  @inline(__always)
  private static func candidates(
    _ text: UnsafeRawBufferPointer, _ start: Int, _ byte: UInt8
  ) -> UInt64 {
    // Upper and lower case of a letter differ in this bit.
    let cases: UInt64 = 0x2020_2020_2020_2020
    let ones: UInt64 = 0x0101_0101_0101_0101
    let word = text.loadUnaligned(fromByteOffset: start, as: UInt64.self).littleEndian
    let difference = (word | cases) ^ (ones &* UInt64(byte) | cases)
    // A zero byte gets its high bit set; sometimes a byte above it does too.
    return (difference &- ones) & ~difference & 0x8080_8080_8080_8080
  }

  private static func isEqual(
    _ literal: UnsafeBufferPointer<UInt8>, _ text: UnsafeRawBufferPointer, at start: Int,
    isCased: Bool
  ) -> Bool {
    for index in literal.indices {
      let byte = text[start + index]
      if (isCased ? byte : CaseFolding.fold(byte)) != literal[index] { return false }
    }
    return true
  }

  static func isASCII(_ text: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    while index + 8 <= text.count {
      let word = text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if word & 0x8080_8080_8080_8080 != 0 { return false }
      index += 8
    }
    while index < text.count {
      if text[index] >= 0x80 { return false }
      index += 1
    }
    return true
  }

  /// Matches code point by code point. Only the last `*` is retried, so the time is bounded by the
  /// product of both lengths.
  static func wildcard(
    _ tokens: UnsafeBufferPointer<UInt32>, _ text: UnsafeRawBufferPointer, isCased: Bool
  ) -> Bool {
    var token = 0
    var index = 0
    var retryToken = -1
    var retryIndex = 0
    while index < text.count {
      if token < tokens.count, tokens[token] == CompiledPattern.many {
        token += 1
        retryToken = token
        retryIndex = index
        if token == tokens.count { return true }
        continue
      }
      var next = index
      let scalar = UTF8Reading.next(text, &next)
      if token < tokens.count,
        tokens[token] == CompiledPattern.one
          || tokens[token] == (isCased ? scalar : CaseFolding.fold(scalar))
      {
        token += 1
        index = next
      } else if retryToken >= 0 {
        _ = UTF8Reading.next(text, &retryIndex)
        token = retryToken
        index = retryIndex
      } else {
        return false
      }
    }
    while token < tokens.count, tokens[token] == CompiledPattern.many { token += 1 }
    return token == tokens.count
  }
}
