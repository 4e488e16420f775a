/// The time span of a correlation: `90m`, a number and a unit.
public struct Timespan: Sendable, Hashable {
  /// As written.
  public let text: String
  public let milliseconds: Int64

  /// A century: more than any log covers, and far from overflow.
  private static let longest: Int64 = 100 * 31_556_952

  /// Seconds of a unit. The specification has `s`, `m`, `h` and `d`; weeks, months and years are
  /// pySigma's, a month being a twelfth of the mean Gregorian year.
  private static let units: [Character: Int64] = [
    "s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800, "M": 2_629_746, "y": 31_556_952,
  ]

  /// Nil if it is not a time span, is zero (`0s`), or is longer than a century.
  public init?(_ text: String) {
    guard let last = text.last, let unit = Self.units[last] else { return nil }
    let digits = text.dropLast()
    guard !digits.isEmpty, digits.utf8.allSatisfy({ $0 &- 0x30 < 10 }),
      let count = Int64(digits), count > 0, count <= Self.longest / unit
    else { return nil }
    self.text = text
    self.milliseconds = count * unit * 1_000
  }
}
