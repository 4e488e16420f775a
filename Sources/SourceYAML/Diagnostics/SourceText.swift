/// The text of a file with its places: from a count of scalars (what libyaml reports) or bytes
/// to line, column and byte offset, without walking the text each time.
///
///     let source = SourceText("a: é\nb: 1\n")
///     source.position(scalarIndex: 5)     // line 2, column 1, offset 6
public struct SourceText: Sendable {
  public let bytes: [UInt8]
  /// Byte offset and scalar index of every line's start.
  private var lineStarts: [(byte: Int, scalar: Int)] = [(0, 0)]
  /// Byte offset of every `stride`-th scalar.
  private var checkpoints: [Int] = []
  private let scalarCount: Int
  private let hasByteOrderMark: Bool

  /// A look-up walks at most this many scalars from a checkpoint.
  private static let stride = 128

  public init(_ text: String) {
    self.bytes = Array(text.utf8)
    var scalar = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte & 0xC0 != 0x80 {
        if scalar % Self.stride == 0 { checkpoints.append(index) }
        scalar += 1
      }
      index += 1
      let endsLine =
        byte == UInt8(ascii: "\n")
        || (byte == UInt8(ascii: "\r")
          && !(index < bytes.count && bytes[index] == UInt8(ascii: "\n")))
      if endsLine { lineStarts.append((index, scalar)) }
    }
    self.scalarCount = scalar
    self.hasByteOrderMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
  }

  /// The offsets, in bytes, of the lines that begin with these bytes.
  func lines(beginningWith prefix: some Sequence<UInt8>) -> [Int] {
    lineStarts.map(\.byte).filter { bytes[$0...].starts(with: prefix) }
  }

  /// The place of the scalar with this index; of the end when there are fewer.
  public func position(scalarIndex: Int) -> SourcePosition {
    let wanted = max(0, scalarIndex)
    guard wanted < scalarCount else { return position(offset: bytes.count) }
    var offset = checkpoints[wanted / Self.stride]
    for _ in 0..<(wanted % Self.stride) { offset = nextScalar(after: offset) }
    let line = lineIndex { $0.scalar <= wanted }
    return place(line: line, scalar: wanted, offset: offset)
  }

  /// The place of the byte at `offset`, which is bounded by the end of the text.
  public func position(offset: Int) -> SourcePosition {
    let offset = min(max(0, offset), bytes.count)
    let line = lineIndex { $0.byte <= offset }
    // The nearest checkpoint before the offset, but not before the line.
    var low = 0
    var high = checkpoints.count
    while low < high {
      let middle = (low + high) / 2
      if checkpoints[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    var scalar = max(0, low - 1) * Self.stride
    var walked = checkpoints.isEmpty ? 0 : checkpoints[max(0, low - 1)]
    if lineStarts[line].byte > walked { (walked, scalar) = lineStarts[line] }
    while walked < offset {
      walked = nextScalar(after: walked)
      scalar += 1
    }
    return place(line: line, scalar: scalar, offset: offset)
  }

  /// The text of a line (from 1), without its line end; nil when there is no such line.
  public func line(_ number: Int) -> String? {
    guard number >= 1, number <= lineStarts.count else { return nil }
    let start = lineStarts[number - 1].byte
    var end = number < lineStarts.count ? lineStarts[number].byte : bytes.count
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    let withoutMark = number == 1 && hasByteOrderMark ? min(end, start + 3) : start
    return String(decoding: bytes[withoutMark..<end], as: UTF8.self)
  }

  private func place(line: Int, scalar: Int, offset: Int) -> SourcePosition {
    var column = scalar - lineStarts[line].scalar + 1
    if line == 0, hasByteOrderMark { column = max(1, column - 1) }
    return SourcePosition(line: line + 1, column: column, offset: offset)
  }

  private func nextScalar(after offset: Int) -> Int {
    var next = offset + 1
    while next < bytes.count, bytes[next] & 0xC0 == 0x80 { next += 1 }
    return next
  }

  /// The last line whose start satisfies `isBefore`.
  private func lineIndex(where isBefore: ((byte: Int, scalar: Int)) -> Bool) -> Int {
    var low = 0
    var high = lineStarts.count
    while low < high {
      let middle = (low + high) / 2
      if isBefore(lineStarts[middle]) { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }
}
