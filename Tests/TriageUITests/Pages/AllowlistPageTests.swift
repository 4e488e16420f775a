import RuleEditing
import TerminalScreen
import Testing

@testable import Triage
@testable import TriageUI

@Suite struct AllowlistPageTests {
  @Test func theRegionsOfTheLogsOfTheHitsAndOfTheRule() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("t", "A")
    #expect(
      workbench.screen(rows: 3..<24) == """
         regions, by hits · Calls from unusual regions
           region         place           the rule       events    hits verdicts    who
           ap-east-1      Hong Kong +     suspected           4       4 1T            2
           af-south-1     Cape Town +     suspected           2       2               1
           me-south-1     Bahrain +       suspected           2       2               2
           us-east-1      N. Virginia     ·                   1                       1
         ── no event, no hit, not in the rule ─────────────────────────────────────────
           ap-east-2      Taipei +        ·
           ap-northeast-1 Tokyo           ·
           ap-northeast-2 Seoul           ·
           ap-northeast-3 Osaka           ·
           ap-south-1     Mumbai          ·
           ap-south-2     Hyderabad +     ·
           ap-southeast-1 Singapore       ·
           ap-southeast-2 Sydney          ·
           ap-southeast-3 Jakarta +       ·

         ap-east-1 (Hong Kong, CN)  opt-in +  the rule suspects it
         4 events by 2 principals, 2025-11-02 · 4 hits: 1 true positive

         a allow/disallow  Enter its hits  Space mark  s sort  … Esc back  ? more
        """)
  }

  @Test func onAWideScreen() throws {
    let workbench = try TestWorkbench(events: TestEvent.office, columns: 200, rows: 50)
    try workbench.press("A")
    #expect(
      workbench.screen(rows: 3..<12) == """
         regions, by hits · Calls from unusual regions
           region         place         the rule       events    hits verdicts    who first seen last seen
           ap-east-1      Hong Kong +   suspected           4       4               2 2025-11-02 2025-11-02 ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇
           af-south-1     Cape Town +   suspected           2       2               1 2025-11-02 2025-11-02 ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇
           me-south-1     Bahrain +     suspected           2       2               2 2025-11-02 2025-11-02 ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇
           us-east-1      N. Virginia   ·                   1                       1 2025-11-02 2025-11-02
         ── no event, no hit, not in the rule ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
           ap-east-2      Taipei +      ·
           ap-northeast-1 Tokyo         ·
        """)
  }

  @Test func onASmallScreen() throws {
    let workbench = try TestWorkbench(events: TestEvent.office, columns: 40, rows: 10)
    try workbench.press("A")
    #expect(
      workbench.screen == """
         Calls from unusual regions  M…  8 hits
         regions, by hits · Calls from unusual …
           region         the rule      hits
           ap-east-1      suspected        4
           af-south-1     suspected        2
           me-south-1     suspected        2
           us-east-1      ·
         ── no event, no hit, not in the rule ─
           ap-east-2      ·
         a allow/disallow  … Esc back  ? more
        """)
  }

  /// Allow, disallow, and both taken back: the rule is what it was, byte for byte.
  @Test func aTogglesARegionAndUTakesItBack() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("A", "a")
    #expect(workbench.screen.contains("allow region ap-east-1"))
    #expect(workbench.screen.contains("silences 4 hits, leaves 4 hits"))
    try workbench.press("Enter")
    #expect(workbench.ruleText.contains("filter_main_allowed_regions"))
    // The page is there again, the cursor on its region, and says what is so now.
    let page = try #require(workbench.state.page(AllowlistPage.self))
    #expect(page.current?.code == "ap-east-1")
    #expect(page.current?.standing == .allowed)
    #expect(page.current?.hits.matching == 0)
    #expect(page.current?.hits.silenced == 4)

    try workbench.press("a")
    #expect(workbench.screen.contains("disallow region ap-east-1"))
    #expect(workbench.screen.contains("brings back 4 hits, then there are 8 hits"))
    try workbench.press("Enter")
    #expect(workbench.state.page(AllowlistPage.self)?.current?.standing == .suspected)
    #expect(workbench.state.session.decisions.map(\.name) == ["allowRegion", "disallowRegion"])
    #expect(workbench.state.list.shown.count == 8)

    try workbench.press("u", "u")
    #expect(workbench.ruleText == TestRule.regions)
    #expect(workbench.state.page(AllowlistPage.self)?.current?.hits.matching == 4)
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
    // All marked are allowed now: a takes all of them back.
    try workbench.press("a")
    #expect(workbench.screen.contains("disallow region"))
    try workbench.press("Esc")
    #expect(workbench.screen.contains("2 more edits were not made"))
    try workbench.press("u", "u", "u")
    #expect(workbench.ruleText == TestRule.regions)
  }

  /// A region that the rule never named can be allowed before it makes noise.
  @Test func aRegionWithoutHitsCanBeAllowed() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("A", "s", "s", "s")
    #expect(workbench.screen.contains("regions, by region"))
    let page = try #require(workbench.state.page(AllowlistPage.self))
    let place = try #require(page.shown.firstIndex { $0.code == "eu-north-1" })
    for _ in page.cursor..<place { try workbench.press("j") }
    try workbench.press("a")
    #expect(workbench.screen.contains("It silences none of the hits at hand."))
    try workbench.press("Enter")
    #expect(
      workbench.ruleText.contains("- eu-north-1") || workbench.ruleText.contains("'eu-north-1'"))
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
    let page = try #require(workbench.state.page(AllowlistPage.self))
    #expect(
      page.shown.first { $0.code == "me-south-1" }?.standing == .allowedByPattern("me-*"))
    #expect(workbench.screen.contains("by pattern"))
    let place = try #require(page.shown.firstIndex { $0.code == "me-south-1" })
    for _ in 0..<(place - page.cursor) { try workbench.press("j") }
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

  /// Hits that come while the page is open are counted, whatever came before.
  @Test func theCountsFollowTheScan() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    var state = workbench.state
    _ = state.update(.key(.character("A")))
    var counts = ScanCounts()
    counts.regions.byRegion["eu-north-1"] = RegionCount()
    counts.regions.byRegion["eu-north-1"]?.events = 1_234
    _ = state.update(.scanned(ScanProgress(), counts))
    #expect(state.page(AllowlistPage.self)?.table["eu-north-1"]?.events?.events == 1_234)
    #expect(state.view().text.contains("1,234"))
  }
}
