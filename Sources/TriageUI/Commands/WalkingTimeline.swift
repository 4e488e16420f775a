import TerminalScreen

// What works on the timeline page besides moving.

extension Command {
  static let zoomIn = Command(
    "zoomIn", keys: [.character("+"), .character("=")], hint: "zoom in",
    help: "Shows shorter pieces of time, down to one minute.", in: [.timeline]
  ) { state in
    state.zoomTimeline(by: -1, end: "a bar is one minute already")
  }

  static let zoomOut = Command(
    "zoomOut", keys: [.character("-")], hint: "out",
    help: "Shows longer pieces of time, up to one month.", in: [.timeline]
  ) { state in
    state.zoomTimeline(by: 1, end: "a bar is one month already")
  }

  static let stackTimeline = Command(
    "stackTimeline", keys: [.character("s")], hint: "stack by",
    help: "Divides the bars by verdict, by region, by rule, or not at all: the next of these.",
    in: [.timeline]
  ) { state in
    state.change(TimelinePage.self) { page, _ in page.stackByNext() }
    return []
  }

  static let rangeOfTime = Command(
    "rangeOfTime", keys: [.character("v")], hint: "range",
    help:
      "Begins a range of time at the cursor; what is decided is then about all of it. Esc drops it.",
    in: [.timeline]
  ) { state in
    state.change(TimelinePage.self) { page, _ in page.toggleRange() }
    return []
  }
}

extension State {
  fileprivate mutating func zoomTimeline(by steps: Int, end: String) -> [Effect] {
    let worked = change(TimelinePage.self) { page, state in page.zoom(by: steps, in: state) }
    if worked == false { notice = .refused(end) }
    return []
  }
}
