import CloudTrail
import Places
import TerminalScreen

/// Maps a place on earth to a map of characters: longitudes to the right, latitudes down, evenly
/// spaced.
struct MapProjection: Sendable, Hashable {
  let rect: Rect

  /// No region is further north or south.
  private static let north = 76.0
  private static let south = -52.0

  /// The largest map within a rectangle. A character is about twice as high as wide.
  init(fitting rect: Rect) {
    let rowsPerColumn = (Self.north - Self.south) / 360 / 2
    let columns = min(rect.columns, Int(Double(rect.rows) / rowsPerColumn * 1.15))
    let rows = min(rect.rows, max(1, Int((Double(columns) * rowsPerColumn).rounded(.up))))
    self.rect = Rect(
      column: rect.column + (rect.columns - columns) / 2, row: rect.row, columns: columns,
      rows: rows)
  }

  func cell(_ point: Point) -> (column: Int, row: Int) {
    cell(AWSRegion.Location(latitude: point.latitude, longitude: point.longitude))
  }

  /// The cell of a place.
  func cell(_ location: AWSRegion.Location) -> (column: Int, row: Int) {
    let x = (location.longitude + 180) / 360 * Double(rect.columns)
    let y = (Self.north - location.latitude) / (Self.north - Self.south) * Double(rect.rows)
    return (
      rect.column + max(0, min(rect.columns - 1, Int(x))),
      rect.row + max(0, min(rect.rows - 1, Int(y)))
    )
  }

  /// Whether the middle of a dot is land. A character has 2 × 4 dots.
  func isLand(dotColumn: Int, dotRow: Int) -> Bool {
    let x = (Double(dotColumn) + 0.5) / Double(rect.columns * 2)
    let y = (Double(dotRow) + 0.5) / Double(rect.rows * 4)
    let latitude = Self.north - y * (Self.north - Self.south)
    return LandOutline.isLand(
      column: Int(x * Double(LandOutline.columns)), row: Int(LandOutline.north - latitude))
  }

  /// The land of a cell in braille: a bit for each dot, added to U+2800.
  func land(column: Int, row: Int) -> Unicode.Scalar? {
    var dots: UInt32 = 0
    for (place, bit) in Self.bits.enumerated() {
      let (x, y) = (column * 2 + place % 2, row * 4 + place / 2)
      if isLand(dotColumn: x, dotRow: y) { dots |= bit }
    }
    return dots == 0 ? nil : Unicode.Scalar(0x2800 + dots)
  }

  /// Unicode's numbers of the dots, by rows from above.
  private static let bits: [UInt32] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
}
