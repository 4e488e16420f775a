/// How many columns text takes in a terminal, the same in every locale.
///
///     TextWidth.width(of: "a") == 1      TextWidth.width(of: "한") == 2
///     TextWidth.width(of: "é") == 1      TextWidth.width(of: "🦊") == 2
///
/// Terminals add up the widths of scalars, so this does too: 0 for a mark that sits on the scalar before
/// it, 2 for what Unicode Standard Annex #11 calls Wide or Fullwidth, 1 for the rest; Ambiguous is 1, too,
/// as the annex advises outside of legacy East Asian encodings. Only text that went through `SafeText` holds nothing but scalars for which that is true.
public enum TextWidth {
  /// The columns of one scalar: 0, 1 or 2.
  public static func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0xA1 { return 1 }
    if isMark(scalar) { return 0 }
    return isWide(scalar) ? 2 : 1
  }

  /// The columns of one character: the sum of its scalars.
  public static func width(of character: Character) -> Int {
    character.unicodeScalars.reduce(0) { $0 + width(of: $1) }
  }

  /// Whether a scalar sits on the one before it and takes no column: nonspacing and enclosing marks.
  static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x300 else { return false }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return true
    default: return false
    }
  }

  static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x1100 && contains(wideRanges, scalar.value)
  }

  /// Whether one of the ranges, which are in order, holds a value.
  static func contains(_ ranges: [ClosedRange<UInt32>], _ value: UInt32) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < ranges.count && ranges[low].contains(value)
  }
}
