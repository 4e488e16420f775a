import Basics

/// A colour in sRGB: `RGB(hex: "#2E3440")`.
public struct RGB: Sendable, Hashable {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8

  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Six hexadecimal digits (or three, each doubled), with or without `#`. Nil for anything else.
  public init?(hex: String) {
    var digits = hex.without(prefix: "#") ?? hex[...]
    if digits.utf8.count == 3 { digits = Substring(digits.map { "\($0)\($0)" }.joined()) }
    guard digits.utf8.count == 6, !digits.begins(with: "+"), !digits.begins(with: "-"),
      let value = UInt32(digits, radix: 16)
    else { return nil }
    self.init(
      red: UInt8(value >> 16), green: UInt8(value >> 8 & 0xFF), blue: UInt8(value & 0xFF))
  }

  public static let black = RGB(red: 0, green: 0, blue: 0)
  public static let white = RGB(red: 255, green: 255, blue: 255)

  /// `0xRRGGBB`.
  public var packed: Int { Int(red) << 16 | Int(green) << 8 | Int(blue) }

  /// Between this colour (0) and another one (1).
  public func mixed(with other: RGB, by share: Double) -> RGB {
    func mix(_ from: UInt8, _ to: UInt8) -> UInt8 {
      UInt8(max(0, min(255, (Double(from) + (Double(to) - Double(from)) * share).rounded())))
    }
    return RGB(
      red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
  }
}
