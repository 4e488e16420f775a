import Sessions

/// A session being replayed: its timeline, position and speed.
public struct Replay: Sendable {
  public let timeline: ReplayTimeline
  /// The number of played entries.
  public private(set) var position = 0
  public internal(set) var isPlaying = true
  /// Recorded seconds that pass in one second.
  public internal(set) var speed: Double
  /// Seconds of playing, on the timeline's scale.
  public private(set) var time = 0.0
  /// The key that the analyst pressed for the last played entry.
  public internal(set) var key: String?

  static let speeds = [0.25, 0.5, 1, 2, 4, 8, 16, 64]

  public init(_ timeline: ReplayTimeline, speed: Double = 1) {
    self.timeline = timeline
    self.speed = speed
  }

  public var isAtEnd: Bool { position >= timeline.count }

  /// The last played entry.
  var entry: JournalEntry? { position > 0 ? timeline.entries[position - 1] : nil }

  /// Advances the time.
  mutating func advance(seconds: Double) {
    guard isPlaying else { return }
    time = min(time + seconds * speed, timeline.duration)
    position = max(position, timeline.position(afterPlaying: time))
  }

  /// Goes to a position, and pauses there.
  mutating func go(to position: Int) {
    self.position = max(0, min(position, timeline.count))
    time = self.position == 0 ? 0 : timeline.moments[self.position - 1]
    isPlaying = false
  }

  mutating func goToNextDecision() {
    let next = timeline.decisions.first { $0.entry >= position }
    go(to: next.map { $0.entry + 1 } ?? timeline.count)
  }

  mutating func goToPreviousDecision() {
    let previous = timeline.decisions.last { $0.entry + 1 < position }
    go(to: previous.map { $0.entry + 1 } ?? 0)
  }

  mutating func changeSpeed(by steps: Int) {
    let index = Self.speeds.firstIndex { $0 >= speed } ?? Self.speeds.count - 1
    speed = Self.speeds[max(0, min(index + steps, Self.speeds.count - 1))]
  }
}
