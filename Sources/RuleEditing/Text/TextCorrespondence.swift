import Basics
import SourceYAML

/// Which bytes of a text are still there in a later version of it, and where.
///
///     before   a: 1 ⏎ b: 2 ⏎ c: 3 ⏎
///     after    # new ⏎ a: 1 ⏎ b: 7 ⏎ c: 3 ⏎      changes: 0..<0 ▸ 0..<6,  5..<10 ▸ 11..<16
///
/// Found by lines; `refined` looks within changed lines too, word by word.
struct TextCorrespondence: Sendable {
  /// A stretch of the old text and what is in its place; either may be empty.
  struct Change: Sendable, Hashable {
    var old: Range<Int>
    var new: Range<Int>
  }

  let old: TextLines
  let new: TextLines
  /// In order.
  let changes: [Change]

  init(from old: TextLines, to new: TextLines) {
    self.old = old
    self.new = new
    changes = Self.changes(
      old.lines.map(\.range), of: old.bytes, new.lines.map(\.range), of: new.bytes)
  }

  private init(old: TextLines, new: TextLines, changes: [Change]) {
    self.old = old
    self.new = new
    self.changes = changes
  }

  /// The same with changed lines compared word by word.
  var refined: TextCorrespondence {
    let finer = changes.flatMap { change in
      Self.changes(
        Self.words(change.old, of: old.bytes), of: old.bytes,
        Self.words(change.new, of: new.bytes), of: new.bytes, at: change)
    }
    return TextCorrespondence(old: old, new: new, changes: finer)
  }

  // MARK: - Asking

  /// The changes that touch a range's bytes or, for an empty range, lie around its place.
  func changes(within range: Range<Int>) -> [Change] {
    changes.filter {
      $0.old.lowerBound < range.upperBound && range.lowerBound < $0.old.upperBound
        || $0.old.isEmpty && range.lowerBound < $0.old.lowerBound
          && $0.old.lowerBound < range.upperBound
    }
  }

  /// Where a place of the old text is now. What was inserted just there is behind it, what
  /// replaced bytes before it is before it. Within a change there is no such place.
  func place(of offset: Int) -> Int? {
    var shift = 0
    for change in changes {
      if change.old.lowerBound >= offset { break }
      if change.old.upperBound > offset { return nil }
      shift = change.new.upperBound - change.old.upperBound
    }
    return offset + shift
  }

  /// The parts of a range that are still there, as ranges of the old text and of the new one.
  func surviving(_ range: Range<Int>) -> [Change] {
    var parts: [Change] = []
    var start = range.lowerBound
    func add(upTo end: Int) {
      guard start < end, let place = placeOfByte(start) else { return }
      parts.append(Change(old: start..<end, new: place..<place + end - start))
    }
    for change in changes(within: range) {
      add(upTo: change.old.lowerBound)
      start = max(start, change.old.upperBound)
    }
    add(upTo: range.upperBound)
    return parts
  }

  /// Where an unchanged byte is now: behind what was inserted just before it.
  func placeOfByte(_ offset: Int) -> Int? {
    var shift = 0
    for change in changes {
      if change.old.lowerBound > offset { break }
      if change.old.upperBound > offset { return nil }
      shift = change.new.upperBound - change.old.upperBound
    }
    return offset + shift
  }

  // MARK: - Making

  /// Compares two runs of adjoining pieces.
  private static func changes(
    _ oldPieces: [Range<Int>], of old: [UInt8], _ newPieces: [Range<Int>], of new: [UInt8],
    at start: Change = Change(old: 0..<0, new: 0..<0)
  ) -> [Change] {
    let (removed, added) = TextDiff.changes(
      from: oldPieces.map { old[$0] }, to: newPieces.map { new[$0] })
    var changes: [Change] = []
    var oldIndex = 0
    var newIndex = 0
    while oldIndex < oldPieces.count || newIndex < newPieces.count {
      let oldStart = oldIndex
      let newStart = newIndex
      while removed.contains(oldIndex) { oldIndex += 1 }
      while added.contains(newIndex) { newIndex += 1 }
      if oldIndex > oldStart || newIndex > newStart {
        changes.append(
          Change(
            old: range(oldStart..<oldIndex, of: oldPieces, at: start.old.lowerBound),
            new: range(newStart..<newIndex, of: newPieces, at: start.new.lowerBound)))
      } else {
        oldIndex += 1
        newIndex += 1
      }
    }
    return changes
  }

  /// The bytes of some pieces; for none, the place before the next piece.
  private static func range(
    _ indices: Range<Int>, of pieces: [Range<Int>], at start: Int
  ) -> Range<Int> {
    let start =
      pieces.indices.contains(indices.lowerBound)
      ? pieces[indices.lowerBound].lowerBound : pieces.last?.upperBound ?? start
    return start..<(indices.isEmpty ? start : pieces[indices.upperBound - 1].upperBound)
  }

  /// Words, runs of blanks, and single other bytes.
  private static func words(_ range: Range<Int>, of bytes: [UInt8]) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let kind = kind(bytes[start])
      var end = start + 1
      while kind != nil, end < range.upperBound, self.kind(bytes[end]) == kind { end += 1 }
      words.append(start..<end)
      start = end
    }
    return words
  }

  /// 0 for blanks, 1 for letters, digits and all that is not ASCII, nil for what is by itself.
  private static func kind(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"): 0
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xFF:
      1
    default: nil
    }
  }
}
