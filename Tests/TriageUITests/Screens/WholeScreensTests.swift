import Foundation
import TerminalScreen
import Testing

@testable import TriageUI

/// Whole screens at four sizes: `Goldens/<scene>/80x24.txt`. Their styles with millions of colours,
/// with sixteen and with none are in `Goldens/<scene>/80x24-styles.txt`.
@Suite struct WholeScreensTests {
  /// The smallest useful size; the standard size; panes one below the other, with room; panes side
  /// by side.
  static let sizes = [
    Size(columns: 40, rows: 10), Size(columns: 80, rows: 24), Size(columns: 120, rows: 35),
    Size(columns: 200, rows: 50),
  ]
  private static let sizeWithStyles = Size(columns: 80, rows: 24)

  @Test(arguments: Scene.all) func theScreenIsAsItWas(scene: Scene) throws {
    for size in Self.sizes {
      let screen = try scene.state(size).view()
      let name = "\(scene.name)/\(size.columns)x\(size.rows)"
      try Golden.expect(screen.text, is: name + ".txt")
      if size == Self.sizeWithStyles {
        try Golden.expect(StyleMap(screen).text, is: name + "-styles.txt")
      }
    }
  }

  @Test func noGoldenIsLeftOver() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Golden.folder.path)
    #expect(Set(folders) == Set(Scene.all.map(\.name)))
  }
}
