import TerminalScreen

// Commands of the timeline page besides moving.

extension Command {
  static let zoomIn = zoom(
    "zoomIn", [.character("+"), .character("=")], by: -1, hint: "zoom in",
    help: "Shows shorter pieces of time, down to one minute.", end: "a bar is one minute already")

  static let zoomOut = zoom(
    "zoomOut", [.character("-")], by: 1, hint: "out",
    help: "Shows longer pieces of time, up to one month.", end: "a bar is one month already")

  private static func zoom(
    _ name: String, _ keys: [Key], by steps: Int, hint: String, help: String, end: String
  ) -> Command {
    Command(
      name, keys: keys, hint: hint, help: help, on: TimelineSurface.self, in: [.timeline],
      change: { page, state throws(Refusal) in
        if !page.zoom(by: steps, in: state) { throw Refusal(reason: end) }
      })
  }

  static let stackTimeline = Command(
    "stackTimeline", keys: [.character("s")], hint: "stack by",
    help: "Divides the bars by verdict, by region, by rule, or not at all: the next of these.",
    on: TimelineSurface.self, in: [.timeline],
    change: { page, _ in
      page.stackByNext()
    })

  static let rangeOfTime = Command(
    "rangeOfTime", keys: [.character("v")], hint: "range",
    help:
      "Begins a range of time at the cursor; what is decided is then about all of it. {closePage} drops it.",
    on: TimelineSurface.self, in: [.timeline],
    change: { page, _ in
      page.toggleRange()
    })
}
