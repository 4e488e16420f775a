import Basics

/// Land by squares of one degree: enough for a map of characters.
///
///     LandOutline.isLand(column: 188, row: 32)   // 8° east, 51° north: Frankfurt
///
/// Natural Earth's land (public domain, naturalearthdata.com), simplified by
/// `Tests/Generators/land-outline.py`.
enum LandOutline {
  /// The northern edge of the first row, in degrees.
  static let north = 84.0
  static let columns = 360

  /// The squares of each row, from 180 west on.
  private static let squares: [[Bool]] = table.pieces(at: "\n").map { line in
    line.flatMap { digit in
      let four = digit.hexDigitValue ?? 0
      return [four & 8 != 0, four & 4 != 0, four & 2 != 0, four & 1 != 0]
    }
  }

  static var rows: Int { squares.count }

  static func isLand(column: Int, row: Int) -> Bool {
    guard squares.indices.contains(row), squares[row].indices.contains(column) else { return false }
    return squares[row][column]
  }
}
