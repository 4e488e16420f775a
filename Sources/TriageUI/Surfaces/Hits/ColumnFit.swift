import Basics
import TerminalScreen

/// The visible columns, with positions and widths.
///
/// Each field has a minimum and a usual width. From the first column on, as many are visible as fit,
/// scrolled right just enough to include the cursor's column: who, where and what with their
/// minimum, other fields if all have their usual width. The rest of the width is shared. A field has
/// the same width on each row at the same screen size, so nothing moves while scrolling.
struct ColumnFit: Sendable, Hashable {
  struct Placed: Sendable, Hashable {
    let column: Int
    var start: Int
    var width: Int
  }

  private(set) var placed: [Placed] = []
  /// The number of columns, visible or not.
  private let count: Int

  /// Columns to the left and right of the visible ones.
  var hiddenLeft: Int { placed.first?.column ?? 0 }
  var hiddenRight: Int { placed.last.map { count - 1 - $0.column } ?? 0 }

  init(state: State, width: Int) {
    self.init(
      columns: state.list.columns.shown, cursor: state.list.column, width: width,
      time: state.timeForm)
  }

  init(columns: [Columns.Entry], cursor: Int, width: Int, time: TimeForm = .full) {
    count = columns.count
    let widths = columns.map { entry in
      entry.width.map { Widths(minimum: $0, usual: $0, isFixed: true) }
        ?? Widths(of: entry.field, time: time, isNarrow: width < Self.narrow)
    }
    let cursor = min(cursor, columns.count - 1)
    var first = 0
    while first < cursor, Self.needed(widths[first...cursor], \.minimum) > width { first += 1 }
    var start = 0
    for column in first..<columns.count {
      if column > cursor, !Self.leading.contains(columns[column].field),
        Self.needed(widths[first...column], \.usual) > width
      {
        break
      }
      let wanted = widths[column].minimum
      // A column that the user made too wide is cut; others are hidden.
      let columns = placed.isEmpty ? max(1, min(wanted, width)) : wanted
      guard start + columns <= width else { break }
      placed.append(Placed(column: column, start: start, width: columns))
      start += columns + Self.gap
    }
    share(width - start + Self.gap, widths, columns.map(\.field), isNarrow: width < Self.narrow)
  }

  /// The fields that are visible rather than wide.
  private static let leading: Set<String> = [
    "eventTime", "level", "rule", "awsRegion", "eventName", "userIdentity.arn", "sourceIPAddress",
    "userAgent",
  ]

  private static let gap = 1
  /// Below this width, columns are as narrow as is still useful.
  static let narrow = 60

  private static func needed(
    _ widths: ArraySlice<Widths>, _ width: (Widths) -> Int
  ) -> Int {
    widths.reduce(-gap) { $0 + width($1) + gap }
  }

  // MARK: - Widths

  private struct Widths {
    let minimum: Int
    let usual: Int
    /// The user has chosen it.
    var isFixed = false

    init(minimum: Int, usual: Int, isFixed: Bool = false) {
      (self.minimum, self.usual, self.isFixed) = (minimum, usual, isFixed)
    }

    init(of field: String, time: TimeForm, isNarrow: Bool) {
      let (minimum, usual) =
        switch field {
        case "eventTime": (time.columns, time.columns)
        case "level": (RuleCells.levelColumns, RuleCells.levelColumns)
        case "rule": (isNarrow ? 8 : 12, 22)
        case "awsRegion": (10, 14)
        case "eventName": (isNarrow ? 9 : 13, 22)
        case "userIdentity.arn": (13, 24)
        case "sourceIPAddress": (15, 15)
        case "userAgent": (10, 14)
        case "userIdentity.type": (12, 12)
        case "eventSource": (14, 24)
        default: (12, 18)
        }
      self.init(minimum: minimum, usual: usual)
    }
  }

  /// The usual width of a field.
  static func width(of field: String) -> Int {
    Widths(of: field, time: .full, isNarrow: false).usual
  }

  /// Shares the rest of the width: first until the columns have their usual width, those that are
  /// read first before others; then ARNs and agents, which are longer, get what is left.
  private mutating func share(
    _ rest: Int, _ widths: [Widths], _ fields: [String], isNarrow: Bool
  ) {
    var rest = max(0, rest)
    func widen(_ index: Int, to width: Int) {
      let extra = max(0, min(rest, width - placed[index].width))
      placed[index].width += extra
      rest -= extra
    }
    let growing = placed.indices.filter { !widths[placed[$0].column].isFixed }
    let order = isNarrow ? ["eventName"] : ["awsRegion", "eventName", "userIdentity.arn"]
    func rank(_ index: Int) -> Int {
      order.firstIndex(of: fields[placed[index].column]) ?? order.count
    }
    for index in growing.sorted(by: { (rank($0), $0) < (rank($1), $1) }) {
      widen(index, to: widths[placed[index].column].usual)
    }
    for index in growing where fields[placed[index].column].ends(with: "arn") {
      widen(index, to: placed[index].width + Self.maximumForARN)
    }
    let last = growing.last { !Self.shortFields.contains(fields[placed[$0].column]) }
    if let last { widen(last, to: placed[last].width + rest) }
    var start = 0
    for index in placed.indices {
      placed[index].start = start
      start += placed[index].width + Self.gap
    }
  }

  private static let maximumForARN = 24
  /// Their values are never longer than usual.
  private static let shortFields: Set<String> = [
    "eventTime", "level", "awsRegion", "sourceIPAddress",
  ]
}

extension State {
  /// The part of times that the list's hits do not share.
  var timeForm: TimeForm {
    let columns = (viewport.hits ?? viewport.body).columns
    return TimeForm(of: overview.times, isNarrow: columns < ColumnFit.narrow)
  }
}
