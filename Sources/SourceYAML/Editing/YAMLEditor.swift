/// A change of a YAML text in the making: patches, found by the places of nodes.
///
///     let file = YAMLFile(text: "home: [a, b] # why\n", path: "home.yml")
///     var editor = YAMLEditor(file.text)
///     if let list = file.root?["home"] { try editor.removeItems([0], of: list) }
///     try editor.finished().text                       // home: [b] # why
///
/// Every step works on lines and scalars where they are, and rewrites nothing that it does not
/// change: comments, quotes, indentation, line ends and a missing final newline stay. Nodes keep
/// the places of the text before all steps.
public struct YAMLEditor: Sendable {
  /// As given.
  public let text: String
  /// Of the text, with a line end at the end, which `finished` takes off where it is not.
  public let lines: TextLines
  public var layout: YAMLLayout
  public private(set) var patches: [TextPatch] = []

  /// - Parameter layout: how new text is written, with the line ends of the text if none is given.
  public init(_ text: String, layout: YAMLLayout? = nil) {
    self.text = text
    lines = TextLines(text).terminated
    self.layout = layout ?? YAMLLayout(newline: lines.newline())
  }

  /// The text is written in a way that leaves no place for a change.
  public struct Refusal: Error, Sendable, Hashable {
    public let line: Int
    public let reason: String

    public init(line: Int, reason: String) {
      self.line = line
      self.reason = reason
    }
  }

  // MARK: - Bytes and lines

  public mutating func replace(_ range: Range<Int>, with text: String) {
    patches.append(
      TextPatch(offset: range.lowerBound, removed: lines.text(range), inserted: text))
  }

  /// New lines behind a line, without line ends.
  public mutating func insertLines(_ new: [String], after index: Int) {
    let end = lines.lines[index].range.upperBound
    replace(end..<end, with: new.map { $0 + layout.newline }.joined())
  }

  /// New lines above a line, without line ends.
  public mutating func insertLines(_ new: [String], above index: Int) {
    let start = contentRange(ofLine: index).lowerBound
    replace(start..<start, with: new.map { $0 + layout.newline }.joined())
  }

  public mutating func removeLines(_ indices: ClosedRange<Int>) {
    let first = lines.lines[indices.lowerBound].range.lowerBound
    replace(first..<lines.lines[indices.upperBound].range.upperBound, with: "")
  }

  /// The line, from 0, of a byte.
  public func lineIndex(at offset: Int) -> Int { lines.index(at: offset) }

  /// How many blanks a line begins with.
  public func indent(ofLine index: Int) -> Int {
    lines.bytes[lines.lines[index].content].prefix { $0 == UInt8(ascii: " ") }.count
  }

  /// The blanks and tabs that a line begins with.
  public func leadingBlanks(ofLine index: Int) -> String {
    let blanks = lines.bytes[contentRange(ofLine: index)].prefix(while: Self.isBlank)
    return String(decoding: blanks, as: UTF8.self)
  }

  /// A line without its end and without a byte-order mark.
  public func contentRange(ofLine index: Int) -> Range<Int> {
    let content = lines.lines[index].content
    let hasMark = index == 0 && lines.bytes.starts(with: [0xEF, 0xBB, 0xBF])
    return content.lowerBound + (hasMark ? 3 : 0)..<content.upperBound
  }

  public func isBlank(line index: Int) -> Bool {
    lines.bytes[lines.lines[index].content].allSatisfy(Self.isBlank)
  }

  /// Meant for lines outside scalars, where `#` at the start is a comment.
  public func isComment(line index: Int) -> Bool {
    lines.bytes[lines.lines[index].content].first { !Self.isBlank($0) } == UInt8(ascii: "#")
  }

  /// Whether a byte is a blank or a tab.
  public static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
