import Basics

/// Matches single texts against a filter's values, to show where something was found.
///
///     TextMatcher(HitFilter(.anyColumn, [.containing("KIM")])).ranges(in: "user/kim") == [5..<8]
public struct TextMatcher: Sendable {
  public let filter: HitFilter
  private let tests: [ValueTest]

  public init(_ filter: HitFilter) {
    self.filter = filter
    tests = filter.values.compactMap(ValueTest.init)
  }

  public func matches(_ text: String) -> Bool { tests.contains { $0.matches(text) } }

  /// Ranges of a text's bytes.
  public func matches(_ text: UnsafeRawBufferPointer) -> Bool {
    tests.contains { $0.matches(text) }
  }

  /// The matches in a text, as ranges of UTF-8 bytes that cover whole characters, from left to
  /// right.
  public func ranges(in text: String) -> [Range<Int>] {
    guard !text.isEmpty else { return [] }
    let found = tests.flatMap { $0.ranges(in: text) }
    if found.count < 2 { return found }
    var merged: [Range<Int>] = []
    for range in found.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound < last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }
}

extension ValueTest {
  /// The matches in a text; all of it for a test of whole values.
  fileprivate func ranges(in text: String) -> [Range<Int>] {
    switch self {
    case .within(let pattern):
      return pattern.literal.isEmpty ? [] : FoldedText(text).ranges(of: pattern.literal)
    case .expression(let matcher):
      var copy = text
      let found = copy.withUTF8 {
        matcher.matches(in: UnsafeRawBufferPointer($0), limit: Self.maximumMatches)
      }
      return FoldedText(text).wholeCharacters(found)
    case .whole, .item, .network, .missing:
      return matches(text) ? [0..<text.utf8.count] : []
    }
  }

  /// More than any screen shows.
  private static let maximumMatches = 10_000
}

/// A text with its case folded that maps its bytes to the original characters: a match in a part of
/// a character is a match of the whole one.
private struct FoldedText {
  private var bytes: [UInt8] = []
  /// For each byte, the byte range of its original character; `nil` if the bytes did not change.
  private var characters: [Range<Int>]?

  init(_ text: String) {
    bytes = Array(text.utf8)
    if bytes.allSatisfy({ $0 < 0x80 }) {
      for index in bytes.indices where bytes[index] &- 0x41 < 26 { bytes[index] |= 0x20 }
      return
    }
    bytes = []
    var characters: [Range<Int>] = []
    var start = 0
    for character in text {  // by Character: whole ones are marked
      let end = start + character.utf8.count
      for byte in CaseFolding.fold(String(character)).utf8 {
        bytes.append(byte)
        characters.append(start..<end)
      }
      start = end
    }
    self.characters = characters
  }

  func ranges(of wanted: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start = 0
    while start + wanted.count <= bytes.count {
      guard bytes[start] == wanted[0], bytes[start..<start + wanted.count].elementsEqual(wanted)
      else {
        start += 1
        continue
      }
      let last = start + wanted.count - 1
      if let characters {
        found.append(characters[start].lowerBound..<characters[last].upperBound)
      } else {
        found.append(start..<last + 1)
      }
      start = last + 1
    }
    return found
  }

  /// Ranges of the original text, extended to whole characters.
  func wholeCharacters(_ ranges: [Range<Int>]) -> [Range<Int>] {
    guard let characters else { return ranges }
    return ranges.map { range in
      let cut = Set(characters.filter { $0.overlaps(range) })
      return
        (cut.map(\.lowerBound).min() ?? range.lowerBound)..<(cut.map(\.upperBound).max()
        ?? range.upperBound)
    }
  }
}
