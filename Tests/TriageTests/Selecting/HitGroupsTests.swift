import Testing

@testable import Triage

@Suite struct HitGroupsTests {
  @Test(arguments: [0, 1, 40, 1_000])
  func groupsAsADictionaryDoes(count: Int) throws {
    let made = RandomTable(rows: count, seed: UInt64(count) + 2)
    let groups = try #require(
      HitGroups(made.inTime, by: .path("awsRegion"), made.table, made.verdicts))
    let wanted = Dictionary(grouping: made.inTime) { made.texts[$0][1] }
    #expect(groups.groups.count == wanted.count)
    #expect(groups.rowCount == count)
    for group in groups.groups {
      let rows = try #require(wanted[group.value])
      #expect(Array(groups.rows(of: group)) == rows)
      #expect(group.count == rows.count)
      let times = rows.compactMap { made.times[$0] }
      #expect(group.times?.lowerBound == times.min() && group.times?.upperBound == times.max())
      for verdict in [nil] + Verdict.allCases.map({ $0 as Verdict? }) {
        #expect(group.count(of: verdict) == rows.count { made.verdictOfRow[$0] == verdict })
      }
      // Its filter shows its hits; as texts, upper and lower case are alike.
      var program = FilterProgram([group.filter], table: made.table, searched: [])
      let shown = program.filter(made.inTime, made.table, made.verdicts) ?? []
      #expect(Set(rows).isSubset(of: shown))
      #expect(shown.allSatisfy { made.texts[$0][1].lowercased() == group.value.lowercased() })
    }
    #expect(groups.groups.map(\.count) == groups.groups.map(\.count).sorted(by: >))
  }

  @Test(arguments: [HitField.network, .day, .verdict, .rule])
  func everyGroupsFilterShowsTheGroup(field: HitField) throws {
    let made = RandomTable(rows: 300, seed: 6)
    let groups = try #require(HitGroups(made.inTime, by: field, made.table, made.verdicts))
    #expect(groups.groups.reduce(0) { $0 + $1.count } == 300)
    for group in groups.groups where !(group.value.isEmpty && field == .day) {
      var program = FilterProgram([group.filter], table: made.table, searched: [])
      #expect(
        program.filter(made.inTime, made.table, made.verdicts) == Array(groups.rows(of: group)),
        "\(group.filter.text)")
    }
  }

  @Test func networksHoldTheirAddresses() throws {
    let made = RandomTable(rows: 300, seed: 6)
    let groups = try #require(HitGroups(made.inTime, by: .network, made.table, made.verdicts))
    #expect(groups.groups.contains { $0.value == "198.51.100.0/24" })
    #expect(groups.groups.contains { $0.value == "AWS Internal" })
  }

  @Test func ordersOfGroups() throws {
    let made = RandomTable(rows: 300, seed: 8)
    var groups = try #require(HitGroups(made.inTime, by: .day, made.table, made.verdicts))
    groups.sort(by: .name)
    #expect(groups.groups.last?.value == "")
    #expect(groups.groups.dropLast().map(\.value) == groups.groups.dropLast().map(\.value).sorted())
    groups.sort(by: .open)
    #expect(groups.groups.map(\.open) == groups.groups.map(\.open).sorted(by: >))
  }
}
