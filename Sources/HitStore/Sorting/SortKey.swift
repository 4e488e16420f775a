import Basics
import Sigma

/// The sort key of a text: numbers and addresses by value, all else by letters, ignoring case.
///
///     2 < 10 < 9.1.1.1 < 10.1.1.1 < ap-east-1 < Zeta
///     critical < high < medium < low         in the column of levels, the most severe first
///
/// The first sixteen letters are in the key itself, so that sorting rarely reads texts.
struct SortKey: Sendable {
  private enum Kind: UInt8, Sendable { case number, address, text, none }

  private let kind: Kind
  private let high: UInt64
  private let low: UInt64
  let code: StringPool.Index

  init(_ code: StringPool.Index, _ table: HitTable, column: Int) {
    self.code = code
    (kind, high, low) = table.withText(code, column: column) { text in
      if text.isEmpty { return (.none, 0, 0) }
      if table.isLevel(column: column),
        let level = RuleLevel(String(decoding: text, as: UTF8.self))
      {
        return (.number, UInt64(RuleLevel.critical.rawValue - level.rawValue), 0)
      }
      if let number = Self.number(text) {
        // The bits of doubles sort correctly after adjusting for the sign.
        let bits = number.bitPattern
        return (.number, bits >> 63 == 1 ? ~bits : bits | 1 << 63, 0)
      }
      if let first = text.first, Self.mayBeginAddress(first), text.count <= 45,
        let address = IPNetwork(address: text)
      {
        return (.address, address.isIPv6 ? address.high : address.high >> 32, address.low)
      }
      return (.text, Self.word(text, from: 0), Self.word(text, from: 8))
    }
  }

  /// Whether this key's text sorts before another's. Texts that differ only in case are ordered by
  /// bytes.
  @inline(__always)
  func isBefore(_ other: SortKey, _ table: HitTable, column: Int) -> Bool {
    if kind != other.kind { return kind.rawValue < other.kind.rawValue }
    if high != other.high { return high < other.high }
    if low != other.low { return low < other.low }
    if code == other.code { return false }
    return isBeforeByText(other, table, column: column)
  }

  private func isBeforeByText(_ other: SortKey, _ table: HitTable, column: Int) -> Bool {
    table.withText(code, column: column) { a in
      table.withText(other.code, column: column) { b in
        for (first, second) in zip(a, b) {
          let (first, second) = (Self.lowercase(first), Self.lowercase(second))
          if first != second { return first < second }
        }
        if a.count != b.count { return a.count < b.count }
        return a.lexicographicallyPrecedes(b)
      }
    }
  }

  private static func number(_ text: UnsafeRawBufferPointer) -> Double? {
    guard text.count <= 24, let first = text.first,
      first &- 0x30 < 10 || first == UInt8(ascii: "-")
    else { return nil }
    for byte in text
    where !(byte &- 0x30 < 10 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")) {
      return nil
    }
    return Double(String(decoding: text, as: UTF8.self))
  }

  private static func mayBeginAddress(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || byte == UInt8(ascii: ":") || (byte | 0x20) &- UInt8(ascii: "a") < 6
  }

  private static func word(_ text: UnsafeRawBufferPointer, from start: Int) -> UInt64 {
    var word: UInt64 = 0
    for index in start..<(start + 8) {
      word = word << 8 | (index < text.count ? UInt64(lowercase(text[index])) : 0)
    }
    return word
  }

  @inline(__always)
  private static func lowercase(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
}
