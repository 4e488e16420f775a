/// The fixed part of xterm's 256 colours: 16...231 a cube of 6×6×6, 232...255 greys. (0...15 are the
/// user's own, so nothing is mapped to them.)
public enum Palette256 {
  private static let levels = [0, 95, 135, 175, 215, 255]

  /// The colour with a number; nil for 0...15, which differ from terminal to terminal.
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

  /// The number of the colour that looks most like another, by distance weighted for the eye ("redmean").
  public static func nearest(_ wanted: RGB) -> Int {
    var best = 16
    var bestDistance = Int.max
    for number in 16...255 {
      guard let color = color(number) else { continue }
      let distance = distance(wanted, color)
      if distance < bestDistance {
        best = number
        bestDistance = distance
      }
    }
    return best
  }

  /// What a terminal with 256 colours shows for a colour.
  static func shown(_ wanted: RGB) -> RGB { color(nearest(wanted)) ?? wanted }

  private static func distance(_ first: RGB, _ second: RGB) -> Int {
    let mean = (Int(first.red) + Int(second.red)) / 2
    let red = Int(first.red) - Int(second.red)
    let green = Int(first.green) - Int(second.green)
    let blue = Int(first.blue) - Int(second.blue)
    return (512 + mean) * red * red / 256 + 4 * green * green + (767 - mean) * blue * blue / 256
  }
}
