import Basics
import Sigma

/// The names of groups. A name is kept as its number in the table: making the texts of a million
/// groups would take longer than grouping.
struct GroupNames: Sendable {
  private let field: HitField
  private let table: HitTable
  private let column: Int?
  /// For each group, the number of its text in the column, its day, its verdict, its rule, or of its
  /// tag in `tags`.
  private var codes: [Int] = []
  /// For networks and tags, which are in no column.
  private var networks: [String] = []
  private var tags: [String] = []

  var count: Int { codes.count }

  private init(_ field: HitField, _ table: HitTable) {
    self.field = field
    self.table = table
    column = field.path.flatMap(table.column)
  }

  /// Numbers groups in the order of their first hits, and returns the group of each row. A hit of a
  /// rule with several tags is in several groups.
  static func numbering(
    _ rows: [HitTable.Row], by field: HitField, _ table: HitTable, _ verdicts: VerdictColumn
  ) -> (names: GroupNames, rows: [HitTable.Row], numbers: [UInt32]) {
    var names = GroupNames(field, table)
    if field == .tag {
      let (rows, numbers) = names.numberTags(rows)
      return (names, rows, numbers)
    }
    let numbers =
      switch field {
      case .path: names.numberTexts(rows)
      case .network: names.numberNetworks(rows)
      case .verdict: names.number(rows) { verdicts.code($0) }
      case .rule: names.number(rows) { table.rule($0) }
      case .level: names.number(rows) { table.level($0)?.rawValue ?? noLevel }
      case .day, .time: names.number(rows) { day(of: table.times[$0]) }
      case .tag, .anyColumn, .wholeEvent: names.number(rows) { _ in 0 }
      }
    return (names, rows, numbers)
  }

  // MARK: - Numbering

  private mutating func numberTexts(_ rows: [HitTable.Row]) -> [UInt32] {
    guard let column else { return number(rows) { _ in Int(StringPool.empty) } }
    // For each number of the column, its group plus one; 0 is unknown.
    var known: [UInt32] = Array(repeating: 0, count: table.codeCount(column: column))
    return rows.map { row in
      let code = Int(table.code(row, column: column))
      if known[code] == 0 {
        codes.append(code)
        known[code] = UInt32(codes.count)
      }
      return known[code] - 1
    }
  }

  /// Several addresses are in one network.
  private mutating func numberNetworks(_ rows: [HitTable.Row]) -> [UInt32] {
    guard let column else { return number(rows) { _ in 0 } }
    var known: [UInt32] = Array(repeating: 0, count: table.codeCount(column: column))
    var byName: [String: UInt32] = [:]
    return rows.map { row in
      let code = table.code(row, column: column)
      if known[Int(code)] != 0 { return known[Int(code)] - 1 }
      let name = table.withText(code, column: column, Self.network)
      let group = byName[name] ?? UInt32(codes.count)
      if group == codes.count {
        byName[name] = group
        codes.append(codes.count)
        networks.append(name)
      }
      known[Int(code)] = group + 1
      return group
    }
  }

  private mutating func numberTags(
    _ rows: [HitTable.Row]
  ) -> (rows: [HitTable.Row], numbers: [UInt32]) {
    var byName: [String: UInt32] = [:]
    var byRule: [Int: [UInt32]] = [:]
    var all: [HitTable.Row] = []
    var numbers: [UInt32] = []
    for row in rows {
      let rule = table.rule(row)
      if byRule[rule] == nil {
        let own = table.ruleColumns.rules[rule].tags
        var seen: Set<String> = []
        byRule[rule] = (own.isEmpty ? [""] : own).filter { seen.insert($0).inserted }.map { tag in
          if let known = byName[tag] { return known }
          let group = UInt32(codes.count)
          codes.append(tags.count)
          tags.append(tag)
          byName[tag] = group
          return group
        }
      }
      for group in byRule[rule] ?? [] {
        all.append(row)
        numbers.append(group)
      }
    }
    return (all, numbers)
  }

  private static let noLevel = -1

  private mutating func number(
    _ rows: [HitTable.Row], _ code: (HitTable.Row) -> Int
  ) -> [UInt32] {
    var byCode: [Int: UInt32] = [:]
    var last: (code: Int, group: UInt32)?
    return rows.map { row in
      let code = code(row)
      if let last, last.code == code { return last.group }
      let group = byCode[code] ?? UInt32(codes.count)
      if group == codes.count {
        byCode[code] = group
        codes.append(code)
      }
      last = (code, group)
      return group
    }
  }

  private static let day: Int64 = 86_400_000
  private static let noDay = Int.min

  private static func day(of time: Int64) -> Int {
    if time == HitTable.noTime { return noDay }
    return Int(time.dividedDown(by: day))
  }

  /// `198.51.100.0/24`, or the text itself if it is not an address.
  private static func network(_ text: UnsafeRawBufferPointer) -> String {
    guard let address = IPNetwork(address: text) else {
      return String(decoding: text, as: UTF8.self)
    }
    let written = "\(address.address)/\(address.isIPv6 ? 48 : 24)"
    guard case .hostBits(let network) = IPNetwork.parse(written) else { return written }
    return "\(network)"
  }

  // MARK: - Names

  func value(_ group: Int) -> String {
    let code = codes[group]
    switch field {
    case .path:
      return column.map { column in
        table.withText(StringPool.Index(code), column: column) {
          String(decoding: $0, as: UTF8.self)
        }
      } ?? ""
    case .network: return networks.isEmpty ? "" : networks[group]
    case .verdict: return VerdictColumn.verdict(code)?.rawValue ?? ""
    case .rule: return table.ruleLabel(code)
    case .level: return RuleLevel(rawValue: code)?.name ?? ""
    case .tag: return tags[code]
    case .day, .time:
      return code == Self.noDay
        ? "" : CivilDate(daysSince1970: code).description
    case .anyColumn, .wholeEvent: return ""
    }
  }

  /// The group with a name.
  func group(named name: String) -> Int? {
    guard case .path = field, let column else {
      return codes.indices.first { value($0) == name }
    }
    return table.code(of: name, column: column).flatMap { codes.firstIndex(of: Int($0)) }
  }

  func filter(_ group: Int) -> HitFilter {
    let value = value(group)
    let path = field.path.map(HitField.path)
    if value.isEmpty, field != .verdict { return HitFilter(path ?? field, [.missing]) }
    switch field {
    case .day, .time:
      let start = Int64(codes[group]) * Self.day
      return HitFilter(times: start..<(start + Self.day))
    case .rule:
      let title = table.ruleTitle(codes[group])
      return HitFilter(
        .rule, is: title == value ? title : table.ruleIdentities[codes[group]])
    case .network:
      return value.has("/")
        ? HitFilter(path ?? field, [.network(value)]) : HitFilter(path ?? field, is: value)
    default: return HitFilter(field, is: value)
    }
  }

  /// The rank of each group by name: sorted like columns, groups without a name last.
  func ranks() -> [Int] {
    let order: [Int]
    switch field {
    case .path:
      let keys = codes.map { code in
        SortKey(StringPool.Index(code), table, column: column ?? 0)
      }
      order = codes.indices.sorted { keys[$0].isBefore(keys[$1], table, column: column ?? 0) }
    case .day, .time, .anyColumn, .wholeEvent:
      let days = codes.map { $0 == Self.noDay ? .max : $0 }
      order = codes.indices.sorted { days[$0] < days[$1] }
    case .level: order = codes.indices.sorted { (codes[$1], $0) < (codes[$0], $1) }
    case .network, .verdict, .rule, .tag:
      let values = codes.indices.map(value)
      order = codes.indices.sorted {
        values[$0].isEmpty == values[$1].isEmpty
          ? (values[$0], $0) < (values[$1], $1) : values[$1].isEmpty
      }
    }
    var ranks = Array(repeating: 0, count: order.count)
    for (rank, group) in order.enumerated() { ranks[group] = rank }
    return ranks
  }
}

extension IPNetwork {
  /// The network without its prefix length.
  fileprivate var address: String { String(description.pieces(at: "/")[0]) }
}
