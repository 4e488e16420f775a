import Basics

/// The part of a source line that a diagnostic shows, with the place that it is about.
///
///     before "    condition: "   marked "selecton"   after " and not filter"
struct SourceExcerpt {
  var before = ""
  var marked = ""
  var after = ""
  /// The line goes on to the left or right of what is shown.
  var isCutBefore = false
  var isCutAfter = false

  /// Unicode scalars shown of a line. Of a longer one it is those around the place.
  private static let widest = 96
  /// Nothing farther than this from the place is looked at, in bytes: a line may have millions.
  private static let reach = widest * 4

  /// - Parameters:
  ///   - offset: where the place is, in UTF-8 bytes of `source`.
  ///   - length: how long it is, in Unicode scalars.
  init(around offset: Int, length: Int, of source: String) {
    var source = source
    source.withUTF8 { bytes in
      let place = min(max(0, offset), bytes.count)
      let start = Self.start(before: place, bytes)
      let end = Self.end(after: place, bytes)
      let left = Self.scalars(bytes[start..<place])
      let right = Self.scalars(bytes[place..<end])
      let shownLeft = left.suffix(left.count < Self.widest ? Self.widest : Self.widest / 2)
      let shownRight = right.prefix(max(1, Self.widest - shownLeft.count))
      before = Self.text(shownLeft)
      marked = Self.text(shownRight.prefix(max(1, length)))
      after = Self.text(shownRight.dropFirst(max(1, length)))
      isCutBefore = shownLeft.count < left.count || !Self.isLineStart(start, bytes)
      isCutAfter = shownRight.count < right.count || !Self.isLineEnd(end, bytes)
    }
  }

  /// The line, and below it a caret under the place.
  ///
  /// - Parameter columns: how many columns of the terminal a text takes.
  func lines(columns: (String) -> Int) -> [String] {
    let cut = isCutBefore ? "…" : ""
    let padding = String(repeating: " ", count: columns(cut + before))
    let underline = String(repeating: "~", count: max(0, columns(marked) - 1))
    return [
      "    " + cut + before + marked + after + (isCutAfter ? "…" : ""),
      "    " + padding + "^" + underline,
    ]
  }

  private typealias Bytes = UnsafeBufferPointer<UInt8>

  private static func start(before place: Int, _ bytes: Bytes) -> Int {
    let first = max(0, place - reach)
    var start = place
    while start > first, !isBreak(bytes[start - 1]) { start -= 1 }
    // Neither a byte-order mark nor a scalar that is cut is part of the line.
    if start == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return min(3, place) }
    while start < place, bytes[start] & 0xC0 == 0x80 { start += 1 }
    return start
  }

  private static func end(after place: Int, _ bytes: Bytes) -> Int {
    let last = min(bytes.count, place + reach)
    var end = place
    while end < last, !isBreak(bytes[end]) { end += 1 }
    while end > place, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return end
  }

  private static func isLineStart(_ start: Int, _ bytes: Bytes) -> Bool {
    start == 0 || isBreak(bytes[start - 1]) || (start == 3 && bytes[0] == 0xEF)
  }

  private static func isLineEnd(_ end: Int, _ bytes: Bytes) -> Bool {
    end == bytes.count || isBreak(bytes[end])
  }

  private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private static func scalars(_ bytes: Slice<Bytes>) -> [Unicode.Scalar] {
    Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
  }

  /// Tabs would move the caret away from what it points at.
  private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    for scalar in scalars { view.append(scalar == "\t" ? " " : scalar) }
    return String(view)
  }
}
