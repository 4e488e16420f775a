/// The columns that text takes in a terminal, the same in every locale.
///
///     TextWidth.width(of: "a") == 1      TextWidth.width(of: "한") == 2
///     TextWidth.width(of: "é") == 1      TextWidth.width(of: "🦊") == 2
///
/// Terminals add up the widths of scalars, and so does this type: 0 for a mark on the scalar before
/// it, 2 for scalars that Unicode Standard Annex #11 calls Wide or Fullwidth, 1 for the rest.
/// Ambiguous counts as 1, as the annex advises outside legacy East Asian encodings. This is exact
/// only for text from `SafeText`.
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

  /// Whether a scalar is drawn on the one before it and takes no column: nonspacing and enclosing
  /// marks.
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

  /// Whether one of the sorted ranges contains a value.
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
