import RuleEditing
import TerminalScreen
import Testing

@testable import Scanning
@testable import TriageUI

@Suite struct AllowlistPageTests {
  /// Allow, disallow, and both undone: the rule is the original, byte for byte.
  @Test func aTogglesARegionAndUTakesItBack() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("A", "a")
    #expect(workbench.screen.contains("allow region ap-east-1"))
    #expect(workbench.screen.contains("silences 4 hits, leaves 4 hits"))
    try workbench.press("Enter")
    #expect(workbench.ruleText.contains("filter_main_allowed_regions"))
    // The page is open again, with the cursor on its region and the new state.
    let page = try #require(workbench.state.page(RegionsSurface.self))
    #expect(page.current?.code == "ap-east-1")
    #expect(page.current?.standing == .allowed)
    #expect(page.current?.hits.matching == 0)
    #expect(page.current?.hits.silenced == 4)

    try workbench.press("a")
    #expect(workbench.screen.contains("disallow region ap-east-1"))
    #expect(workbench.screen.contains("brings back 4 hits, then there are 8 hits"))
    try workbench.press("Enter")
    #expect(workbench.state.page(RegionsSurface.self)?.current?.standing == .suspected)
    #expect(workbench.state.session.decisions.map(\.name) == ["allowRegion", "disallowRegion"])
    #expect(workbench.state.list.shown.count == 8)

    try workbench.press("u", "u")
    #expect(workbench.ruleText == TestRule.regions)
    #expect(workbench.state.page(RegionsSurface.self)?.current?.hits.matching == 4)
    try workbench.press("Esc")
    #expect(workbench.state.page == nil)
  }

  @Test func markedRegionsAreDecidedOneAfterTheOther() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("A", "Space", "Space", "Space", "a")
    #expect(workbench.screen.contains("allow region ap-east-1, then 2 more"))
    try workbench.press("Enter")
    #expect(workbench.screen.contains("then 1 more"))
    try workbench.press("Enter", "Enter")
    #expect(workbench.state.dialog == nil)
    #expect(workbench.state.list.shown.isEmpty)
    #expect(workbench.state.session.decisions.count == 3)
    // All marked regions are allowed now: a disallows all of them.
    try workbench.press("a")
    #expect(workbench.screen.contains("disallow region"))
    try workbench.press("Esc")
    #expect(workbench.screen.contains("2 more edits were not made"))
    try workbench.press("u", "u", "u")
    #expect(workbench.ruleText == TestRule.regions)
  }

  /// A region that the rule never named can be allowed before it makes noise.
  @Test func aRegionWithoutHitsCanBeAllowed() throws {
    let list = """
      awsRegion:
                  - 'ap-east-1' # Hong Kong
                  - 'af-south-1'
                  - 'me-south-1'

      """
    let rule = TestRule.regions.replacing(list, with: "awsRegion: '*'\n")
    #expect(rule != TestRule.regions)
    let workbench = try TestWorkbench(events: TestEvent.office, rule: rule)
    try Self.allowOnPage("eu-north-1", workbench)
    #expect(workbench.screen.contains("It silences none of these hits."))
    try workbench.press("Enter")
    #expect(workbench.ruleText.contains("eu-north-1"))
  }

  @Test func aRegionInWhichTheRuleCannotMatchIsNotAllowed() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try Self.allowOnPage("eu-north-1", workbench)
    #expect(workbench.screen.contains("the rule cannot match events from eu-north-1"))
    #expect(workbench.ruleText == TestRule.regions)
  }

  private static func allowOnPage(_ region: String, _ workbench: TestWorkbench) throws {
    try workbench.press("A", "s", "s", "s")
    #expect(workbench.screen.contains("regions, by region"))
    let page = try #require(workbench.state.page(RegionsSurface.self))
    let place = try #require(page.shown.firstIndex { $0.code == region })
    for _ in page.cursor.index..<place { try workbench.press("j") }
    try workbench.press("a")
  }

  @Test func aPatternThatAllowsIsNamed() throws {
    let rule = TestRule.regions.replacing(
      "    condition: selection\n",
      with: """
            filter_main_allowed_regions:
                awsRegion: 'me-*'
            condition: selection and not filter_main_allowed_regions

        """)
    let workbench = try TestWorkbench(events: TestEvent.office, rule: rule)
    try workbench.press("A")
    let page = try #require(workbench.state.page(RegionsSurface.self))
    #expect(
      page.shown.first { $0.code == "me-south-1" }?.standing == .allowedByPattern("me-*"))
    #expect(workbench.screen.contains("by pattern"))
    let place = try #require(page.shown.firstIndex { $0.code == "me-south-1" })
    for _ in 0..<(place - page.cursor.index) { try workbench.press("j") }
    #expect(workbench.screen.contains("the pattern me-* allows it"))
    try workbench.press("a")
    #expect(workbench.screen.contains("is allowed by the pattern me-*"))
    #expect(workbench.ruleText == rule)
  }

  @Test func enterFiltersTheListToTheRegions() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("A", "Home", "Enter")
    #expect(workbench.state.page == nil)
    #expect(workbench.state.list.shown.count == 4)
    #expect(workbench.screen.contains("region:ap-east-1"))
    try workbench.press("A", "Home", "Space", "Space", "Enter")
    #expect(workbench.state.list.filters.count == 2)
  }

  @Test func disallowWorksFromTheSilencedHitsToo() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("a", "Enter", "z", "-")
    #expect(workbench.screen.contains("disallow region ap-east-1"))
    try workbench.press("Enter", "Esc")
    #expect(workbench.state.list.shown.count == 8)
  }

  @Test func whatIsNotAllowedCannotBeTakenBack() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("-")
    #expect(workbench.screen.contains("ap-east-1 is not allowed by this rule"))
    #expect(workbench.ruleText == TestRule.regions)
  }

  /// Hits that arrive while the page is open are counted.
  @Test func theCountsFollowTheScan() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    var state = workbench.state
    _ = state.update(.key(.character("A")))
    var counts = ScanCounts()
    counts.regions.byRegion["eu-north-1"] = RegionCount()
    counts.regions.byRegion["eu-north-1"]?.events = 1_234
    _ = state.update(.scan(.counted(ScanProgress(), counts)))
    #expect(state.page(RegionsSurface.self)?.table["eu-north-1"]?.events?.events == 1_234)
    #expect(state.view().text.contains("1,234"))
  }
}
