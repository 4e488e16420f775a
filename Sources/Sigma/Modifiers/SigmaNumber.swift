/// A number of a rule or an event. 64-bit integers compare exactly.
package enum SigmaNumber: Hashable, Sendable {
  case int(Int64)
  case double(Double)
}

extension SigmaNumber: CustomStringConvertible {
  package var description: String {
    switch self {
    case .int(let int): String(int)
    case .double(let double): String(double)
    }
  }
}

extension SigmaNumber {
  /// Whether `self relation other` holds, by value: 2 equals 2.0.
  func isRelated(_ relation: NumberComparison.Relation, to other: SigmaNumber) -> Bool {
    let order = order(to: other)
    return switch relation {
    case .equal: order == 0
    case .less: order < 0
    case .lessOrEqual: order <= 0
    case .greater: order > 0
    case .greaterOrEqual: order >= 0
    }
  }

  /// -1, 0 or 1. Neither number is NaN: JSON has no NaN, and rules with it are refused.
  private func order(to other: SigmaNumber) -> Int {
    switch (self, other) {
    case (.int(let left), .int(let right)): left < right ? -1 : left == right ? 0 : 1
    case (.double(let left), .double(let right)): left < right ? -1 : left == right ? 0 : 1
    case (.int(let left), .double(let right)): Self.order(left, right)
    case (.double(let left), .int(let right)): -Self.order(right, left)
    }
  }

  private static func order(_ left: Int64, _ right: Double) -> Int {
    if right >= 0x1p63 { return -1 }
    if right < -0x1p63 { return 1 }
    let whole = Int64(right.rounded(.down))
    if left != whole { return left < whole ? -1 : 1 }
    return Double(whole) < right ? -1 : 0
  }

  /// Reads a JSON number (RFC 8259, section 6) that fills the bytes; nil if they are not a number.
  init?(jsonText bytes: UnsafeRawBufferPointer) {
    var index = 0
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative { index = 1 }
    let firstDigit = index
    var int: Int64 = 0
    var overflows = false
    while index < bytes.count, bytes[index] &- 0x30 < 10 {
      let digit = Int64(bytes[index] &- 0x30)
      let (product, first) = int.multipliedReportingOverflow(by: 10)
      // Accumulated as negative, since that range is larger by one.
      let (sum, second) = product.subtractingReportingOverflow(digit)
      overflows = overflows || first || second
      int = sum
      index += 1
    }
    let digits = index - firstDigit
    guard digits > 0, digits == 1 || bytes[firstDigit] != 0x30 else { return nil }
    if index == bytes.count, !overflows, isNegative || int != .min {
      self = .int(isNegative ? int : -int)
      return
    }
    guard Self.isRest(bytes, from: index), bytes.count <= Self.maximumNumberBytes,
      let double = Double(String(decoding: bytes, as: UTF8.self))
    else { return nil }
    self = .double(double)
  }

  /// No number that anyone compares is longer.
  private static let maximumNumberBytes = 400

  /// The optional fraction and exponent.
  private static func isRest(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Bool {
    var index = start
    func digits() -> Bool {
      let first = index
      while index < bytes.count, bytes[index] &- 0x30 < 10 { index += 1 }
      return index > first
    }
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
      index += 1
      guard digits() else { return false }
    }
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-")
      {
        index += 1
      }
      guard digits() else { return false }
    }
    return index == bytes.count
  }
}
