import Triage

/// A session being played again: the journal's entries, how far it is, how fast.
public struct Replay: Sendable {
  public let entries: [JournalEntry]
  /// The next entry to play.
  public internal(set) var next = 0
  public internal(set) var isPlaying = true
  /// How many recorded seconds pass in one.
  public internal(set) var speed: Double
  /// Recorded time, in seconds since the session began.
  public internal(set) var time = 0.0
  /// The key that the analyst pressed for the entry played last, and its command's name.
  public internal(set) var lastKey: String?

  /// Pauses longer than this are cut to it: nobody waits while an analyst had lunch.
  static let longestPause = 2.0
  static let speeds = [0.25, 0.5, 1, 2, 4, 8, 16, 64]

  public init(entries: [JournalEntry], speed: Double = 1) {
    self.entries = entries
    self.speed = speed
  }

  public var isAtEnd: Bool { next >= entries.count }

  /// Lets time pass, and returns the entries that are due.
  mutating func advance(seconds: Double) -> [JournalEntry] {
    guard isPlaying else { return [] }
    time += seconds * speed
    if let upcoming = entries[next...].first, upcoming.time - time > Self.longestPause {
      time = upcoming.time - Self.longestPause
    }
    var due: [JournalEntry] = []
    while next < entries.count, entries[next].time <= time {
      due.append(entries[next])
      next += 1
    }
    return due
  }

  /// The next entry, whenever it was.
  mutating func step() -> JournalEntry? {
    guard next < entries.count else { return nil }
    let entry = entries[next]
    next += 1
    time = max(time, entry.time)
    return entry
  }

  mutating func changeSpeed(by steps: Int) {
    let index = Self.speeds.firstIndex { $0 >= speed } ?? Self.speeds.count - 1
    speed = Self.speeds[max(0, min(index + steps, Self.speeds.count - 1))]
  }
}
