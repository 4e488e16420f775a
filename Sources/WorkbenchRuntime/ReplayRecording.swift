import Basics
import TerminalScreen
import TriageUI

/// A replay played without a terminal, from its beginning to its end, into a recording.
///
/// It is the same state, the same `update` and the same `view` as on the screen; time is the journal's, so that the same
/// session gives the same recording.
struct ReplayRecording {
  /// With a replay, and all hits.
  let workbench: Workbench

  /// Entries that are closer together are shown as one: no eye sees more.
  private static let shortestFrame = 1.0 / 30
  /// How long the last screen stays, in seconds.
  private static let ending = 2.0

  private var state: State { workbench.state }

  /// Plays all of it.
  ///
  /// - Parameter speed: how many recorded seconds pass in one.
  func record(title: String, speed: Double, theme: Theme, depth: ColorDepth) -> String {
    guard let timeline = state.replay?.timeline else { return "" }
    let started = Timestamp.milliseconds(timeline.header.started) ?? 0
    var cast = Asciicast(
      .init(
        size: state.size, timestamp: started / 1_000, title: title,
        idleTimeLimit: timeline.maximumPause),
      theme: theme, depth: depth)
    workbench.send(.resized(state.size))
    cast.show(state.view(), at: 0)
    var position = 0
    while position < timeline.count {
      let time = timeline.moments[position]
      let next = max(
        timeline.position(afterPlaying: time + Self.shortestFrame * speed), position + 1)
      workbench.send(.replay(.played(to: next)))
      for decision in timeline.decisions(in: position..<next) {
        cast.mark(SafeText(decision.summary, limit: 120), at: time / speed)
      }
      cast.show(state.view(), at: time / speed)
      position = next
    }
    cast.hold(until: timeline.duration / speed + Self.ending)
    return cast.text
  }
}
