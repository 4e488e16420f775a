import Basics
import SourceYAML

/// The names of regions, to find wrong ones. No list is complete, and new regions appear, so a name
/// that may be new is not doubted.
///
///     names.doubt(about: "eu-west1")      // did you mean 'eu-west-1'?
///     names.doubt(about: "Frankfurt")     // did you mean 'eu-central-1'?
///     names.doubt(about: "eu-west-4")     // nil: it would be the next one
public struct RegionNames: Sendable {
  private let codes: [String]
  private let places: [(name: String, code: String)]
  /// For `us-east`: 2.
  private let lastNumbers: [Substring: Int]

  /// - Parameter regions: codes with their places: `ap-east-1`, `Hong Kong`.
  public init(_ regions: [(code: String, place: String)]) {
    codes = regions.map(\.code)
    places = regions.map { ($0.place.lowercased(), $0.code) }
    var lastNumbers: [Substring: Int] = [:]
    for code in codes {
      guard let (stem, number) = Self.parts(of: code) else { continue }
      lastNumbers[stem] = max(number, lastNumbers[stem] ?? 0)
    }
    self.lastNumbers = lastNumbers
  }

  /// A doubtful name, with the region that was probably meant, if one is near.
  public struct Doubt: Sendable, Hashable {
    public let meant: String?

    /// `did you mean 'eu-west-1'?`
    public var advice: String? { meant.map { "did you mean '\($0)'?" } }
  }

  public func doubt(about name: String) -> Doubt? {
    if codes.contains(name.lowercased()) { return nil }
    if let (stem, number) = Self.parts(of: name.lowercased()) {
      if let last = lastNumbers[stem] {
        return number == last + 1 ? nil : Doubt(meant: nearest(to: name))
      }
      // An area and direction without a region so far: it may be new, unless a letter is wrong.
      let isNear = isNearAStem(stem)
      return Self.hasDirection(stem) && !isNear ? nil : Doubt(meant: nearest(to: name))
    }
    let place = name.lowercased()
    let there =
      place.utf8.count < 4
      ? nil
      : places.first { $0.name == place }
        ?? places.first { $0.name.words.contains(Substring(place)) }
    return Doubt(meant: there?.code ?? nearest(to: name))
  }

  private func nearest(to name: String) -> String? { NearestName.of(name, in: codes) }

  /// `ap-southeast-2` → `ap-southeast`, 2; nil for anything that is not like a region's name.
  private static func parts(of name: String) -> (stem: Substring, number: Int)? {
    let parts = name.pieces(at: "-")
    guard parts.count >= 3, let last = parts.last, last.utf8.count <= 2, let number = Int(last),
      number > 0,
      parts.dropLast().allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { 0x61...0x7A ~= $0 } })
    else { return nil }
    return (name.dropLast(last.count + 1), number)
  }

  private static func hasDirection(_ stem: Substring) -> Bool {
    let last = stem.cut(atLast: "-")?.behind ?? ""
    return [
      "north", "south", "east", "west", "central", "northeast", "northwest", "southeast",
      "southwest",
    ].contains(last)
  }

  /// Whether a stem differs from a known one only in one letter of its area.
  private func isNearAStem(_ stem: Substring) -> Bool {
    let area = stem.pieces(at: "-")[0]
    let isKnownArea = lastNumbers.keys.contains { $0.pieces(at: "-")[0] == area }
    return !isKnownArea
      && NearestName.of(String(stem), in: lastNumbers.keys.map(String.init).sorted(), atMost: 1)
        != nil
  }
}
