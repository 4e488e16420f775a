import Foundation

/// The shades of the hours by their counts. Each step is a multiple of the one before, so that one
/// hour with very many hits leaves differences among the others:
///
///     the highest of 1,000   ░ 1–5   ▒ 6–31   ▓ 32–177   █ 178–1,000
struct HourScale {
  /// The counts of each shade, from the lightest. With few hits there are fewer shades.
  let steps: [ClosedRange<Int>]

  /// - Parameter most: the highest count.
  init(most: Int, shades: Int) {
    var steps: [ClosedRange<Int>] = []
    var start = 1
    for step in 1...max(1, shades) where start <= most {
      let root = pow(Double(most), Double(step) / Double(max(1, shades)))
      let end = step == shades ? most : max(start, min(most, Int(root)))
      steps.append(start...end)
      start = end + 1
    }
    self.steps = steps
  }

  /// The shade of a count; nil for none.
  func shade(of count: Int) -> Int? {
    count > 0 ? steps.firstIndex { $0.contains(count) } ?? steps.indices.last : nil
  }
}
