import Basics
import TerminalScreen
import TriageUI

/// Plays a complete replay into a recording, without a terminal.
///
/// It uses the same state, `update` and `view` as the screen, and the journal's time, so that the
/// same session gives the same recording.
struct ReplayRecording {
  /// The state, with a replay and all hits.
  let workbench: Workbench

  /// Entries closer together are shown as one.
  private static let shortestFrame = 1.0 / 30
  /// Seconds that the last screen stays.
  private static let ending = 2.0

  private var state: State { workbench.state }

  /// Plays all of it.
  ///
  /// - Parameter speed: recorded seconds that pass in one second.
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
