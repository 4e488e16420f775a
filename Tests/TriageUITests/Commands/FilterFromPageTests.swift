import Testing

@testable import TriageUI

/// From a page of charts to its hits, and back.
@Suite struct FilterFromPageTests {
  private let workbench: TestWorkbench

  init() throws { workbench = try TestWorkbench(events: Company.events) }

  @Test func escGoesBackToTheTimelineAsItWas() throws {
    try workbench.press("i", "s", "Right", "Right", "v", "Right")
    let before = workbench.screen
    try workbench.press("Enter")
    #expect(workbench.state.page == nil && workbench.state.list.filters.count == 1)
    #expect(workbench.screen.contains("Esc back to the timeline"))
    try workbench.press("Esc")
    #expect(workbench.screen == before)
  }

  @Test func marksOfRegionsAreStillThere() throws {
    try workbench.press("A", "Space", "Space", "Enter")
    #expect(workbench.screen.contains("Esc back to the page of regions"))
    try workbench.press("Esc")
    #expect(workbench.state.page(RegionsSurface.self)?.marks == ["ap-east-1", "af-south-1"])
    #expect(workbench.state.list.filters.isEmpty)
  }

  /// One step at a time, the last one first.
  @Test func filtersThatCameLaterAreTakenOffFirst() throws {
    try workbench.press("M", "Enter", "l", "=", "Space", "Esc")
    #expect(workbench.state.list.filters.count == 2 && workbench.state.list.marks.isEmpty)
    try workbench.press("Esc")
    #expect(workbench.state.list.filters.count == 1 && workbench.state.page == nil)
    try workbench.press("Esc")
    #expect(workbench.state.page(MapSurface.self) != nil)
    try workbench.press("Esc", "Esc")
    #expect(workbench.state.page == nil)
  }

  /// Two pages deep: back through both.
  @Test func eachPageIsAStep() throws {
    try workbench.press("A", "Enter", "i", "Enter")
    #expect(workbench.state.list.filters.count == 2)
    try workbench.press("Esc")
    #expect(workbench.state.page(TimelineSurface.self) != nil)
    try workbench.press("Esc", "Esc")
    #expect(workbench.state.page(RegionsSurface.self) != nil)
    #expect(workbench.state.list.filters.isEmpty)
  }

  @Test func whoTakesTheFilterOffOtherwiseStaysInTheList() throws {
    for key in ["Backspace", "X"] {
      try workbench.press("i", "Enter", key)
      #expect(workbench.state.page == nil && workbench.state.surfaces.narrowing == nil)
      try workbench.press("Esc")
      #expect(workbench.state.page == nil)
    }
  }
}
