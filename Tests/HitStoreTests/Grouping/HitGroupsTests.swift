import Testing

@testable import HitStore

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
      let rows = try #require(wanted[groups.value(of: group)])
      #expect(Array(groups.rows(of: group)) == rows)
      #expect(group.count == rows.count)
      let times = rows.compactMap { made.times[$0] }
      #expect(group.times?.lowerBound == times.min() && group.times?.upperBound == times.max())
      for verdict in [nil] + Verdict.allCases.map({ $0 as Verdict? }) {
        #expect(group.count(of: verdict) == rows.count { made.verdictOfRow[$0] == verdict })
      }
      // Its filter shows its hits; texts ignore case.
      var program = FilterProgram([groups.filter(of: group)], table: made.table, searched: [])
      let shown = program.filter(made.inTime, made.table, made.verdicts) ?? []
      #expect(Set(rows).isSubset(of: shown))
      #expect(
        shown.allSatisfy {
          made.texts[$0][1].lowercased() == groups.value(of: group).lowercased()
        })
    }
    #expect(groups.groups.map(\.count) == groups.groups.map(\.count).sorted(by: >))
  }

  @Test(arguments: [HitField.network, .day, .verdict, .rule])
  func everyGroupsFilterShowsTheGroup(field: HitField) throws {
    let made = RandomTable(rows: 300, seed: 6)
    let groups = try #require(HitGroups(made.inTime, by: field, made.table, made.verdicts))
    #expect(groups.groups.reduce(0) { $0 + $1.count } == 300)
    for group in groups.groups where !(groups.value(of: group).isEmpty && field == .day) {
      var program = FilterProgram([groups.filter(of: group)], table: made.table, searched: [])
      #expect(
        program.filter(made.inTime, made.table, made.verdicts) == Array(groups.rows(of: group)),
        "\(groups.filter(of: group).text)")
    }
  }

  @Test func networksHoldTheirAddresses() throws {
    let made = RandomTable(rows: 300, seed: 6)
    let groups = try #require(HitGroups(made.inTime, by: .network, made.table, made.verdicts))
    let values = groups.groups.map(groups.value)
    #expect(values.contains("198.51.100.0/24"))
    #expect(values.contains("AWS Internal"))
  }

  @Test func ordersOfGroups() throws {
    let made = RandomTable(rows: 300, seed: 8)
    var groups = try #require(HitGroups(made.inTime, by: .day, made.table, made.verdicts))
    groups.sort(by: .name)
    let days = groups.groups.map(groups.value)
    #expect(days.last == "")
    #expect(days.dropLast() == days.dropLast().sorted()[...])
    groups.sort(by: .open)
    #expect(groups.groups.map(\.open) == groups.groups.map(\.open).sorted(by: >))
  }

  @Test(arguments: [
    HitField.path("awsRegion"), .path("sourceIPAddress"), .network, .rule, .verdict,
  ])
  func namesStandInOrderAndTheNamelessLast(field: HitField) throws {
    let made = RandomTable(rows: 300, seed: 9)
    let groups = try #require(
      HitGroups(made.inTime, by: field, sorted: .name, made.table, made.verdicts))
    let values = groups.groups.map(groups.value)
    #expect(values.dropLast().allSatisfy { !$0.isEmpty })
    if case .path(let path) = field {
      // Sorted like a column of these.
      let sorted = try #require(made.table.sorted(made.inTime, by: HitSort(field: path)))
      let firsts = groups.groups.map { groups.rows(of: $0).first }
      let wanted = firsts.compactMap { $0 }.sorted {
        (sorted.firstIndex(of: $0) ?? 0) < (sorted.firstIndex(of: $1) ?? 0)
      }
      #expect(firsts == wanted)
    } else {
      #expect(values.filter { !$0.isEmpty } == values.filter { !$0.isEmpty }.sorted())
    }
  }

  @Test func totalsAreThoseOfAllGroups() throws {
    let made = RandomTable(rows: 300, seed: 11)
    var groups = try #require(HitGroups(made.inTime, by: .day, made.table, made.verdicts))
    #expect(groups.totals.largest == groups.groups.map(\.count).max())
    #expect(groups.totals.open == made.verdictOfRow.count { $0 == nil })
    #expect(groups.totals.openGroups == groups.groups.count { $0.open > 0 })
    let times = made.times.compactMap { $0 }
    #expect(groups.totals.times?.lowerBound == times.min())
    #expect(groups.totals.times?.upperBound == times.max())
    groups.recount(VerdictColumn())
    #expect(groups.totals.open == 300 && groups.totals.openGroups == groups.groups.count)
  }
}
