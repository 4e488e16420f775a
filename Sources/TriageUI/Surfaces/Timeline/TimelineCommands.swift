import TerminalScreen

extension Command {
  /// `i`: shows the hits over time.
  static let showTimeline = Command(
    "showTimeline", keys: [.character("i")], hint: "timeline",
    help: "Shows when the hits in the list were, as bars; there the cursor walks through time.",
    in: .panesAndPages,
    availability: { state in
      if TimelineSurface(state.surfaces.top) != nil {
        return .unavailable(because: "this is the timeline")
      }
      return isIdleOnHits(state)
    },
    perform: { $0.open(TimelineSurface()) })
}
