import Testing

@testable import HitStore

/// Four rules, of which the second and the fourth have the same title.
@Suite struct RulesOfRowsTests {
  private static func table(_ hits: [(event: String, rule: Int)]) -> HitTable {
    var table = HitTable(
      columns: ["eventName"], ruleIdentities: ["a", "b", "c", "d"],
      ruleTitles: ["Every call", "Stopped", "Logging stopped", "Stopped"],
      ruleLevels: ["low", "high", "critical", nil],
      ruleTags: [[], ["attack.t1535", "attack.impact"], ["attack.t1535"], []])
    for (event, rule) in hits {
      var batch = HitBatch(columnCount: 1)
      for text in [event, "StopLogging"] {
        batch.texts.append(contentsOf: text.utf8)
        batch.textEnds.append(batch.texts.count)
      }
      batch.hits = [
        .init(rule: rule, time: 0, file: 0, json: 0..<0, firstText: 0, startsRecord: true)
      ]
      table.append(batch, spoolOffset: 0)
    }
    return table
  }

  private let table = table([
    ("one", 0), ("one", 2), ("two", 0), ("one", 1), ("three", 3), ("three", 0),
  ])

  @Test func anEventIsRepresentedByItsHighestLevel() {
    let all = RowSet(table.rows)
    #expect(table.rows.map { table.representative(of: $0, in: all) } == [1, 1, 2, 1, 5, 5])
    #expect(table.hits(ofEvent: 0, in: all) == [1, 3, 0])
    #expect(table.representative(of: 0, in: [0, 3]) == 3)
    #expect(table.representative(of: 0, in: [2]) == nil)
    #expect(table.representatives(Array(table.rows), in: all) == [1, 2, 5])
  }

  @Test func rulesAreColumns() throws {
    let column = try #require(table.column(of: "rule"))
    #expect(table.text(1, column: column) == "Logging stopped")
    #expect(try table.text(1, column: #require(table.column(of: "level"))) == "critical")
    #expect(try table.text(3, column: #require(table.column(of: "tag"))).hasPrefix("attack.t1535 "))
    #expect(table.rowCount(of: "level") == 6)
  }

  /// The most severe first, rules without a level last.
  @Test func levelsAreSortedBySeverity() {
    let rows = Array(table.rows)
    let sort = HitSort(field: "level")
    #expect(table.sorted(rows, by: sort) == [1, 3, 0, 2, 5, 4])
    let order = RowOrder(sort, table)
    #expect(order.isBefore(1, 3, table) && order.isBefore(3, 0, table))
    #expect(order.isBefore(5, 4, table))
    #expect(
      table.sorted(rows, by: HitSort(field: "level", isReversed: true)) == [0, 2, 5, 3, 1, 4])
  }

  @Test(
    arguments: [
      ("level:high", [3]), ("level:low", [0, 2, 5]), ("level:>=high", [1, 3]),
      ("level:<high", [0, 2, 5]), ("-level:low", [1, 3, 4]), ("level:none", [4]),
      ("level:high,critical", [1, 3]), ("rule:Stopped", [3, 4]), ("rule:b", [3]),
      ("rule:*stopped", [1, 3, 4]), ("tag:attack.t1535", [1, 3]), ("tag:T1535", [1, 3]),
      ("tag:impact", [3]), ("tag:attack.*", [1, 3]), ("tag:", [0, 2, 4, 5]),
      ("-tag:attack.impact", [0, 1, 2, 4, 5]), ("tag:/^attack/", [1, 3]),
    ])
  func filters(text: String, rows: [Int]) throws {
    var program = FilterProgram(try FilterParser.parse(text), table: table, searched: [])
    #expect(program.filter(Array(table.rows), table, VerdictColumn()) == rows)
  }

  /// A hit of a rule with two tags is in two groups; each group's filter shows its hits.
  @Test(arguments: [HitField.rule, .level, .tag])
  func groups(field: HitField) throws {
    let rows = Array(table.rows)
    let groups = try #require(HitGroups(rows, by: field, table, VerdictColumn()))
    #expect(groups.rowCount == (field == .tag ? 7 : 6))
    for group in groups.groups {
      #expect(groups.place(ofValue: groups.value(of: group)) != nil)
      var program = FilterProgram([groups.filter(of: group)], table: table, searched: [])
      #expect(
        program.filter(rows, table, VerdictColumn()) == Array(groups.rows(of: group)))
    }
    #expect(Set(groups.groups.map(groups.value)).count == groups.groups.count)
  }
}
