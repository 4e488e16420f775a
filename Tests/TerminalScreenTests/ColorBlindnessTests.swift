import Foundation
import Testing

@testable import TerminalScreen

/// The themes for colour-blind users, as eyes without one of the three kinds of cones see them.
@Suite struct ColorBlindnessTests {
  /// In linear light: Viénot, Brettel and Mollon (1999) for protanopia and deuteranopia, Machado,
  /// Oliveira and Fernandes (2009) for tritanopia.
  private static let eyes: [(name: String, rows: [[Double]])] = [
    (
      "protanopia",
      [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]]
    ),
    (
      "deuteranopia",
      [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]]
    ),
    (
      "tritanopia",
      [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]
    ),
  ]

  private func seen(_ color: RGB, with rows: [[Double]]) -> RGB {
    func linear(_ channel: UInt8) -> Double {
      let value = Double(channel) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    let light = [color.red, color.green, color.blue].map(linear)
    let channels = rows.map { row -> UInt8 in
      let value = max(0, min(1, zip(row, light).reduce(0) { $0 + $1.0 * $1.1 }))
      let encoded = value <= 0.0031308 ? value * 12.92 : 1.055 * pow(value, 1 / 2.4) - 0.055
      return UInt8((encoded * 255).rounded())
    }
    return RGB(red: channels[0], green: channels[1], blue: channels[2])
  }

  private func color(_ role: Role, _ theme: Theme, _ depth: ColorDepth) throws -> RGB {
    let color = theme.colors(for: role, depth: depth).foreground
    guard case .rgb(let color) = color else { throw NoColor() }
    return depth == .ansi256 ? Palette256.shown(color) : color
  }

  private struct NoColor: Error {}

  /// A difference of ten is visible at a glance.
  @Test(
    arguments: ["okabe-ito-dark", "okabe-ito-light"], [ColorDepth.truecolor, .ansi256])
  func `what differs in meaning differs to every eye`(name: String, depth: ColorDepth) throws {
    let theme = try ThemeCatalog(environment: [:]).theme(named: name)
    let groups: [[Role]] = [
      [.plain, .truePositive, .falsePositive, .benignTruePositive],
      [.plain, .diffAdded, .diffRemoved], [.success, .warning], [.success, .error],
    ]
    for eye in Self.eyes {
      for group in groups {
        for (index, first) in group.enumerated() {
          for second in group[(index + 1)...] {
            let difference = seen(try color(first, theme, depth), with: eye.rows)
              .difference(from: seen(try color(second, theme, depth), with: eye.rows))
            #expect(difference >= 10, "\(first) and \(second) of \(name) with \(eye.name)")
          }
        }
      }
    }
  }

  /// Checks the simulation: pure red and green look alike without the one or the other cone.
  @Test func `red and green of other themes are not told apart`() throws {
    let red = try #require(RGB(hex: "c05050"))
    let green = try #require(RGB(hex: "808040"))
    #expect(red.difference(from: green) > 30)
    let seenAs = Self.eyes[1].rows
    #expect(seen(red, with: seenAs).difference(from: seen(green, with: seenAs)) < 15)
  }
}
