import TerminalScreen
import Testing

@testable import TriageUI

/// Searching, filtering, copying and marking on pages made of rows.
@Suite struct FindingRowsTests {
  private let workbench: TestWorkbench

  init() throws { workbench = try TestWorkbench(events: TestEvent.office, columns: 120) }

  private func type(_ text: String) throws {
    workbench.type(text)
    try workbench.press("Enter")
  }

  @Test func theTitleSaysWhereTheCursorIs() throws {
    try workbench.press("#", "Enter", "j")
    #expect(workbench.screen.contains(" 2/3"))
  }

  @Test func aSearchGoesFromRowToRowAndRound() throws {
    try workbench.press("A", "/")
    try type("eu-")
    let first = try #require(workbench.state.page(RegionsSurface.self)?.current?.code)
    #expect(first.hasPrefix("eu-"))
    #expect(workbench.state.notice?.text.hasPrefix("1 of ") == true)
    try workbench.press("n", "N")
    #expect(workbench.state.page(RegionsSurface.self)?.current?.code == first)
    try workbench.press("N")
    #expect(workbench.screen.contains("search went round the start"))
    // An empty text repeats the search.
    try workbench.press("/", "Enter")
    #expect(workbench.state.page(RegionsSurface.self)?.current?.code == first)
    try workbench.press("/")
    try type("nowhere")
    #expect(workbench.state.notice == .refused("no row has “nowhere”"))
  }

  @Test func aFilterShowsFewerRowsAndEscAllOfThem() throws {
    try workbench.press("A")
    let all = try #require(workbench.state.page(RegionsSurface.self)?.rowCount)
    try workbench.press("F")
    try type("Europe")
    try workbench.press("F")
    try workbench.press("^U")
    try type("af-")
    let page = try #require(workbench.state.page(RegionsSurface.self))
    #expect(page.shown.map(\.code) == ["af-south-1"])
    #expect(workbench.screen.contains("“af-” · 1/1"))
    try workbench.press("Esc")
    #expect(workbench.state.page(RegionsSurface.self)?.rowCount == all)
    #expect(workbench.state.page(RegionsSurface.self)?.current?.code == "af-south-1")
    try workbench.press("Esc")
    #expect(workbench.state.page == nil)
  }

  @Test(arguments: [["#", "Enter"], ["R"], ["A"], ["o"]]) func everyPageOfRowsHasThem(
    keys: [String]
  ) throws {
    for key in keys { try workbench.press(key) }
    let list = try #require(workbench.state.surfaces.top.list)
    #expect(list.rowCount > 0)
    let text = list.text(ofRow: list.rowCount - 1, in: workbench.state)
    try workbench.press("F")
    try type(String(text.prefix { $0 != "\t" }))
    let filtered = try #require(workbench.state.surfaces.top.list)
    #expect(filtered.rowCount >= 1)
    #expect(
      filtered.text(ofRow: filtered.cursor.index, in: workbench.state).contains(
        text.prefix { $0 != "\t" }))
    try workbench.press("F")
    try workbench.press("^U")
    try type("nothing has this")
    #expect(workbench.state.surfaces.top.list?.rowCount == 0)
    // With no rows, commands do nothing.
    for key in ["j", "k", "G", "g", "n", "y", "Space", "Enter", "s"] {
      workbench.send(.key(try #require(Key(name: key))))
    }
    try workbench.press("Esc")
    #expect(workbench.state.surfaces.top.list?.rowCount == list.rowCount)
  }

  @Test func aCopyIsTheRowsValue() throws {
    try workbench.press("A", "y")
    let copied = workbench.effects.compactMap { effect -> String? in
      if case .terminal(.copy(let text)) = effect { text.text } else { nil }
    }
    #expect(copied == [workbench.state.page(RegionsSurface.self)?.current?.code])
  }

  @Test func aVerdictAppliesToAllMarkedGroups() throws {
    try workbench.press("#", "Enter", "Space", "Space")
    #expect(workbench.screen.contains("of 2 marked groups"))
    let page = try #require(workbench.state.page(GroupsSurface.self))
    let hits = page.groups.groups.prefix(2).map(\.count).reduce(0, +)
    try workbench.press("t")
    #expect(workbench.state.session.verdicts.count == hits)
    #expect(workbench.state.page(GroupsSurface.self)?.marks.isEmpty == true)
    try workbench.press("u", "Space", "Esc")
    #expect(workbench.state.page(GroupsSurface.self)?.marks.isEmpty == true)
  }
}
