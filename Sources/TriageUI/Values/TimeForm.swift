import Basics

/// The part of a time that a list has to show: what all its rows share is left out.
///
///     hits of several years   2026-02-09 02:17:59
///     hits of 2026            02-09 02:17:59
///     hits of one day         02:17:59
///
/// On a narrow screen, dates have no seconds.
struct TimeForm: Sendable, Hashable {
  private enum Part: Sendable, Hashable { case all, inYear, inDay }

  private let part: Part
  private let hasSeconds: Bool

  static let full = TimeForm(of: nil)

  /// - Parameter times: the first and the last time, in milliseconds since 1970.
  init(of times: ClosedRange<Int64>?, isNarrow: Bool = false) {
    let first = times.map { Timestamp.text(milliseconds: $0.lowerBound) } ?? ""
    let last = times.map { Timestamp.text(milliseconds: $0.upperBound) } ?? ""
    if first.isEmpty || first.prefix(4) != last.prefix(4) {
      part = .all
    } else {
      part = first.prefix(10) == last.prefix(10) ? .inDay : .inYear
    }
    hasSeconds = !isNarrow || part == .inDay
  }

  func text(_ milliseconds: Int64) -> String {
    let text = Timestamp.text(milliseconds: milliseconds)
    let clock = text.dropFirst(11).prefix(hasSeconds ? 8 : 5)
    return switch part {
    case .all: "\(text.prefix(10)) \(clock)"
    case .inYear: "\(text.dropFirst(5).prefix(5)) \(clock)"
    case .inDay: String(clock)
    }
  }

  /// Columns of a time; enough for the head `eventTime`, too.
  var columns: Int {
    let clock = hasSeconds ? 8 : 5
    return switch part {
    case .all: 11 + clock
    case .inYear: 6 + clock
    case .inDay: 9
    }
  }

  /// What the times leave out, for the head of their column: `2026`, `2026-02-09`.
  func shared(of milliseconds: Int64) -> String? {
    let text = Timestamp.text(milliseconds: milliseconds)
    return switch part {
    case .all: nil
    case .inYear: String(text.prefix(4))
    case .inDay: String(text.prefix(10))
    }
  }
}
