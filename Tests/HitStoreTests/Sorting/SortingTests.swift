import Testing

@testable import HitStore

@Suite struct SortingTests {
  /// By value, then by time; hits without a value last, in both directions.
  @Test(arguments: [0, 1, 2, 50, 1_000], ["eventTime", "awsRegion", "sourceIPAddress"])
  func sortsAsComparingOneByOneDoes(count: Int, field: String) throws {
    let made = RandomTable(rows: count, seed: UInt64(count) + 11)
    for isReversed in [false, true] {
      let sort = HitSort(field: field, isReversed: isReversed)
      let order = RowOrder(sort, made.table)
      let sorted = try #require(made.table.sorted(made.inTime, by: sort))
      #expect(sorted == made.table.rows.sorted { order.isBefore($0, $1, made.table) })
    }
  }

  @Test func kindsAreSortedByTheirNature() throws {
    let made = RandomTable(rows: 400, seed: 4)
    let sorted = try #require(
      made.table.sorted(made.inTime, by: HitSort(field: "sourceIPAddress")))
    var seen: [String] = []
    for row in sorted where seen.last != made.texts[row][2] { seen.append(made.texts[row][2]) }
    #expect(
      seen == [
        "7", "12", "9.1.1.1", "10.1.1.1", "198.51.100.7", "198.51.100.200", "2001:db8::1",
        "AWS Internal", "ec2.amazonaws.com", "",
      ])
  }

  @Test func aSortThatIsGivenUpIsNone() {
    let made = RandomTable(rows: 50, seed: 4)
    #expect(
      made.table.sorted(made.inTime, by: HitSort(field: "awsRegion"), isCancelled: { true }) == nil)
  }

  @Test func rowsAreFoundByTheirHit() {
    let made = RandomTable(rows: 300, seed: 9)
    for row in made.table.rows { #expect(made.table.row(of: made.table.id(row)) == row) }
    #expect(made.table.row(of: HitID(rule: "one", event: "nowhere")) == nil)
    #expect(made.table.row(of: HitID(rule: "three", event: made.table.id(0).event)) == nil)
  }
}
