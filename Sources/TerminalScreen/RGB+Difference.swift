import Foundation

// How different two colours look: CIEDE2000, as written down by Sharma, Wu and Dalal, "The
// CIEDE2000 Color-Difference Formula: Implementation Notes, Supplementary Test Data, and
// Mathematical Observations" (2005). 1 is a just noticeable difference, 100 that of black and
// white.

/// A colour in CIELAB, white at D65.
struct Lab: Sendable, Hashable {
  var lightness: Double
  var a: Double
  var b: Double

  init(lightness: Double, a: Double, b: Double) {
    self.lightness = lightness
    self.a = a
    self.b = b
  }

  init(_ color: RGB) {
    func linear(_ channel: UInt8) -> Double {
      let value = Double(channel) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    let (red, green, blue) = (linear(color.red), linear(color.green), linear(color.blue))
    // IEC 61966-2-1, divided by the white of D65.
    let x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    let y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    let z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    func root(_ value: Double) -> Double {
      value > 216.0 / 24_389 ? cbrt(value) : (24_389.0 / 27 * value + 16) / 116
    }
    self.init(
      lightness: 116 * root(y) - 16, a: 500 * (root(x) - root(y)), b: 200 * (root(y) - root(z)))
  }

  /// CIEDE2000 with all its weights 1.
  func difference(from other: Lab) -> Double {
    let chroma = (hypot(a, b) + hypot(other.a, other.b)) / 2
    let g = 0.5 * (1 - (pow(chroma, 7) / (pow(chroma, 7) + pow(25, 7))).squareRoot())
    let (a1, a2) = ((1 + g) * a, (1 + g) * other.a)
    let (c1, c2) = (hypot(a1, b), hypot(a2, other.b))
    let (h1, h2) = (Self.hue(a1, b), Self.hue(a2, other.b))

    let dL = other.lightness - lightness
    let dC = c2 - c1
    var dh = 0.0
    var meanHue = h1 + h2
    if c1 * c2 != 0 {
      dh = h2 - h1
      if dh > 180 { dh -= 360 } else if dh < -180 { dh += 360 }
      if abs(h1 - h2) <= 180 {
        meanHue = (h1 + h2) / 2
      } else {
        meanHue = h1 + h2 < 360 ? (h1 + h2 + 360) / 2 : (h1 + h2 - 360) / 2
      }
    }
    let dH = 2 * (c1 * c2).squareRoot() * Self.sine(dh / 2)

    let meanL = (lightness + other.lightness) / 2
    let meanC = (c1 + c2) / 2
    let t =
      1 - 0.17 * Self.cosine(meanHue - 30) + 0.24 * Self.cosine(2 * meanHue)
      + 0.32 * Self.cosine(3 * meanHue + 6) - 0.20 * Self.cosine(4 * meanHue - 63)
    let fromMiddle = (meanL - 50) * (meanL - 50)
    let sL = 1 + 0.015 * fromMiddle / (20 + fromMiddle).squareRoot()
    let sC = 1 + 0.045 * meanC
    let sH = 1 + 0.015 * meanC * t
    let turn = 30 * exp(-pow((meanHue - 275) / 25, 2))
    let rC = 2 * (pow(meanC, 7) / (pow(meanC, 7) + pow(25, 7))).squareRoot()
    let rT = -rC * Self.sine(2 * turn)
    let (l, c, h) = (dL / sL, dC / sC, dH / sH)
    return (l * l + c * c + h * h + rT * c * h).squareRoot()
  }

  /// In degrees, 0 up to 360.
  private static func hue(_ a: Double, _ b: Double) -> Double {
    if a == 0 && b == 0 { return 0 }
    let degrees = atan2(b, a) * 180 / .pi
    return degrees < 0 ? degrees + 360 : degrees
  }

  private static func sine(_ degrees: Double) -> Double { sin(degrees * .pi / 180) }
  private static func cosine(_ degrees: Double) -> Double { cos(degrees * .pi / 180) }
}

extension RGB {
  /// CIEDE2000.
  public func difference(from other: RGB) -> Double { Lab(self).difference(from: Lab(other)) }
}
