import Basics

/// A region in fewer columns. The number at its end distinguishes regions, so the directions before
/// it are shortened: `ap-se-1` for `ap-southeast-1`.
enum RegionName {
  static func short(_ code: String) -> String {
    code.pieces(at: "-").map { directions[String($0)] ?? String($0) }.joined(separator: "-")
  }

  private static let directions = [
    "north": "n", "south": "s", "east": "e", "west": "w", "central": "c", "northeast": "ne",
    "northwest": "nw", "southeast": "se", "southwest": "sw",
  ]
}
