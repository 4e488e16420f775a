/// The matches of the rules of a `temporal_ordered` correlation in a window, and whether they can
/// be in order.
///
///     rules: [A, B, C]
///     A 10:00:05   C 10:00:06   B 10:00:06      kept: CloudTrail has whole seconds, B may be before C
///     B 10:00:05   A 10:00:06   C 10:00:06      not kept: B is before A
///
/// The order is kept if each rule has its own match and their times do not decrease. Matches with
/// the same time may be in any order, but each event counts for one rule only. An alert of another
/// correlation comes after the events that it names.
struct MatchOrder {
  private var queues: [Queue]

  init(ruleCount: Int) { queues = Array(repeating: Queue(), count: ruleCount) }

  /// Adds a match that is not older than any before it.
  mutating func append(_ entry: WindowEntry) {
    queues[entry.slot].append(
      Match(time: entry.time, serial: entry.serial, events: entry.events))
  }

  mutating func removeFirst(of rule: Int) { queues[rule].removeFirst() }

  /// Each moment in turn takes as many of the next rules as it can. This greedy choice is optimal:
  /// what can continue from an earlier rule can also continue from a later one.
  var isKept: Bool {
    var moment = Moment(time: .min)
    for queue in queues where !queue.isEmpty {
      if moment.take(queue, most: queues.count) { continue }
      guard let next = queue.firstTime(after: moment.time) else { return false }
      moment = Moment(time: next)
      guard moment.take(queue, most: queues.count) else { return false }
    }
    return true
  }

  fileprivate struct Match {
    let time: Int64
    let serial: UInt64
    let events: WindowEntry.Events
  }

  /// The rules that one moment takes, each with its own match.
  private struct Moment {
    let time: Int64
    /// Matches that each rule can have, by serial.
    private var choices: [[UInt64]] = []
    /// The rule that has a match.
    private var owners: [UInt64: Int] = [:]
    /// The events named by the alerts of this moment.
    private var named: [[String]] = []

    init(time: Int64) { self.time = time }

    /// Adds a rule if a match can be found for it, also by reassigning the matches of rules before
    /// it (an augmenting path in their bipartite graph).
    ///
    /// - Parameter most: this many matches are enough to choose from, whatever the others take.
    mutating func take(_ queue: Queue, most: Int) -> Bool {
      var found: [UInt64] = []
      for match in queue.matches(at: time) {
        if found.count == most { break }
        if isAfterAlerts(match) { found.append(match.serial) }
      }
      if found.isEmpty { return false }
      choices.append(found)
      var tried: Set<UInt64> = []
      guard assign(choices.count - 1, &tried) else {
        choices.removeLast()
        return false
      }
      for match in queue.matches(at: time).prefix(most) {
        if case .several(let events) = match.events { named.append(events) }
      }
      return true
    }

    private mutating func assign(_ rule: Int, _ tried: inout Set<UInt64>) -> Bool {
      for serial in choices[rule] where owners[serial] == nil {
        owners[serial] = rule
        return true
      }
      for serial in choices[rule] where tried.insert(serial).inserted {
        guard let owner = owners[serial], assign(owner, &tried) else { continue }
        owners[serial] = rule
        return true
      }
      return false
    }

    private func isAfterAlerts(_ match: Match) -> Bool {
      if named.isEmpty { return true }
      return switch match.events {
      case .one(let event): !named.contains { $0.contains(event) }
      case .several(let events):
        !named.contains { names in !Set(names).isDisjoint(with: events) }
      }
    }
  }

  /// Matches of one rule by time; the first ones are removed.
  private struct Queue {
    private var matches: [Match] = []
    private var head = 0

    var isEmpty: Bool { head == matches.count }

    mutating func append(_ match: Match) { matches.append(match) }

    mutating func removeFirst() {
      head += 1
      if head * 2 > matches.count, head > 32 {
        matches.removeFirst(head)
        head = 0
      }
    }

    func firstTime(after time: Int64) -> Int64? {
      let place = place { $0 <= time }
      return place < matches.count ? matches[place].time : nil
    }

    /// The matches of one moment.
    func matches(at time: Int64) -> ArraySlice<Match> {
      matches[place { $0 < time }..<place { $0 <= time }]
    }

    /// The first match that is not before something.
    private func place(_ isBefore: (Int64) -> Bool) -> Int {
      var (low, high) = (head, matches.count)
      while low < high {
        let middle = (low + high) / 2
        if isBefore(matches[middle].time) { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }
}
