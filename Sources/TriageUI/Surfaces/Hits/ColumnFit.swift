import Basics
import TerminalScreen

/// The visible columns, with positions and widths.
///
/// A field always has the same width at the same screen size, so that nothing moves while
/// scrolling. The columns that fit, from the first one on, scrolled right just enough to include
/// the cursor's column.
struct ColumnFit: Sendable, Hashable {
  struct Placed: Sendable, Hashable {
    let column: Int
    let start: Int
    let width: Int
  }

  private(set) var placed: [Placed] = []

  init(state: State, width: Int) {
    self.init(columns: state.list.columns.shown, cursor: state.list.column, width: width)
  }

  init(columns: [Columns.Entry], cursor: Int, width: Int) {
    let fields = columns.map(\.field)
    let widths = columns.map { $0.width ?? Self.width(of: $0.field) }
    var first = 0
    let cursor = min(cursor, columns.count - 1)
    while first < cursor, Self.needed(widths[first...cursor]) > width { first += 1 }
    var start = 0
    for column in first..<fields.count {
      let wanted = widths[column]
      let left = width - start
      guard left >= min(wanted, Self.narrowest) else { break }
      placed.append(Placed(column: column, start: start, width: min(wanted, left)))
      start += min(wanted, left) + Self.gap
    }
    if columns.allSatisfy({ $0.width == nil }) { spread(rest: width - start + Self.gap, fields) }
  }

  private static let gap = 1
  private static let narrowest = 10
  private static let standard = 18

  /// The width for the usual values of a field.
  static func width(of field: String) -> Int {
    switch field {
    case "eventTime": 19
    case "awsRegion": 14
    case "userIdentity.arn": 24
    case "userIdentity.type": 12
    case "sourceIPAddress": 15
    case "userAgent": 24
    case "eventName": 22
    case "eventSource": 24
    default: standard
    }
  }

  private static func needed(_ widths: ArraySlice<Int>) -> Int {
    widths.reduce(-gap) { $0 + $1 + gap }
  }

  /// Gives the remaining width to columns with longer texts, first to ARNs, then to the last one.
  private mutating func spread(rest: Int, _ fields: [String]) {
    guard rest > 0, !placed.isEmpty else { return }
    let arn = placed.firstIndex { fields[$0.column].ends(with: "arn") }
    let toARN = arn == nil ? 0 : min(rest, 24)
    var shift = 0
    for index in placed.indices {
      var extra = index == arn ? toARN : 0
      if index == placed.indices.last { extra += rest - toARN }
      let old = placed[index]
      placed[index] = Placed(column: old.column, start: old.start + shift, width: old.width + extra)
      shift += extra
    }
  }
}
