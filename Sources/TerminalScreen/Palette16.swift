/// The choice of one of a terminal's 16 (or 8) colours for text that has to be readable.
struct Palette16 {
  let colors: [RGB]

  /// Not 8, bright black: many schemes make it the same as their background.
  private static let candidates: [UInt8] = [1, 2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 14]

  /// The number of the readable colour that looks most like another one; nil if none is readable.
  ///
  /// - Parameter backgrounds: those on which it has to be readable.
  func nearest(_ wanted: RGB, on backgrounds: [RGB], depth: ColorDepth) -> UInt8? {
    let lab = Lab(wanted)
    let limit: UInt8 = depth == .ansi8 ? 8 : 16
    return Self.candidates.filter { number in
      number < limit
        && backgrounds.allSatisfy {
          colors[Int(number)].contrast(with: $0) >= RGB.textContrast
        }
    }.min {
      Lab(colors[Int($0)]).difference(from: lab) < Lab(colors[Int($1)]).difference(from: lab)
    }
  }
}

extension Palette256 {
  /// The number of the colour that looks most like another one among those readable on all of these
  /// backgrounds. Middle greys and colours are readable on black and on white.
  static func nearest(_ wanted: RGB, readableOn backgrounds: [RGB]) -> Int? {
    let lab = Lab(wanted)
    return (16...255).filter { number in
      color(number).map { color in
        backgrounds.allSatisfy { color.contrast(with: $0) >= RGB.textContrast }
      } ?? false
    }.min { (a, b) in
      guard let a = color(a), let b = color(b) else { return false }
      return Lab(a).difference(from: lab) < Lab(b).difference(from: lab)
    }
  }
}
