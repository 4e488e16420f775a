import Places

/// Work over the whole list as a value. It can run at once, or on another thread while keys are
/// handled.
///
///     region:ap-* sorted by sourceIPAddress  ─▶ ListJob ─▶ run ─▶ ListResult ─▶ the list
///
/// It first reads from the events what filters, order and groups need and no column has.
public struct ListJob: Sendable {
  public enum Purpose: Sendable, Hashable {
    /// The rows to show.
    case arrange
    /// The number of rows.
    case count
    /// All matching rows of the table, whatever the list shows.
    case search
    case group(HitField, HitGroups.Order)
    /// Only reads missing values.
    case read
  }

  public let id: Int
  public let purpose: Purpose
  public let table: HitTable
  public let verdicts: VerdictColumn
  /// The rows to choose from, ordered by time.
  public let rows: [HitTable.Row]
  public let filters: [HitFilter]
  public let sort: HitSort?
  /// Fields of the columns in which free text is searched.
  public let searched: [String]
  /// The results so far of filters on whole events.
  public let found: [HitFilter: FoundRows]
  /// Further fields to read.
  public let fields: [String]
  /// Whether the hits of one event are one row.
  public let isPerEvent: Bool

  public init(
    id: Int, purpose: Purpose, table: HitTable, verdicts: VerdictColumn, rows: [HitTable.Row],
    filters: [HitFilter], sort: HitSort? = nil, searched: [String],
    found: [HitFilter: FoundRows] = [:], fields: [String] = [], isPerEvent: Bool = false
  ) {
    self.isPerEvent = isPerEvent
    (self.id, self.purpose, self.table, self.verdicts) = (id, purpose, table, verdicts)
    (self.rows, self.filters, self.sort) = (rows, filters, sort)
    (self.searched, self.found, self.fields) = (searched, found, fields)
  }

  /// Fields that must be in a column first.
  public var neededFields: [String] {
    var needed = filters.compactMap(\.neededField) + fields
    if let sort, sort.field != RowOrder.timeField { needed.append(sort.field) }
    if case .group(let field, _) = purpose, let path = field.path { needed.append(path) }
    var seen: Set<String> = []
    return needed.filter { seen.insert($0).inserted }
  }

  /// Whether it has to read events.
  public var readsEvents: Bool {
    neededFields.contains { table.rowCount(of: $0) < table.count }
      || filters.contains { $0.field == .wholeEvent && readCount($0) < table.count }
  }

  private func readCount(_ filter: HitFilter) -> Int { found[filter.unsigned]?.rowCount ?? 0 }

  /// Does work that needs no events.
  public func runOnTheSpot() -> ListResult? {
    guard !readsEvents else { return nil }
    var result = ListResult(id: id, purpose: purpose, tableCount: table.count)
    return look(table, &result, isCancelled: { false }) ? result : nil
  }

  /// Does the work. `nil` if cancelled.
  public func run(
    spool: Spool, places: PlaceProvider? = nil, isCancelled: () -> Bool = { false },
    progress: (Double) -> Void = { _ in }
  ) throws(Spool.Failure) -> ListResult? {
    var result = ListResult(id: id, purpose: purpose, tableCount: table.count)
    var table = table
    guard try read(spool, places, &table, &result, isCancelled, progress) else { return nil }
    return look(table, &result, isCancelled: isCancelled) ? result : nil
  }

  /// Goes through the rows. `false` if cancelled.
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
      result.matches = RowSet(kept)
      result.openCount = kept.count { verdicts.isOpen($0) }
      let rows = isPerEvent ? table.representatives(kept, in: result.matches) : kept
      guard let sorted = table.sorted(rows, by: sort, isCancelled: isCancelled) else {
        return false
      }
      result.rows = sorted
    case .group(let field, let order):
      result.groups = HitGroups(
        kept, by: field, sorted: order, table, verdicts, isCancelled: isCancelled)
      return result.groups != nil
    }
    return true
  }

  /// Reads events, starting with the first row that misses a value.
  private func read(
    _ spool: Spool, _ places: PlaceProvider?, _ table: inout HitTable, _ result: inout ListResult,
    _ isCancelled: () -> Bool, _ progress: (Double) -> Void
  ) throws(Spool.Failure) -> Bool {
    var fields = neededFields.filter { table.rowCount(of: $0) < table.count }
    if let signals = fields.firstIndex(of: PlaceField.signals.rawValue) {
      fields.remove(at: signals)
      var reading = SignalReading(
        table: table, spool: spool, book: places?.book ?? PlaceBook())
      guard try reading.run(isCancelled: isCancelled, progress: progress) else { return false }
      result.signals = reading.found
      table.take(reading.found)
    }
    let wanted = filters.filter {
      $0.field == .wholeEvent && readCount($0) < table.count
    }.map(\.unsigned)
    guard !fields.isEmpty || !wanted.isEmpty else { return true }
    let start =
      (fields.map { table.rowCount(of: $0) } + wanted.map(readCount)).min() ?? 0
    var reading = EventReading(
      table: table, spool: spool, rows: start..<table.count, fields: fields, filters: wanted,
      places: places)
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

/// Rows whose event matches a filter on whole events.
public struct FoundRows: Sendable {
  public internal(set) var rows = RowSet()
  /// The number of rows that were read.
  public internal(set) var rowCount = 0

  public init() {}
}

/// The result of a `ListJob`.
public struct ListResult: Sendable {
  public let id: Int
  public let purpose: ListJob.Purpose
  /// The number of rows in the table at that time.
  public let tableCount: Int
  /// Columns that were read, from row `start` on.
  public internal(set) var columns: [FieldColumn] = []
  public internal(set) var start = 0
  /// The signals of all rows, if they were asked for.
  public internal(set) var signals: SourceSignals?
  public internal(set) var found: [HitFilter: FoundRows] = [:]
  /// The number of matching rows.
  public internal(set) var count = 0
  public internal(set) var program: FilterProgram?
  /// For `arrange`: the ordered rows, one for each event if so requested.
  public internal(set) var rows: [HitTable.Row] = []
  /// The number of matching hits without a verdict.
  public internal(set) var openCount = 0
  /// The matching hits as a set: for `search`, and for `arrange`.
  public internal(set) var matches = RowSet()
  /// For `group`.
  public internal(set) var groups: HitGroups?
}
