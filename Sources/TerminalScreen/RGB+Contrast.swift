import Foundation

// Whether text can be read on a background, by WCAG 2.2 (definitions of relative luminance and
// contrast ratio; success criteria 1.4.3 and 1.4.11).

extension RGB {
  /// The contrast that text, frames and bars need on their background.
  public static let textContrast = 4.5

  /// 0 (black) to 1 (white).
  public var relativeLuminance: Double {
    func linear(_ channel: UInt8) -> Double {
      let value = Double(channel) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// 1 (the same) to 21 (black on white).
  public func contrast(with other: RGB) -> Double {
    let first = relativeLuminance
    let second = other.relativeLuminance
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  /// The colour closest to this one that is readable on a background: it moves toward `foreground`
  /// and, if that is not enough, toward black or white.
  /// - Parameter shown: the colour that a terminal shows if it can't show one exactly.
  func readable(
    on background: RGB, toward foreground: RGB, contrast wanted: Double,
    shown: (RGB) -> RGB = { $0 }
  ) -> RGB {
    let end: RGB =
      background.contrast(with: .white) >= background.contrast(with: .black) ? .white : .black
    for (from, to) in [(self, foreground), (foreground, end)] {
      for step in 0...RGB.steps {
        let candidate = from.mixed(with: to, by: Double(step) / Double(RGB.steps))
        if shown(candidate).contrast(with: background) >= wanted { return candidate }
      }
    }
    return end
  }

  /// Fine enough that two neighbours look the same.
  private static let steps = 32
}
