import TerminalScreen
import Testing

@testable import TriageUI

@Suite struct HourScaleTests {
  @Test func `one peak leaves differences among the others`() {
    let scale = HourScale(most: 1_000, shades: 4)
    #expect(scale.steps == [1...5, 6...31, 32...177, 178...1_000])
    #expect([0, 1, 5, 6, 100, 1_000].map(scale.shade) == [nil, 0, 0, 1, 2, 3])
  }

  @Test(arguments: [0, 1, 2, 3, 4, 5, 7, 100, 12_345_678])
  func `each count has one shade`(most: Int) {
    let scale = HourScale(most: most, shades: 4)
    #expect(scale.steps.last?.upperBound == (most == 0 ? nil : most))
    #expect(scale.steps.first?.lowerBound == (most == 0 ? nil : 1))
    #expect(
      zip(scale.steps, scale.steps.dropFirst()).allSatisfy { $0.upperBound + 1 == $1.lowerBound })
  }
}

/// The parts of a bar can be told apart by their colours in every bundled theme. Each has a glyph of
/// its own besides, for the schemes whose colours are near each other.
@Suite struct StackColorsTests {
  @Test(
    arguments: ThemeCatalog(environment: [:]).names.dropFirst(),
    [Stack.verdictRoles, Stack.valueRoles])
  func `parts have different colours`(name: String, roles: [Role]) throws {
    let theme = try ThemeCatalog(environment: [:]).theme(named: name)
    let colors = roles.compactMap { role -> RGB? in
      guard case .rgb(let color) = theme.colors(for: role, depth: .truecolor).foreground else {
        return nil
      }
      return color
    }
    #expect(colors.count == roles.count)
    for (place, color) in colors.enumerated() {
      for other in colors[(place + 1)...] {
        #expect(color.difference(from: other) >= 6, "\(roles[place]) of \(name)")
      }
    }
  }
}
