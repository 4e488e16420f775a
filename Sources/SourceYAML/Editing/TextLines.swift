/// A text cut into lines, by bytes, with nothing lost.
///
/// `"a\r\nb"` has two lines: content `a` with line end CR LF, content `b` with none. A line ends
/// with LF, CR LF or a lone CR, as in YAML. (Swift's own characters would take CR LF for one
/// character and never find the LF in it.)
public struct TextLines: Sendable {
  public struct Line: Sendable, Hashable {
    /// The line with its line end.
    public var range: Range<Int>
    /// The line without its line end.
    public var content: Range<Int>
  }

  public let bytes: [UInt8]
  public let lines: [Line]

  public init(_ text: String) {
    self.init(bytes: [UInt8](text.utf8))
  }

  /// What ends a line.
  public enum Ending {
    /// As in YAML.
    case any
    /// As for `diff` and `patch`, which take a CR for text.
    case lineFeed
  }

  public init(bytes: [UInt8], endingWith ending: Ending = .any) {
    var lines: [Line] = []
    var start = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      guard byte == UInt8(ascii: "\n") || (ending == .any && byte == UInt8(ascii: "\r")) else {
        index += 1
        continue
      }
      var end = index + 1
      if byte == UInt8(ascii: "\r"), end < bytes.count, bytes[end] == UInt8(ascii: "\n") {
        end += 1
      }
      lines.append(Line(range: start..<end, content: start..<index))
      start = end
      index = end
    }
    if start < bytes.count {
      lines.append(Line(range: start..<bytes.count, content: start..<bytes.count))
    }
    self.bytes = bytes
    self.lines = lines
  }

  /// The index of the line that holds a byte offset; the last line for the offset at the end.
  public func index(at offset: Int) -> Int {
    var low = 0
    var high = lines.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if lines[middle].range.lowerBound <= offset { low = middle } else { high = middle - 1 }
    }
    return max(low, 0)
  }

  /// The text of bytes.
  public func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// The line end used at a place, or else in the first line; LF for a text without any.
  public func newline(at offset: Int = 0) -> String {
    for index in [self.index(at: offset), 0] where lines.indices.contains(index) {
      let line = lines[index]
      let newline = text(line.content.upperBound..<line.range.upperBound)
      if !newline.isEmpty { return newline }
    }
    return "\n"
  }

  /// Whether the last line has a line end.
  public var isTerminated: Bool {
    lines.last.map { $0.content.upperBound < $0.range.upperBound } ?? true
  }

  /// The same with a line end behind the last line.
  public var terminated: TextLines {
    isTerminated ? self : TextLines(bytes: bytes + newline().utf8)
  }
}
