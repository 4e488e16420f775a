import Basics
import TerminalScreen

// Going to a place in a replay, by a list of its decisions or by a typed place.

extension Command {
  static let listDecisions = Command(
    "listDecisions", keys: [.character("L")], hint: "decisions",
    help: "Lists the decisions, by when, whom, what and to which effect; Enter goes there.",
    in: [.replay],
    availability: { state in
      state.replay?.timeline.decisions.isEmpty == true
        ? .unavailable(because: "nothing is decided in this session") : .available
    },
    perform: { state in
      guard let replay = state.replay else { return [] }
      state.replay?.isPlaying = false
      let passed = replay.timeline.decisionCount(at: replay.position)
      state.surfaces.push(.dialog(.menu(Menu(DecisionsMenu(), at: max(0, passed - 1)))))
      return []
    })

  static let goToDecision = Command(
    "goToDecision", keys: [.enter], hint: "go there", help: "Goes to the decision.",
    in: [.decisions]
  ) { $0.choose() }

  static let seek = Command(
    "seek", keys: [.character("@")], hint: "go to",
    help:
      "Goes to a decision by its number (3), or to a time: 12:30 since the beginning, 90s, or 2026-11-02T14:03:59Z.",
    in: [.replay]
  ) { state in
    state.replay?.isPlaying = false
    return state.ask(.seek)
  }
}

extension State {
  /// Goes to a typed place.
  mutating func seek(to text: String) -> [Effect] {
    guard let timeline = replay?.timeline, !text.isEmpty else { return [] }
    let position: Int
    switch SeekTarget(text) {
    case .decision(let number):
      guard timeline.decisions.indices.contains(number - 1) else {
        let count = timeline.decisions.countedAs("decision")
        notice = .refused("there is no decision \(number): the session has \(count)")
        return []
      }
      position = timeline.decisions[number - 1].entry + 1
    case .elapsed(let seconds): position = timeline.position(atRecorded: seconds)
    case .wallTime(let milliseconds):
      let started = Timestamp.milliseconds(timeline.header.started) ?? 0
      // The time has seconds, entries have milliseconds: includes the whole second.
      position = timeline.position(atRecorded: Double(milliseconds - started) / 1_000 + 0.999)
    case nil:
      notice = .refused(
        "can't go to “\(text)”: type 3 for the third decision, 12:30 or 90s since the beginning, or a date and time"
      )
      return []
    }
    return moveReplay { $0.go(to: position) }
  }
}

/// A typed place in a replay.
///
///     3   the third decision     12:30, 1:02:30, 90s   since the beginning     2026-11-02T14:03:59Z   at that time
enum SeekTarget: Hashable {
  case decision(Int)
  case elapsed(Double)
  /// Milliseconds since 1970.
  case wallTime(Int64)

  init?(_ text: String) {
    if let number = Int(text) {
      guard number > 0 else { return nil }
      self = .decision(number)
      return
    }
    if let number = text.without(suffix: "s"), let seconds = Double(number), seconds >= 0,
      seconds.isFinite
    {
      self = .elapsed(seconds)
      return
    }
    if let span = try? Timestamp.span(text, now: nil) {
      self = .wallTime(span.lowerBound)
      return
    }
    let parts = text.pieces(at: ":")
    let numbers = parts.compactMap { Int($0) }
    // More minutes than a year has are a typo, and could overflow.
    guard (2...3).contains(parts.count), numbers.count == parts.count,
      numbers.allSatisfy({ (0...600_000).contains($0) })
    else { return nil }
    self = .elapsed(Double(numbers.reduce(0) { $0 * 60 + $1 }))
  }
}
