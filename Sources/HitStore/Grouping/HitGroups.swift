/// Hits grouped by a common value: a thousand hits become nine rows, and nine decisions.
///
///     region       hits                       share   first        last         TP  FP benign open
///     ap-east-1     412  ██████████████████    41 %   2026-10-01   2026-10-19         3        409
///     me-south-1    230  ██████████            23 %   2026-10-02   2026-10-21   2              228
///
/// A million hits may make a million groups, so a group is a few numbers, and its name is looked up
/// on demand.
public struct HitGroups: Sendable {
  public let field: HitField
  /// The largest first.
  public private(set) var groups: [HitGroup] = []
  public private(set) var totals = Totals()
  /// All rows; those of a group are adjacent, by time.
  private var rows: [HitTable.Row] = []
  private let names: GroupNames
  /// Distinct principals by the number of the group; empty where nobody asks for them.
  private var principals: [Int] = []

  /// Totals of all groups.
  public struct Totals: Sendable, Hashable {
    /// Hits of the largest group.
    public var largest = 0
    /// Hits without a verdict, and groups that have some.
    public var open = 0
    public var openGroups = 0
    /// The times of the first and the last hit, in milliseconds since 1970.
    public var times: ClosedRange<Int64>?
  }

  public var rowCount: Int { rows.count }

  /// The hits of a group, in the order of the list at the time of grouping.
  public func rows(of group: HitGroup) -> ArraySlice<HitTable.Row> { rows[group.range] }

  /// The common value of its hits; empty for hits without one.
  public func value(of group: HitGroup) -> String { names.value(group.number) }

  /// The index of the group with a name.
  public func place(ofValue value: String) -> Int? {
    names.group(named: value).flatMap { number in groups.firstIndex { $0.number == number } }
  }

  /// The number of distinct principals of its hits. Nil unless hits are grouped by their source.
  public func principals(of group: HitGroup) -> Int? {
    principals.isEmpty ? nil : principals[group.number]
  }

  /// The filter that shows only its hits.
  public func filter(of group: HitGroup) -> HitFilter { names.filter(group.number) }

  /// Groups rows that are ordered by time. `nil` if cancelled.
  public init?(
    _ rows: [HitTable.Row], by field: HitField, sorted order: Order = .count, _ table: HitTable,
    _ verdicts: VerdictColumn, isCancelled: () -> Bool = { false }
  ) {
    self.field = field
    let (names, rows, numbers) = GroupNames.numbering(rows, by: field, table, verdicts)
    self.names = names
    if isCancelled() { return nil }
    let (dealt, ends) = table.dealt(
      rows, codes: numbers, order: Array(0..<UInt32(names.count)), codeCount: names.count)
    self.rows = dealt
    if isCancelled() { return nil }
    groups.reserveCapacity(ends.count)
    if field.isOfSource { principals = table.principals(in: dealt, ends: ends) }
    var start = 0
    for (number, end) in ends.enumerated() {
      groups.append(HitGroup(number: number, range: start..<end, dealt, table, verdicts))
      start = end
    }
    if isCancelled() { return nil }
    sum()
    sort(by: order)
  }

  public enum Order: Sendable, Hashable, CaseIterable {
    case count, name, lastSeen, open
  }

  /// Equal groups are ordered by name or, if there are too many to read, by their first hits.
  public mutating func sort(by order: Order) {
    let isByName = order == .name || groups.count <= Self.maximumReadNames
    let ranks = isByName ? names.ranks() : nil
    groups.sort { a, b in
      switch order {
      case .count where a.count != b.count: return a.count > b.count
      case .lastSeen where a.times?.upperBound != b.times?.upperBound:
        return (a.times?.upperBound ?? .min) > (b.times?.upperBound ?? .min)
      case .open where a.open != b.open: return a.open > b.open
      default:
        guard let ranks else { return a.number < b.number }
        return ranks[a.number] < ranks[b.number]
      }
    }
  }

  private static let maximumReadNames = 10_000

  /// Counts the verdicts again after changes.
  public mutating func recount(_ verdicts: VerdictColumn) {
    for index in groups.indices { groups[index].recount(rows, verdicts) }
    sum()
  }

  private mutating func sum() {
    totals = Totals()
    var (first, last) = (Int64.max, Int64.min)
    for group in groups {
      totals.largest = max(totals.largest, group.count)
      totals.open += group.open
      totals.openGroups += group.open > 0 ? 1 : 0
      guard let times = group.times else { continue }
      first = min(first, times.lowerBound)
      last = max(last, times.upperBound)
    }
    if first <= last { totals.times = first...last }
  }
}

extension HitField {
  /// Whether it says where a call came from.
  fileprivate var isOfSource: Bool { path == "sourceIPAddress" || placeField != nil }
}

extension HitTable {
  /// The number of distinct principals in each run of rows that ends before an index of `ends`;
  /// empty without a column of principals.
  fileprivate func principals(in rows: [Row], ends: [Int]) -> [Int] {
    guard let column = columns.firstIndex(of: "userIdentity.arn") else { return [] }
    // For each principal, the last group plus one that it was seen in.
    var seen = [UInt32](repeating: 0, count: codeCount(column: column))
    var start = 0
    return ends.enumerated().map { number, end in
      var count = 0
      for place in start..<end {
        let code = code(rows[place], column: column)
        if code != StringPool.empty, seen[Int(code)] != UInt32(number + 1) {
          seen[Int(code)] = UInt32(number + 1)
          count += 1
        }
      }
      start = end
      return count
    }
  }
}

/// One row of `HitGroups`.
public struct HitGroup: Sendable, Hashable {
  /// Its number in the order of first hits, by which its name is found.
  let number: Int
  let range: Range<Int>
  /// The times of its first and last hit, in milliseconds since 1970.
  public private(set) var times: ClosedRange<Int64>?
  /// By the codes of a `VerdictColumn`.
  private var byVerdict = SIMD4<UInt32>()

  public var count: Int { range.count }
  public var open: Int { Int(byVerdict[0]) }
  public func count(of verdict: Verdict?) -> Int { Int(byVerdict[VerdictColumn.code(verdict)]) }

  fileprivate init(
    number: Int, range: Range<Int>, _ rows: [HitTable.Row], _ table: HitTable,
    _ verdicts: VerdictColumn
  ) {
    self.number = number
    self.range = range
    var (first, last) = (Int64.max, Int64.min)
    for place in range {
      let time = table.times[rows[place]]
      if time == HitTable.noTime { continue }
      first = min(first, time)
      last = max(last, time)
    }
    if first <= last { times = first...last }
    recount(rows, verdicts)
  }

  fileprivate mutating func recount(_ rows: [HitTable.Row], _ verdicts: VerdictColumn) {
    byVerdict = SIMD4()
    for place in range { byVerdict[verdicts.code(rows[place])] += 1 }
  }
}
