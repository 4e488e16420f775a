import Sigma
import SourceYAML

/// The day until which an exception is meant to hold, as a comment above its name or behind it
/// says.
///
///     # 2026-03-01 j.doe: migration of the build hosts
///     # expires: 2026-06-30
///     filter_main_build:
///
/// It has no effect on what the rule matches; it is there to be reported once the day has passed.
struct ExpiryComment: Sendable, Hashable {
  let date: String
  /// Where the date is, in bytes.
  let dateRange: Range<Int>
  /// From `expires:` to the end of the date.
  let range: Range<Int>
  let line: Int

  static func text(_ date: String) -> String { "# expires: \(date)" }

  private static let word = "expires:"

  /// The first one that belongs to a search.
  static func find(for search: SearchIdentifier, in lines: TextLines) -> ExpiryComment? {
    let keyLine = lines.index(at: search.key.start.offset)
    for line in commentLines(above: search, in: lines) {
      if let found = find(in: lines.lines[line].content, line: line, lines) { return found }
    }
    guard let comment = trailingComment(of: search, in: lines) else { return nil }
    return find(in: comment, line: keyLine, lines)
  }

  /// The comment lines directly above a search, at its depth.
  static func commentLines(above search: SearchIdentifier, in lines: TextLines) -> Range<Int> {
    let keyLine = lines.index(at: search.key.start.offset)
    let depth = search.key.start.column - 1
    var first = keyLine
    while first > 0 {
      let content = lines.bytes[lines.lines[first - 1].content]
      let text = content.drop { $0 == UInt8(ascii: " ") }
      guard text.first == UInt8(ascii: "#"), content.count - text.count == depth else { break }
      first -= 1
    }
    return first..<keyLine
  }

  /// The comment behind a search's name, where its value is on the lines below.
  static func trailingComment(
    of search: SearchIdentifier, in lines: TextLines
  ) -> Range<Int>? {
    let line = lines.lines[lines.index(at: search.key.end.offset)].content
    guard search.key.end.offset <= line.upperBound else { return nil }
    let rest = lines.bytes[search.key.end.offset..<line.upperBound]
      .drop { $0 == UInt8(ascii: ":") || YAMLEditor.isBlank($0) }
    return rest.first == UInt8(ascii: "#") ? rest.startIndex..<line.upperBound : nil
  }

  private static func find(in range: Range<Int>, line: Int, _ lines: TextLines) -> ExpiryComment? {
    let bytes = lines.bytes[range].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    let word = Array(Self.word.utf8)
    guard bytes.count >= word.count else { return nil }
    for start in 0...(bytes.count - word.count) where bytes[start...].starts(with: word) {
      let blanks = bytes[(start + word.count)...].prefix(while: YAMLEditor.isBlank).count
      let first = start + word.count + blanks
      guard first + 10 <= bytes.count else { continue }
      let date = String(decoding: bytes[first..<(first + 10)], as: UTF8.self)
      guard EditStamp(date: date, author: "").hasValidDate else { continue }
      let offset = range.lowerBound
      return ExpiryComment(
        date: date, dateRange: (offset + first)..<(offset + first + 10),
        range: (offset + start)..<(offset + first + 10), line: line)
    }
    return nil
  }
}
