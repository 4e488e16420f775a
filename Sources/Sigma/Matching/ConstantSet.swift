import Basics

/// Many texts that are compared with a whole field, found by hash instead of one by one.
///
///     awsRegion: [ap-east-1, af-south-1, …]      one look-up, however long the list
///
/// A slice of the program's `slots`: open addressing over indices of patterns.
struct ConstantSet {
  var firstSlot: Int32
  /// One less than the number of slots, which is a power of two.
  var mask: Int32
  /// Bit n: some constant has n bytes; the last bit means 63 or more.
  var lengths: UInt64 = 0
  var isCased: Bool

  /// Fewer constants are compared faster one by one.
  static let fewest = 8

  /// The number of slots; at most half of them are used.
  static func slotCount(for count: Int) -> Int {
    var slots = 16
    while slots < count * 2 { slots *= 2 }
    return slots
  }

  static func lengthBit(_ count: Int) -> UInt64 { 1 << UInt64(min(count, 63)) }

  /// FNV-1a, over folded bytes unless cased; nil for bytes beyond ASCII that would need folding.
  @inline(__always)
  static func hash(_ text: UnsafeRawBufferPointer, isCased: Bool) -> UInt64? {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    if isCased {
      for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    } else {
      var beyond: UInt8 = 0
      for byte in text {
        beyond |= byte
        hash = (hash ^ UInt64(CaseFolding.fold(byte))) &* 0x100_0000_01B3
      }
      if beyond >= 0x80 { return nil }
    }
    return hash ^ hash >> 32
  }
}

extension MatchProgram {
  /// Whether a text is one of the constants; nil if it must be compared one by one.
  func contains(_ set: ConstantSet, _ text: UnsafeRawBufferPointer) -> Bool? {
    if set.lengths & ConstantSet.lengthBit(text.count) == 0,
      set.isCased || TextMatching.isASCII(text)
    {
      return false
    }
    guard let hash = ConstantSet.hash(text, isCased: set.isCased) else { return nil }
    var slot = Int32(truncatingIfNeeded: hash) & set.mask
    while true {
      let index = slots[set.firstSlot + slot]
      if index < 0 { return false }
      let pattern = patterns[index]
      if Int(pattern.byteCount) == text.count,
        TextMatching.matches(
          .equals, isCased: set.isCased,
          literal: bytes.slice(pattern.firstByte, pattern.byteCount),
          tokens: tokens.slice(pattern.firstToken, pattern.tokenCount), text: text)
      {
        return true
      }
      slot = (slot + 1) & set.mask
    }
  }
}

extension MatchProgramBuilder {
  /// Puts the constants of a test into a set, if there are enough, and the other patterns into a
  /// separate range.
  mutating func collectConstants(of test: inout MatchProgram.Test, isCased: Bool) {
    let all = Int(test.firstPattern)..<Int(test.firstPattern + test.patternCount)
    let constants = all.filter { patterns[$0].kind == .text && patterns[$0].shape == .equals }
    guard constants.count >= ConstantSet.fewest else { return }
    let count = ConstantSet.slotCount(for: constants.count)
    var set = ConstantSet(
      firstSlot: Int32(slots.count), mask: Int32(count - 1), isCased: isCased)
    slots += repeatElement(-1, count: count)
    var inHash: [Int] = []
    for index in constants {
      let pattern = patterns[index]
      let first = Int(pattern.firstByte)
      let literal = bytes[first..<first + Int(pattern.byteCount)]
      // Constants beyond ASCII stay with the others: their texts are compared one by one.
      guard let hash = literal.withUnsafeBytes({ ConstantSet.hash($0, isCased: isCased) }) else {
        continue
      }
      inHash.append(index)
      set.lengths |= ConstantSet.lengthBit(literal.count)
      var slot = Int32(truncatingIfNeeded: hash) & set.mask
      // A constant that is listed twice is in the set once.
      while case let taken = slots[Int(set.firstSlot + slot)], taken >= 0,
        !hasSameLiteral(taken, index)
      {
        slot = (slot + 1) & set.mask
      }
      slots[Int(set.firstSlot + slot)] = Int32(index)
    }
    let hashed = Set(inHash)
    let others = all.filter { !hashed.contains($0) }.map { patterns[$0] }
    test.firstOther = Int32(patterns.count)
    test.otherCount = Int32(others.count)
    patterns += others
    test.constants = Int32(constantSets.count)
    constantSets.append(set)
  }

  private func hasSameLiteral(_ left: Int32, _ right: Int) -> Bool {
    let (left, right) = (patterns[Int(left)], patterns[right])
    let leftBytes = bytes[Int(left.firstByte)..<Int(left.firstByte + left.byteCount)]
    let rightBytes = bytes[Int(right.firstByte)..<Int(right.firstByte + right.byteCount)]
    return leftBytes.elementsEqual(rightBytes)
  }
}
