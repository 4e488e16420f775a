import Testing

@testable import HitStore

@Suite struct FilterProgramTests {
  private func rows(_ text: String, _ made: RandomTable) throws -> [HitTable.Row] {
    var program = FilterProgram(
      try FilterParser.parse(text), table: made.table, searched: Array(RandomTable.columns.indices))
    return program.filter(made.inTime, made.table, made.verdicts) ?? []
  }

  private static let cases: [(String, @Sendable (RandomTable, Int) -> Bool)] = [
    ("region:ap-east-1", { $0.texts[$1][1].lowercased() == "ap-east-1" }),
    ("region:ap-*", { $0.texts[$1][1].lowercased().hasPrefix("ap-") }),
    (
      "-region:ap-*,eu-west-?",
      {
        !$0.texts[$1][1].lowercased().hasPrefix("ap-") && $0.texts[$1][1] != "eu-west-1"
      }
    ),
    ("region:", { $0.texts[$1][1].isEmpty }),
    ("region:*", { !$0.texts[$1][1].isEmpty }),
    ("-region:", { !$0.texts[$1][1].isEmpty }),
    ("ip:198.51.100.0/24", { $0.texts[$1][2].hasPrefix("198.51.100.") }),
    ("ip:2001:db8::/32", { $0.texts[$1][2].hasPrefix("2001:db8") }),
    ("principal:kim", { $0.texts[$1][3].hasSuffix("user/kim") }),
    ("principal:svc-*", { $0.texts[$1][3].contains("/svc-") }),
    ("principal:KI", { _, _ in false }),
    ("svc", { $0.texts[$1].contains { $0.contains("svc") } }),
    (
      "/user.(kim|lee)$/",
      {
        $0.texts[$1][3].hasSuffix("kim") || $0.texts[$1][3].hasSuffix("lee")
      }
    ),
    ("verdict:none", { $0.verdictOfRow[$1] == nil }),
    ("-verdict:none,tp", { $0.verdictOfRow[$1] != nil && $0.verdictOfRow[$1] != .truePositive }),
    ("rule:\"rule one\"", { $0.table.rule($1) == 0 }),
    ("rule:two", { $0.table.rule($1) == 1 }),
    ("after:2025-11-02", { $0.times[$1].map { $0 >= 1_762_041_600_000 } ?? false }),
    ("before:2025-11-02", { $0.times[$1].map { $0 < 1_762_041_600_000 } ?? false }),
    (
      "day:2025-11-02",
      {
        $0.times[$1].map { (1_762_041_600_000..<1_762_128_000_000).contains($0) } ?? false
      }
    ),
    (
      "region:eu-west-1 principal:lee verdict:none",
      {
        $0.texts[$1][1] == "eu-west-1" && $0.texts[$1][3].hasSuffix("lee")
          && $0.verdictOfRow[$1] == nil
      }
    ),
  ]

  @Test(arguments: [0, 1, 7, 300], Array(cases.indices))
  func filtersAsTheSlowWayDoes(count: Int, index: Int) throws {
    let made = RandomTable(rows: count, seed: UInt64(count + 1))
    let (text, holds) = Self.cases[index]
    #expect(try rows(text, made) == made.inTime.filter { holds(made, $0) }, "\(text)")
  }

  @Test func aFieldThatWasNotReadHoldsForNothing() throws {
    let made = RandomTable(rows: 20, seed: 3)
    #expect(try rows("requestParameters.name:x", made).isEmpty)
    var table = made.table
    var column = FieldColumn(field: "requestParameters.name")
    for row in 0..<20 { column.codes.append(column.pool.index(of: row < 5 ? "X" : "y")) }
    table.take(column, from: 0)
    var program = FilterProgram(
      try FilterParser.parse("requestParameters.name:x"), table: table, searched: [])
    #expect(
      program.filter(Array(table.rows), table, made.verdicts) == [0, 1, 2, 3, 4])
  }

  @Test func columnsAreReadOnInPieces() {
    var table = RandomTable(rows: 10, seed: 3).table
    func piece(_ rows: Range<Int>) -> FieldColumn {
      var column = FieldColumn(field: "x")
      for row in rows { column.codes.append(column.pool.index(of: "value \(row % 3)")) }
      return column
    }
    table.take(piece(0..<4), from: 0)
    #expect(table.rowCount(of: "x") == 4)
    // Overlapping, and one that would leave a gap.
    table.take(piece(2..<7), from: 2)
    #expect(table.rowCount(of: "x") == 7)
    table.take(piece(9..<10), from: 9)
    #expect(table.rowCount(of: "x") == 7)
    let column = table.column(of: "x")
    #expect(column == 4 + HitTable.ruleFields.count)
    #expect(
      (0..<10).map { table.text($0, column: 7) }.prefix(7) == (0..<7).map { "value \($0 % 3)" }[...]
    )
    #expect(table.text(8, column: 4).isEmpty)
  }
}
