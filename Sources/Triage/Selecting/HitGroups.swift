import Sigma

/// Hits collapsed by what they have in common: a thousand of them become nine lines, and nine decisions.
///
///     region       hits                       share   first        last         TP  FP benign open
///     ap-east-1     412  ██████████████████    41 %   2026-10-01   2026-10-19         3        409
///     me-south-1    230  ██████████            23 %   2026-10-02   2026-10-21   2              228
public struct HitGroups: Sendable {
  public let field: HitField
  /// The largest first.
  public private(set) var groups: [HitGroup] = []
  /// All rows, those of a group side by side, in the order of time.
  private var rows: [HitTable.Row] = []

  public var rowCount: Int { rows.count }

  /// The hits of a group, in the order in which the list was when it was made.
  public func rows(of group: HitGroup) -> ArraySlice<HitTable.Row> { rows[group.range] }

  /// Groups rows that stand in the order of time. `nil` when it was given up.
  public init?(
    _ rows: [HitTable.Row], by field: HitField, _ table: HitTable, _ verdicts: VerdictColumn,
    isCancelled: () -> Bool = { false }
  ) {
    self.field = field
    var keys = GroupKeys(field, table)
    var codes: [UInt32] = []
    codes.reserveCapacity(rows.count)
    for row in rows { codes.append(keys.code(row, table, verdicts)) }
    if isCancelled() { return nil }
    let order = (0..<UInt32(keys.count)).map { $0 }
    let (dealt, ends) = table.dealt(rows, codes: codes, order: order, codeCount: keys.count)
    self.rows = dealt
    if isCancelled() { return nil }
    var start = 0
    groups = zip(order, ends).map { code, end in
      defer { start = end }
      return HitGroup(
        value: keys.value(Int(code)), filter: keys.filter(Int(code)), range: start..<end, dealt,
        table, verdicts)
    }
    sort(by: .count)
  }

  public enum Order: Sendable, Hashable, CaseIterable {
    case count, name, lastSeen, open
  }

  public mutating func sort(by order: Order) {
    // Nobody reads the names of so many, and to compare them takes seconds: they stand as their first hits do.
    let isMany = groups.count > 10_000
    groups.sort { a, b in
      switch order {
      case .count where isMany && a.count == b.count: a.range.lowerBound < b.range.lowerBound
      case .count where a.count != b.count: a.count > b.count
      case .lastSeen where a.times?.upperBound != b.times?.upperBound:
        (a.times?.upperBound ?? .min) > (b.times?.upperBound ?? .min)
      case .open where a.open != b.open: a.open > b.open
      default: a.value.isEmpty == b.value.isEmpty ? a.value < b.value : b.value.isEmpty
      }
    }
  }

  /// Counts the verdicts anew, after some were given.
  public mutating func recount(_ verdicts: VerdictColumn) {
    for index in groups.indices { groups[index].recount(rows, verdicts) }
  }
}

/// One line of `HitGroups`.
public struct HitGroup: Sendable, Hashable {
  /// What its hits have in common; empty for those that have nothing there.
  public let value: String
  /// What shows its hits only.
  public let filter: HitFilter
  let range: Range<Int>
  /// When the first and the last of its hits were, in milliseconds since 1970.
  public private(set) var times: ClosedRange<Int64>?
  private var byVerdict: [Int]

  public var count: Int { range.count }
  public var open: Int { byVerdict[0] }
  public func count(of verdict: Verdict?) -> Int { byVerdict[VerdictColumn.code(verdict)] }

  fileprivate init(
    value: String, filter: HitFilter, range: Range<Int>, _ rows: [HitTable.Row], _ table: HitTable,
    _ verdicts: VerdictColumn
  ) {
    self.value = value
    self.filter = filter
    self.range = range
    byVerdict = []
    var (first, last) = (Int64.max, Int64.min)
    for row in rows[range] {
      let time = table.times[row]
      if time == HitTable.noTime { continue }
      first = min(first, time)
      last = max(last, time)
    }
    if first <= last { times = first...last }
    recount(rows, verdicts)
  }

  fileprivate mutating func recount(_ rows: [HitTable.Row], _ verdicts: VerdictColumn) {
    byVerdict = Array(repeating: 0, count: VerdictColumn.codeCount)
    for row in rows[range] { byVerdict[verdicts.code(row)] += 1 }
  }
}

/// Numbers the groups as their first hits come.
private struct GroupKeys {
  private let field: HitField
  private let column: Int?
  /// For each number of the column, that of its group plus one; 0 is not known yet.
  private var known: [UInt32]
  private var values: [String] = []
  private var byValue: [String: UInt32] = [:]
  /// By day or by code of what is no text.
  private var byNumber: [Int: UInt32] = [:]
  private var lastNumber: (number: Int, group: UInt32)?

  init(_ field: HitField, _ table: HitTable) {
    self.field = field
    column = field.path.flatMap(table.column)
    known = column.map { Array(repeating: 0, count: table.codeCount(column: $0)) } ?? []
  }

  var count: Int { values.count }
  func value(_ group: Int) -> String { values[group] }

  mutating func code(
    _ row: HitTable.Row, _ table: HitTable, _ verdicts: VerdictColumn
  ) -> UInt32 {
    switch field {
    case .path, .network:
      guard let column else { return number(0) { "" } }
      let code = Int(table.code(row, column: column))
      if known[code] != 0 { return known[code] - 1 }
      let text = table.withText(UInt32(code), column: column) { bytes in
        field == .network ? Self.network(bytes) : String(decoding: bytes, as: UTF8.self)
      }
      // Different numbers are different texts; only of networks several addresses make one.
      let group = field == .network ? group(of: text) : append(text)
      known[code] = group + 1
      return group
    case .verdict:
      let code = verdicts.code(row)
      return number(code) { VerdictColumn.verdict(code)?.rawValue ?? "" }
    case .rule:
      let rule = table.rule(row)
      return number(rule) { table.ruleNames(rule).last ?? "" }
    case .day, .time:
      let time = table.times[row]
      if time == HitTable.noTime { return number(.min) { "" } }
      let day = Int(time >= 0 ? time / Self.day : (time - Self.day + 1) / Self.day)
      return number(day) { String(EventTime.text(milliseconds: Int64(day) * Self.day).prefix(10)) }
    case .anyColumn, .wholeEvent: return number(0) { "" }
    }
  }

  private static let day: Int64 = 86_400_000

  func filter(_ group: Int) -> HitFilter {
    let value = values[group]
    if value.isEmpty, field != .verdict { return HitFilter(fieldOfFilter, [.missing]) }
    switch field {
    case .day, .time:
      let start = EventTime.milliseconds(value) ?? 0
      return HitFilter(times: start..<(start + Self.day))
    case .network:
      return value.contains("/")
        ? HitFilter(.path("sourceIPAddress"), [.network(value)])
        : HitFilter(.path("sourceIPAddress"), is: value)
    default: return HitFilter(field, is: value)
    }
  }

  private var fieldOfFilter: HitField { field == .network ? .path("sourceIPAddress") : field }

  private mutating func append(_ value: String) -> UInt32 {
    values.append(value)
    return UInt32(values.count - 1)
  }

  private mutating func group(of value: String) -> UInt32 {
    if let group = byValue[value] { return group }
    let group = append(value)
    byValue[value] = group
    return group
  }

  private mutating func number(_ number: Int, _ value: () -> String) -> UInt32 {
    if let lastNumber, lastNumber.number == number { return lastNumber.group }
    let group: UInt32
    if let known = byNumber[number] {
      group = known
    } else {
      group = UInt32(values.count)
      values.append(value())
      byNumber[number] = group
    }
    lastNumber = (number, group)
    return group
  }

  /// `198.51.100.0/24`, or the text itself when it is no address.
  private static func network(_ text: UnsafeRawBufferPointer) -> String {
    guard let address = IPNetwork(address: text) else {
      return String(decoding: text, as: UTF8.self)
    }
    guard
      case .hostBits(let network) = IPNetwork.parse(
        "\(address.address)/\(address.isIPv6 ? 48 : 24)")
    else { return "\(address.address)/\(address.isIPv6 ? 48 : 24)" }
    return "\(network)"
  }
}

extension IPNetwork {
  /// Without the length of its prefix.
  fileprivate var address: String { String(description.prefix { $0 != "/" }) }
}
