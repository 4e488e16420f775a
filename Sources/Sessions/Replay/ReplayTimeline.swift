import HitStore

/// A journal as a timeline: the state of a session at each moment, forward and back.
///
///     position   0      1            2             3      …
///                begin  moveCursor   allowRegion   undo   …
///
/// A position is the number of entries played. The state there is a fold over them. Going back
/// folds again from the nearest kept state, so it is exact.
public struct ReplayTimeline: Sendable {
  public let header: SessionHeader
  public let entries: [JournalEntry]
  /// For each entry, the seconds of playing before it: the recorded time with pauses cut.
  public let moments: [Double]
  /// The entries that changed something, in order.
  public let decisions: [ReplayDecision]
  /// The longest pause: nobody wants to wait through an analyst's lunch.
  public let maximumPause: Double

  private var checkpoints: [Checkpoint]
  /// For each entry, the last one up to it that moved the cursor; -1 for none. And the same for
  /// searches.
  private let looks: [Int32]
  private let searches: [Int32]

  private struct Checkpoint: Sendable {
    let position: Int
    let state: SessionState
  }

  public static let defaultMaximumPause = 2.0
  /// States are kept at this interval of entries, or a larger one if a state is large.
  static let checkpointInterval = 512
  /// The next state is kept after a quarter as many entries as the state has decisions, so that
  /// kept states are a small multiple of the session.
  private static let decisionsPerEntry = 4

  public init(
    header: SessionHeader, entries: [JournalEntry], maximumPause: Double = defaultMaximumPause
  ) {
    // A save is not a separate moment: the text changed with the decision. Nor is leaving.
    let entries = entries.filter {
      switch $0.action {
      case .saved, .left: false
      default: true
      }
    }
    self.header = header
    self.entries = entries
    self.maximumPause = maximumPause
    moments = Self.moments(of: entries, maximumPause: maximumPause)
    looks = Self.last(in: entries) { $0.look != nil }
    searches = Self.last(in: entries) { if case .search = $0.action { true } else { false } }
    decisions = ReplayDecision.all(in: entries, header: header)

    var state = SessionState(header: header)
    checkpoints = [Checkpoint(position: 0, state: state)]
    var due = Self.checkpointInterval
    for (index, entry) in entries.enumerated() {
      // Entries that do not follow from earlier ones are ignored, as on resuming.
      try? state.apply(entry)
      if index + 1 >= due {
        checkpoints.append(Checkpoint(position: index + 1, state: state))
        due =
          index + 1
          + max(Self.checkpointInterval, state.decisions.count / Self.decisionsPerEntry)
      }
    }
  }

  public var count: Int { entries.count }
  /// The total seconds of playing.
  public var duration: Double { moments.last ?? 0 }

  /// The state of the session at a position. It needs only the entries after the nearest kept
  /// state.
  public func state(
    at position: Int, from known: (position: Int, state: SessionState)? = nil
  ) -> SessionState {
    let position = max(0, min(position, count))
    let kept = checkpoint(upTo: position)
    var start = (position: kept.position, state: kept.state)
    if let known, known.position <= position, known.position >= start.position { start = known }
    for entry in entries[start.position..<position] { try? start.state.apply(entry) }
    return start.state
  }

  private func checkpoint(upTo position: Int) -> Checkpoint {
    let next = checkpoints.partitioningIndex { $0.position > position }
    return checkpoints[max(0, next - 1)]
  }

  /// The last hit that the analyst looked at or judged.
  public func look(at position: Int) -> HitID? { entry(looks, position)?.look }

  /// The last search.
  public func search(at position: Int) -> String {
    if case .search(let text) = entry(searches, position)?.action { text } else { "" }
  }

  private func entry(_ places: [Int32], _ position: Int) -> JournalEntry? {
    guard position > 0, position <= count, places[position - 1] >= 0 else { return nil }
    return entries[Int(places[position - 1])]
  }

  // MARK: - Places in time

  /// The number of entries played after this many seconds of playing.
  public func position(afterPlaying seconds: Double) -> Int {
    moments.partitioningIndex { $0 > seconds }
  }

  /// The number of entries at this many recorded seconds after the start of the session.
  public func position(atRecorded seconds: Double) -> Int {
    entries.partitioningIndex { $0.time > seconds }
  }

  /// The number of decisions up to a position.
  public func decisionCount(at position: Int) -> Int {
    decisions.partitioningIndex { $0.entry >= position }
  }

  /// The decisions among some of the entries.
  public func decisions(in entries: Range<Int>) -> ArraySlice<ReplayDecision> {
    decisions[decisionCount(at: entries.lowerBound)..<decisionCount(at: entries.upperBound)]
  }

  /// The decision with its effect at a position, or the last one before it.
  public func decision(at position: Int) -> ReplayDecision? {
    let count = decisionCount(at: position)
    return count > 0 ? decisions[count - 1] : nil
  }

  /// Playing time never decreases, whatever the journal says.
  private static func moments(of entries: [JournalEntry], maximumPause: Double) -> [Double] {
    var moments: [Double] = []
    moments.reserveCapacity(entries.count)
    var recorded = 0.0
    var played = 0.0
    for entry in entries {
      played += min(max(entry.time - recorded, 0), maximumPause)
      recorded = max(recorded, entry.time)
      moments.append(played)
    }
    return moments
  }

  private static func last(
    in entries: [JournalEntry], where isWanted: (JournalEntry) -> Bool
  ) -> [Int32] {
    var last: Int32 = -1
    return entries.enumerated().map { index, entry in
      if isWanted(entry) { last = Int32(clamping: index) }
      return last
    }
  }
}

extension JournalEntry {
  /// The hit that the analyst looked at.
  var look: HitID? {
    switch action {
    case .moveCursor(let hit): hit
    case .decide(let decision): decision.hits.first
    default: nil
    }
  }
}

extension Array {
  /// The index of the first element for which `isBehind` holds. All of these follow the others.
  func partitioningIndex(where isBehind: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
