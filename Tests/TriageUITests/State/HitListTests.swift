import Testing

@testable import TriageUI

/// A list to which hits are added equals a list of all hits.
@Suite struct HitListTests {
  @Test func insertionKeepsOrder() {
    var state: UInt64 = 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<500 {
      var all = (0..<next(20)).map { _ in next(30) }.sorted()
      let added = (0..<next(12)).map { _ in next(30) }.sorted()
      let wanted = (all + added).sorted()
      all.insertSorted(added, by: <)
      #expect(all == wanted)
    }
  }

  /// Hits that arrive one by one, in any order, with filters and a sort order.
  @Test(arguments: ["", "principal:kim", "-region:ap-*", "ip:198.51.100.0/24", "raw:lee"])
  func streamedIsAsArranged(filter: String) throws {
    let events = (0..<60).map { index in
      TestEvent.call(
        ["kim", "lee", "mallory"][index % 3],
        ["ap-east-1", "me-south-1", "af-south-1"][index % 7 % 3],
        minute: (index * 37) % 60, address: index % 5 == 0 ? "203.0.113.9" : "198.51.100.7",
        id: "event-\(index)")
    }
    let whole = try TestWorkbench(events: events)
    for sort in ["", "s", "ss"] {
      func arrange(_ workbench: TestWorkbench) throws {
        if !filter.isEmpty {
          try workbench.press("F")
          workbench.type(filter)
          try workbench.press("Enter")
        }
        try workbench.press("l")
        for key in sort { try workbench.press(String(key)) }
      }
      let first = try TestWorkbench(events: Array(events.prefix(20)))
      try arrange(first)
      try first.press("j")
      let row = first.state.currentRow
      try first.more(Array(events.dropFirst(20).prefix(15)))
      try first.more(Array(events.dropFirst(35)))
      let all = try TestWorkbench(events: events)
      try arrange(all)
      let ids = first.state.list.shown.map { first.state.table.id($0).event }
      #expect(ids == all.state.list.shown.map { all.state.table.id($0).event })
      #expect(first.state.currentRow == row)
    }
    #expect(whole.state.list.shown.count == 60)
  }

  /// The targets of a dialog do not change while hits arrive.
  @Test func targetsAreFrozenWhileHitsCome() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("*", "c")
    try workbench.more([.call("eve", "ap-east-1", minute: 0)])
    #expect(workbench.state.list.shown.count == 9)
    workbench.type("seen")
    try workbench.press("Enter")
    #expect(workbench.state.session.comments.count == 8)
    try workbench.press("Esc", "g", "f")
    try workbench.more([.call("eve", "ap-east-1", minute: 0, id: "another")])
    try workbench.press("G", "Enter")
    #expect(workbench.state.session.verdicts.count == 1)
  }
}
