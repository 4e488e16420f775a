/// Work over the whole list, as a value: it can run at once, or elsewhere while keys are answered.
///
///     region:ap-* sorted by sourceIPAddress  ─▶ ListJob ─▶ run ─▶ ListResult ─▶ the list
///
/// It first reads from the events what the filters, the order and the groups need and no column has.
public struct ListJob: Sendable {
  public enum Purpose: Sendable, Hashable {
    /// The rows to be shown.
    case arrange
    /// How many rows there would be.
    case count
    /// All rows of the table that hold, whatever the list shows.
    case search
    case group(HitField, HitGroups.Order)
    /// Only to read what is missing.
    case read
  }

  public let id: Int
  public let purpose: Purpose
  public let table: HitTable
  public let verdicts: VerdictColumn
  /// The rows to choose from, in the order of time.
  public let rows: [HitTable.Row]
  public let filters: [HitFilter]
  public let sort: HitSort?
  /// Fields of the columns that a free text is looked for in.
  public let searched: [String]
  /// What was read from the events so far, for filters on all of an event.
  public let found: [HitFilter: FoundRows]
  /// Further fields to read.
  public let fields: [String]

  public init(
    id: Int, purpose: Purpose, table: HitTable, verdicts: VerdictColumn, rows: [HitTable.Row],
    filters: [HitFilter], sort: HitSort? = nil, searched: [String],
    found: [HitFilter: FoundRows] = [:], fields: [String] = []
  ) {
    (self.id, self.purpose, self.table, self.verdicts) = (id, purpose, table, verdicts)
    (self.rows, self.filters, self.sort) = (rows, filters, sort)
    (self.searched, self.found, self.fields) = (searched, found, fields)
  }

  /// Fields that must be in a column before it can be done.
  public var neededFields: [String] {
    var needed = filters.compactMap(\.neededField) + fields
    if let sort, sort.field != RowOrder.timeField { needed.append(sort.field) }
    if case .group(let field, _) = purpose, let path = field.path { needed.append(path) }
    var seen: Set<String> = []
    return needed.filter { seen.insert($0).inserted }
  }

  /// Whether events must be read for it.
  public var readsEvents: Bool {
    neededFields.contains { table.rowCount(of: $0) < table.count }
      || filters.contains { $0.field == .wholeEvent && readCount($0) < table.count }
  }

  private func readCount(_ filter: HitFilter) -> Int { found[filter.unsigned]?.rowCount ?? 0 }

  /// Does work for which no event has to be read.
  public func runOnTheSpot() -> ListResult? {
    guard !readsEvents else { return nil }
    var result = ListResult(id: id, purpose: purpose, tableCount: table.count)
    return look(table, &result, isCancelled: { false }) ? result : nil
  }

  /// Does the work. `nil` when it was given up.
  public func run(
    spool: Spool, isCancelled: () -> Bool = { false }, progress: (Double) -> Void = { _ in }
  ) throws(Spool.Failure) -> ListResult? {
    var result = ListResult(id: id, purpose: purpose, tableCount: table.count)
    var table = table
    guard try read(spool, &table, &result, isCancelled, progress) else { return nil }
    return look(table, &result, isCancelled: isCancelled) ? result : nil
  }

  /// Goes through the rows. `false` when it was given up.
  private func look(
    _ table: HitTable, _ result: inout ListResult, isCancelled: () -> Bool
  ) -> Bool {
    if purpose == .read { return true }
    var program = FilterProgram(
      filters, table: table, searched: searched.compactMap(table.column),
      found: found.merging(result.found) { $1 }.mapValues(\.rows))
    let candidates = purpose == .search ? Array(table.rows) : rows
    guard
      let kept = program.filter(candidates, table, verdicts, isCancelled: isCancelled)
    else { return false }
    result.count = kept.count
    result.program = program
    switch purpose {
    case .count, .read: break
    case .search: result.matches = RowSet(kept)
    case .arrange:
      guard let sorted = table.sorted(kept, by: sort, isCancelled: isCancelled) else {
        return false
      }
      result.rows = sorted
      result.matches = RowSet(sorted)
      result.openCount = sorted.count { verdicts.isOpen($0) }
    case .group(let field, let order):
      result.groups = HitGroups(
        kept, by: field, sorted: order, table, verdicts, isCancelled: isCancelled)
      return result.groups != nil
    }
    return true
  }

  /// Reads the events from the first row on that is missing anywhere.
  private func read(
    _ spool: Spool, _ table: inout HitTable, _ result: inout ListResult,
    _ isCancelled: () -> Bool, _ progress: (Double) -> Void
  ) throws(Spool.Failure) -> Bool {
    let fields = neededFields.filter { table.rowCount(of: $0) < table.count }
    let wanted = filters.filter {
      $0.field == .wholeEvent && readCount($0) < table.count
    }.map(\.unsigned)
    guard !fields.isEmpty || !wanted.isEmpty else { return true }
    let start =
      (fields.map { table.rowCount(of: $0) } + wanted.map(readCount)).min() ?? 0
    var reading = EventReading(
      table: table, spool: spool, rows: start..<table.count, fields: fields, filters: wanted)
    guard try reading.run(isCancelled: isCancelled, progress: progress) else { return false }
    result.start = start
    result.columns = reading.columns
    for column in reading.columns { table.take(column, from: start) }
    for (filter, rows) in zip(wanted, reading.found) {
      var all = found[filter] ?? FoundRows()
      all.rows.formUnion(rows)
      all.rowCount = table.count
      result.found[filter] = all
    }
    return true
  }
}

/// Rows whose whole event was found to match a filter.
public struct FoundRows: Sendable {
  public internal(set) var rows = RowSet()
  /// Rows of the table that were read: those from here on were not.
  public internal(set) var rowCount = 0

  public init() {}
}

/// What came of a `ListJob`.
public struct ListResult: Sendable {
  public let id: Int
  public let purpose: ListJob.Purpose
  /// How many rows the table had then.
  public let tableCount: Int
  /// Columns that were read, from row `start` on.
  public internal(set) var columns: [FieldColumn] = []
  public internal(set) var start = 0
  public internal(set) var found: [HitFilter: FoundRows] = [:]
  /// How many rows hold.
  public internal(set) var count = 0
  public internal(set) var program: FilterProgram?
  /// For `arrange`: the rows in their order.
  public internal(set) var rows: [HitTable.Row] = []
  /// How many of them have no verdict.
  public internal(set) var openCount = 0
  /// The rows as a set: for `search`, and for `arrange`.
  public internal(set) var matches = RowSet()
  /// For `group`.
  public internal(set) var groups: HitGroups?
}
