import Basics

/// The time, accounts and regions that a query reads.
///
///     "timestamp" >= '2026/08/25'                the partition: it decides what is read
///     eventtime >= '2026-08-25T00:00:00Z'        the event
///
/// A query needs a lower bound: without one it would read the whole bucket.
public struct QueryBounds: Sendable, Hashable {
  /// Milliseconds since 1970.
  public var since: Int64
  /// Events are before it.
  public var until: Int64?
  public var accounts: [String]
  public var regions: [String]

  public init(since: Int64, until: Int64? = nil, accounts: [String] = [], regions: [String] = []) {
    self.since = since
    self.until = until
    self.accounts = accounts
    self.regions = regions
  }

  /// The conditions over a table, the partition's first.
  func conditions(
    _ table: TableProfile, _ warn: (CompilationWarning) -> Void
  ) throws(TableProblem) -> [SQLCondition] {
    var conditions = days(table, warn)
    conditions += try place(
      accounts, .account, table, named: "account", field: "recipientaccountid", warn)
    conditions += try place(regions, .region, table, named: "region", field: "awsregion", warn)
    for partition in table.partitions
    where partition.isInjected && [.other, .dayOfMonth].contains(partition.meaning) {
      throw TableProblem(
        "the partition “\(partition.column)” is injected: every query must name its values",
        advice: "trailsift can name accounts, regions and days")
    }
    return conditions + times(table)
  }

  // MARK: Time

  private func times(_ table: TableProfile) -> [SQLCondition] {
    func literal(_ time: Int64) -> String {
      // Events have whole seconds, and texts with fractions sort before them.
      let text = Timestamp.text(milliseconds: -(-time).dividedDown(by: 1_000) * 1_000)
      guard table.kind == .lake else { return SQL.literal(text) }
      return "TIMESTAMP " + SQL.literal(text.dropLast().replacing(text: "T", by: " "))
    }
    var conditions = ["eventtime >= \(literal(since))"]
    if let until { conditions.append("eventtime < \(literal(until))") }
    return conditions.map { .atom($0) }
  }

  /// Bounds on the delivery day, which is the event's day or later. Deliveries that come late are
  /// within a day of the upper bound.
  private func days(
    _ table: TableProfile, _ warn: (CompilationWarning) -> Void
  ) -> [SQLCondition] {
    let first = CivilTime(milliseconds: since).date
    let last = until.map {
      CivilDate(daysSince1970: CivilTime(milliseconds: $0).date.daysSince1970 + 1)
    }
    let expression: String
    let format: String
    if let day = table.partition(.day) {
      (expression, format) = (SQL.identifier(day.column), day.format ?? "yyyy/MM/dd")
    } else if let year = table.partition(.year), let month = table.partition(.month),
      let day = table.partition(.dayOfMonth)
    {
      let columns = [year, month, day].map { SQL.identifier($0.column) }
      (expression, format) = ("(" + columns.joined(separator: " || ") + ")", "yyyyMMdd")
    } else {
      if table.kind == .cloudTrail {
        warn(
          CompilationWarning(
            .exact, "the table has no partition for days: the query reads all of it"))
      }
      return []
    }
    guard Self.isSortable(format) else {
      warn(
        CompilationWarning(
          .exact,
          "days in the form \(format) do not sort: the partition is not used, and the query reads "
            + "the whole table"))
      return []
    }
    var conditions = ["\(expression) >= \(SQL.literal(Self.day(first, format)))"]
    if let last { conditions.append("\(expression) <= \(SQL.literal(Self.day(last, format)))") }
    return conditions.map { .atom($0) }
  }

  /// Whether days in a form sort as their texts do: year, month, day, in this order.
  private static func isSortable(_ format: String) -> Bool {
    let letters = format.unicodeScalars.filter(\.properties.isAlphabetic)
    return letters.elementsEqual("yyyyMMdd".unicodeScalars)
  }

  /// `yyyy/MM/dd` → `2026/08/25`
  private static func day(_ date: CivilDate, _ format: String) -> String {
    format.replacing(text: "yyyy", by: CivilDate.padded(date.year, 4))
      .replacing(text: "MM", by: CivilDate.padded(date.month, 2))
      .replacing(text: "dd", by: CivilDate.padded(date.day, 2))
  }

  // MARK: Accounts and regions

  private func place(
    _ wanted: [String], _ meaning: TableProfile.Partition.Meaning, _ table: TableProfile,
    named name: String, field: String, _ warn: (CompilationWarning) -> Void
  ) throws(TableProblem) -> [SQLCondition] {
    guard let partition = table.partition(meaning) else {
      guard !wanted.isEmpty else { return [] }
      return [Self.isOne(of: wanted, field)]
    }
    guard !wanted.isEmpty else {
      if partition.isInjected {
        throw TableProblem(
          "the partition “\(partition.column)” is injected: the query must name each \(name)",
          advice: "give --\(name)")
      }
      return []
    }
    let unknown = partition.values.isEmpty ? [] : wanted.filter { !partition.values.contains($0) }
    if !unknown.isEmpty {
      warn(
        CompilationWarning(
          .approx,
          "the table's partition “\(partition.column)” does not list "
            + "\(unknown.joined(separator: ", ")): "
            + "Athena reads nothing there"))
    }
    return [Self.isOne(of: wanted, SQL.identifier(partition.column))]
  }

  private static func isOne(of values: [String], _ column: String) -> SQLCondition {
    .atom(
      values.count == 1
        ? "\(column) = \(SQL.literal(values[0]))"
        : "\(column) IN (\(values.map { SQL.literal($0) }.joined(separator: ", ")))")
  }
}
