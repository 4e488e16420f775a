/// The order of a list, by default by time.
///
///     HitSort(field: "sourceIPAddress")   9.1.1.1 before 10.1.1.1, hits without an address last
///
/// It is stable: hits with the same value stay ordered by time.
public struct HitSort: Sendable, Hashable {
  /// A column's dotted path.
  public var field: String
  public var isReversed: Bool

  public init(field: String, isReversed: Bool = false) {
    self.field = field
    self.isReversed = isReversed
  }
}

/// Compares single rows, for the few that are added to a sorted list.
public struct RowOrder: Sendable {
  public let sort: HitSort?
  /// `nil` for the order by time.
  private let column: Int?
  private let isTimeReversed: Bool

  public init(_ sort: HitSort?, _ table: HitTable) {
    self.sort = sort
    guard let sort, sort.field != Self.timeField else {
      column = nil
      isTimeReversed = sort?.isReversed ?? false
      return
    }
    column = table.column(of: sort.field)
    isTimeReversed = false
  }

  static let timeField = "eventTime"

  public func isBefore(_ a: HitTable.Row, _ b: HitTable.Row, _ table: HitTable) -> Bool {
    guard let column else {
      guard isTimeReversed else { return table.isBefore(a, b) }
      let (first, second) = (table.times[a], table.times[b])
      if first == second { return table.isBefore(a, b) }
      if first == HitTable.noTime || second == HitTable.noTime { return second == HitTable.noTime }
      return first > second
    }
    let (first, second) = (table.code(a, column: column), table.code(b, column: column))
    if first == second { return table.isBefore(a, b) }
    if first == StringPool.empty || second == StringPool.empty {
      return second == StringPool.empty
    }
    let (one, other) = (
      SortKey(first, table, column: column), SortKey(second, table, column: column)
    )
    let isReversed = sort?.isReversed ?? false
    return isReversed
      ? other.isBefore(one, table, column: column) : one.isBefore(other, table, column: column)
  }
}
