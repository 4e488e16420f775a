import CloudTrail
import TerminalScreen
import Testing

@testable import TriageUI

@Suite struct RegionMapPageTests {
  @Test func arrowsGoToTheNearestRegionThatWay() throws {
    let workbench = try TestWorkbench(events: TestEvent.office, columns: 200, rows: 50)
    try workbench.press("M")
    func region() -> String? {
      workbench.state.page(MapSurface.self)?.targetRegions.first
    }
    #expect(region() == "ap-east-1")
    try workbench.press("Right")
    #expect(region() == "ap-east-2")
    try workbench.press("Left")
    #expect(region() == "ap-east-1")
    try workbench.press("Tab")
    #expect(region() == "af-south-1")
    try workbench.press("S-Tab")
    #expect(region() == "ap-east-1")
  }

  /// Arrows lead from every region to every other.
  @Test func everyRegionCanBeReachedByArrows() throws {
    let workbench = try TestWorkbench(events: TestEvent.office, columns: 200, rows: 50)
    try workbench.press("M")
    let start = try #require(workbench.state.page(MapSurface.self))
    let all = Set(start.placedRegions.map(\.code))
    var reached: Set<String> = [try #require(start.targetRegions.first)]
    var open = Array(reached)
    while let code = open.popLast() {
      for motion in [Motion.columns(1), .columns(-1), .lines(1), .lines(-1)] {
        var page = start
        page.list.move(to: code)
        page.move(motion, in: workbench.state)
        if let next = page.targetRegions.first, reached.insert(next).inserted { open.append(next) }
      }
    }
    #expect(reached == all)
  }

  @Test func aAllowsTheRegionUnderTheCursor() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("M", "a", "Enter")
    #expect(workbench.state.page(MapSurface.self)?.table["ap-east-1"]?.standing == .allowed)
    #expect(workbench.state.list.shown.count == 4)
    try workbench.press("u")
    #expect(workbench.ruleText == TestRule.regions)
  }

  @Test func everyPlacedRegionLiesOnOrBesideLand() {
    let projection = MapProjection(fitting: Rect(column: 0, row: 0, columns: 198, rows: 40))
    for region in AWSRegion.all {
      guard let location = region.location else { continue }
      let (column, row) = projection.cell(location)
      let near = (-1...1).contains { dy in
        (-1...1).contains { dx in projection.land(column: column + dx, row: row + dy) != nil }
      }
      #expect(near, "\(region.code)")
    }
  }
}
