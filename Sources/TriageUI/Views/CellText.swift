import Basics
import HitStore
import TerminalScreen

/// A value in a cell, without what says least:
///
///     eventTime          2026-02-09T02:17:59Z                     02-09 02:17:59
///     userIdentity.arn   arn:aws:sts::1111…:assumed-role/ci/7     ci/7
///     userAgent          aws-cli/2.15.30 Python/3.11.8 …          aws-cli/2.15
struct CellText {
  let value: String
  /// The complete text that the cell would show with enough columns.
  let full: SafeText
  /// The part of it that fits, or a shorter form.
  let shown: SafeText
  private let form: Form

  private enum Form {
    /// `full`, cut at its end or start.
    case cut(atStart: Bool)
    /// Other letters than those of the value.
    case shortened
  }

  /// More columns than any cell has.
  static let maximumWidth = 1_000

  init(_ value: String, field: String, width: Int, time: TimeForm = .full) {
    self.value = value
    if field == "eventTime", let milliseconds = Timestamp.milliseconds(value) {
      form = .shortened
      full = SafeText(time.text(milliseconds))
      shown = full.truncated(to: width)
      return
    }
    full = SafeText(value, limit: Self.maximumWidth)
    let isARN = field.ends(with: "arn")
    if isARN, let name = PrincipalName(value) {
      form = .shortened
      shown = name.fitted(to: width)
    } else if full.width > width, let short = Self.short(value, field: field) {
      form = .shortened
      shown = SafeText(short, limit: Self.maximumWidth).truncated(to: width)
    } else {
      form = .cut(atStart: isARN)
      shown = isARN ? full.truncatedAtStart(to: width) : full.truncated(to: width)
    }
  }

  /// A shorter form of a value that does not fit; nil if there is none.
  private static func short(_ value: String, field: String) -> String? {
    let short =
      switch field {
      case "userAgent": AgentName.short(value)
      case "awsRegion": RegionName.short(value)
      default: value
      }
    return short == value ? nil : short
  }

  /// The columns of a cell that match a search; for a match that is not visible, the `…` or the
  /// whole cell.
  func columns(found matcher: TextMatcher) -> [Range<Int>] {
    guard matcher.matches(value), !shown.isEmpty else { return [] }
    switch form {
    case .shortened:
      let text = shown.text
      let found = matcher.ranges(in: text).map { place($0, in: text) }
      return found.isEmpty ? [0..<shown.width] : found
    case .cut(let isAtStart): return columns(found: matcher, isCutAtStart: isAtStart)
    }
  }

  private func columns(found matcher: TextMatcher, isCutAtStart: Bool) -> [Range<Int>] {
    let found = matcher.ranges(in: full.text).map { place($0, in: full.text) }
    let isCut = shown.width < full.width
    guard isCut || found.isEmpty else { return found }
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
