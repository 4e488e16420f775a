import AthenaSQL
import Basics
import Sigma
import Testing

/// The bounds of a query: the partition decides what Athena reads.
@Suite struct BoundsTests {
  private static let since: Int64 = 1_787_616_000_000  // 2026-08-25

  private func conditions(
    _ partitions: [TableProfile.Partition], until: Int64? = nil, accounts: [String] = [],
    regions: [String] = []
  ) throws -> (lines: [String], warnings: [CompilationWarning]) {
    var table = TableProfile.documented(name: "security.trail")
    table.partitions = partitions
    let writer = QueryWriter(
      table: table,
      bounds: QueryBounds(since: Self.since, until: until, accounts: accounts, regions: regions))
    let query = try writer.query(for: Made.rules("eventName: A"), Placeholders())
    let text = try #require(query.text.pieces(atText: "\nWHERE ").last)
    let lines = text.pieces(atText: "\nORDER BY")[0].pieces(atText: "\n  AND ").map(String.init)
    return (lines.dropLast(), query.warnings)
  }

  @Test func aDayAndATime() throws {
    let day = TableProfile.Partition(column: "timestamp", meaning: .day, format: "yyyy/MM/dd")
    #expect(
      try conditions([day]).lines == [
        "\"timestamp\" >= '2026/08/25'", "eventtime >= '2026-08-25T00:00:00Z'",
      ])
    // The path has the day of the delivery, which may be the next one.
    #expect(
      try conditions([day], until: Self.since + 86_400_500).lines == [
        "\"timestamp\" >= '2026/08/25'", "\"timestamp\" <= '2026/08/27'",
        "eventtime >= '2026-08-25T00:00:00Z'", "eventtime < '2026-08-26T00:00:01Z'",
      ])
  }

  @Test func yearMonthAndDayInColumnsOfTheirOwn() throws {
    let partitions: [TableProfile.Partition] = [
      .init(column: "year", meaning: .year), .init(column: "month", meaning: .month),
      .init(column: "day", meaning: .dayOfMonth),
    ]
    #expect(
      try conditions(partitions).lines[0] == "(\"year\" || \"month\" || \"day\") >= '20260825'")
  }

  @Test func aDayThatDoesNotSortIsNotUsed() throws {
    let day = TableProfile.Partition(column: "dt", meaning: .day, format: "dd-MM-yyyy")
    let result = try conditions([day])
    #expect(result.lines == ["eventtime >= '2026-08-25T00:00:00Z'"])
    #expect(result.warnings.map(\.kind) == [.exact])
  }

  @Test func accountsAndRegionsOfPartitions() throws {
    let partitions: [TableProfile.Partition] = [
      .init(column: "account", meaning: .account),
      .init(column: "region", meaning: .region, values: ["us-east-1", "eu-west-1"]),
    ]
    let result = try conditions(
      partitions, accounts: ["111122223333"], regions: ["us-east-1", "af-south-1"])
    #expect(
      result.lines == [
        "account = '111122223333'", "region IN ('us-east-1', 'af-south-1')",
        "eventtime >= '2026-08-25T00:00:00Z'",
      ])
    #expect(result.warnings.map(\.kind) == [.exact, .approx])
  }

  @Test func anInjectedPartitionMustBeNamed() throws {
    let account = TableProfile.Partition(column: "account", meaning: .account, isInjected: true)
    #expect(throws: CompilationRefusal.self) { try conditions([account]) }
    #expect(
      try conditions([account], accounts: ["111122223333"]).lines[0] == "account = '111122223333'")
  }
}
