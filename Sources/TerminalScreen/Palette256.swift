/// The fixed part of xterm's 256 colours: 16...231 a cube of 6×6×6, 232...255 greys. (0...15 belong
/// to the user, so nothing is mapped to them.)
public enum Palette256 {
  private static let levels = [0, 95, 135, 175, 215, 255]

  /// The colour of a number; nil for 0...15, which differ between terminals.
  public static func color(_ number: Int) -> RGB? {
    switch number {
    case 16...231:
      let index = number - 16
      return RGB(
        red: UInt8(levels[index / 36]), green: UInt8(levels[index / 6 % 6]),
        blue: UInt8(levels[index % 6]))
    case 232...255:
      let grey = UInt8(8 + (number - 232) * 10)
      return RGB(red: grey, green: grey, blue: grey)
    default:
      return nil
    }
  }

  /// The number of the colour that is closest to another, by CIEDE2000.
  public static func nearest(_ wanted: RGB) -> Int {
    let lab = Lab(wanted)
    var best = 16
    var bestDifference = Double.infinity
    for (index, color) in labs.enumerated() {
      let difference = lab.difference(from: color)
      if difference < bestDifference {
        best = 16 + index
        bestDifference = difference
      }
    }
    return best
  }

  private static let labs: [Lab] = (16...255).compactMap { color($0).map(Lab.init) }

  /// The colour that a terminal with 256 colours shows for another.
  static func shown(_ wanted: RGB) -> RGB { color(nearest(wanted)) ?? wanted }
}
