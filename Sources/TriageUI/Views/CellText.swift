import Basics
import HitStore
import TerminalScreen

/// A value in a cell: times without letters, ARNs by their end, since `…:user/kim` is more
/// informative than `arn:aws:iam::11112…`.
struct CellText {
  let value: String
  let isTime: Bool
  /// The full text, and the part that fits in the cell.
  let full: SafeText
  let shown: SafeText
  private let isCutAtStart: Bool

  init(_ value: String, field: String, width: Int) {
    self.value = value
    isCutAtStart = field.ends(with: "arn")
    if field == "eventTime", let time = Timestamp.milliseconds(value) {
      isTime = true
      full = SafeText(
        String(Timestamp.text(milliseconds: time).dropLast().map { $0 == "T" ? " " : $0 }))
    } else {
      isTime = false
      full = SafeText(value, limit: Self.limit)
    }
    shown = isCutAtStart ? full.truncatedAtStart(to: width) : full.truncated(to: width)
  }

  /// More characters than any cell has.
  private static let limit = 1_000

  /// The columns of a cell that match a search; for a match that was cut off, the `…`.
  func columns(found matcher: TextMatcher) -> [Range<Int>] {
    guard matcher.matches(value), !shown.isEmpty else { return [] }
    // The value of a time has letters that its cell does not show.
    let text = isTime ? value : full.text
    let found = matcher.ranges(in: text).map { place($0, in: text) }
    let isCut = shown.width < full.width
    guard isCut || isTime || found.isEmpty else { return found }
    let hidden = full.width - shown.width
    let ellipsis = !isCut ? nil : isCutAtStart ? 0 : shown.width - 1
    var columns: [Range<Int>] = []
    for range in found {
      let moved =
        isCut && isCutAtStart
        ? range.lowerBound - hidden..<range.upperBound - hidden : range
      let inside = moved.clamped(to: 0..<shown.width)
      if !inside.isEmpty { columns.append(inside) }
      if let ellipsis, inside != moved { columns.append(ellipsis..<ellipsis + 1) }
    }
    if columns.isEmpty { columns = [ellipsis.map { $0..<$0 + 1 } ?? 0..<shown.width] }
    return columns
  }

  /// Bytes of a text as columns.
  private func place(_ range: Range<Int>, in text: String) -> Range<Int> {
    func width(upTo byte: Int) -> Int {
      SafeText(text[..<text.utf8.index(text.startIndex, offsetBy: byte)]).width
    }
    return width(upTo: range.lowerBound)..<width(upTo: range.upperBound)
  }
}
