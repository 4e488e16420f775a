import TerminalScreen

extension Command {
  /// `H`: at which hours of which days the hits were.
  static let showHeatMap = Command(
    "showHeatMap", keys: [.character("H")],
    help: "Shows at which hours of which days of the week the hits in the list were.",
    in: .panesAndPages,
    availability: { state in
      if state.page(HeatMapPage.self) != nil {
        return .unavailable(because: "this is the page of hours")
      }
      return isIdleOnHits(state)
    },
    perform: { $0.open(HeatMapPage()) })

  static let laterZone = Command(
    "laterZone", keys: [.character(">")], hint: "zone +",
    help: "Shows the hours of a time zone half an hour further ahead of UTC.", in: [.heatMap]
  ) { $0.shiftHours(by: 1) }

  static let earlierZone = Command(
    "earlierZone", keys: [.character("<")], hint: "zone −",
    help: "Shows the hours of a time zone half an hour further behind.", in: [.heatMap]
  ) { $0.shiftHours(by: -1) }
}

extension State {
  fileprivate mutating func shiftHours(by steps: Int) -> [Effect] {
    let worked = change(HeatMapPage.self) { page, _ in page.shift(by: steps) }
    if worked == false { notice = .refused("no time zone is further from UTC") }
    return []
  }
}
