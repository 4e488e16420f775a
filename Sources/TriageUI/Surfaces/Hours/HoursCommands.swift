import TerminalScreen

extension Command {
  /// `H`: shows the hits by hour of the week.
  static let showHeatMap = Command(
    "showHeatMap", keys: [.character("H")],
    help: "Shows at which hours of which days of the week the hits in the list were.",
    in: .panesAndPages,
    availability: { state in
      if HoursSurface(state.surfaces.top) != nil {
        return .unavailable(because: "this is the page of hours")
      }
      return isIdleOnHits(state)
    },
    perform: { $0.open(HoursSurface()) })

  static let laterZone = shift(
    "laterZone", ">", by: 1, hint: "zone +",
    help: "Shows the hours of a time zone half an hour further ahead of UTC.")

  static let earlierZone = shift(
    "earlierZone", "<", by: -1, hint: "zone −",
    help: "Shows the hours of a time zone half an hour further behind.")

  private static func shift(
    _ name: String, _ key: Character, by steps: Int, hint: String, help: String
  ) -> Command {
    Command(
      name, keys: [.character(key)], hint: hint, help: help, on: HoursSurface.self, in: [.heatMap],
      change: { page, _ throws(Refusal) in
        if !page.shift(by: steps) { throw Refusal(reason: "no time zone is further from UTC") }
      })
  }
}
