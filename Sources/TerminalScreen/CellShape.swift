/// The shape of a sign that is drawn, not written: frames, bars, braille. Coordinates go from 0 to
/// 1, from the cell's top left.
///
///     CellShape(of: "▄")?.rectangles     // the lower half
///     CellShape(of: "┌")?.lines          // from the middle to the right, and down
struct CellShape {
  struct Part {
    var left = 0.0
    var top = 0.0
    var right = 1.0
    var bottom = 1.0
    var opacity = 1.0
  }

  private(set) var rectangles: [Part] = []
  /// From (x, y) to (x, y).
  private(set) var lines: [(Double, Double, Double, Double)] = []
  private(set) var dots: [(Double, Double)] = []

  init?(of text: String) {
    let scalars = text.unicodeScalars
    guard let scalar = scalars.first, scalars.count == 1 else { return nil }
    switch scalar.value {
    case 0x2581...0x2588:
      rectangles = [Part(top: 1 - Double(scalar.value - 0x2580) / 8)]
    case 0x2589...0x258F:
      rectangles = [Part(right: Double(0x2590 - scalar.value) / 8)]
    case 0x2580: rectangles = [Part(bottom: 0.5)]
    case 0x2590: rectangles = [Part(left: 0.5)]
    case 0x2591...0x2593:
      rectangles = [Part(opacity: Double(scalar.value - 0x2590) / 4)]
    case 0x2801...0x28FF: addDots(scalar.value - 0x2800)
    default:
      guard let arms = Self.arms[scalar] else { return nil }
      if arms.contains("l") { lines.append((0, 0.5, 0.5, 0.5)) }
      if arms.contains("r") { lines.append((0.5, 0.5, 1, 0.5)) }
      if arms.contains("u") { lines.append((0.5, 0, 0.5, 0.5)) }
      if arms.contains("d") { lines.append((0.5, 0.5, 0.5, 1)) }
    }
  }

  /// Braille's dots: 1 to 3 and 7 on the left from the top, 4 to 6 and 8 on the right.
  private mutating func addDots(_ bits: UInt32) {
    let places: [(Double, Double)] = [
      (0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3),
    ]
    for (bit, place) in places.enumerated() where bits & (1 << UInt32(bit)) != 0 {
      dots.append((0.25 + place.0 * 0.5, 0.125 + place.1 * 0.25))
    }
  }

  /// The directions of a frame sign's arms: left, right, up, down.
  private static let arms: [Unicode.Scalar: String] = [
    "─": "lr", "│": "ud", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu", "├": "udr", "┤": "udl",
    "┬": "lrd", "┴": "lru", "┼": "lrud",
  ]
}
