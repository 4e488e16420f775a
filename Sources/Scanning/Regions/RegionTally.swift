import EventJSON

/// Counts the events of one worker by region.
///
///     eu-central-1   812 events   2026-02-09T07:12:44Z … 2026-02-28T18:01:02Z   #4f… #a1… (hashes of principals)
///
/// It runs for every event, so it uses a few comparisons of eight bytes at a time and one hash, and
/// makes no text. Most events have the region of the event before: the counts of such a run are
/// kept in fields, and stored when the region changes.
final class RegionTally {
  /// Slots of the trie.
  struct Slots {
    let region: Int
    let time: Int
    let principal: Int
  }

  /// The counts since the last hand-over.
  struct News {
    let region: String
    let events: Int
    let times: ClosedRange<Int64>?
    /// Hashes of principals that are new to this worker in the region.
    let principals: [UInt64]
  }

  private struct Region {
    let name: String
    var events = 0
    var first = Int64.max
    var last = Int64.min
    var principals = PrincipalSet()
    var newPrincipals: [UInt64] = []
  }

  private let slots: Slots
  private var keys: [RegionKey] = []
  private var regions: [Region] = []
  private var others = 0
  /// Events since the last hand-over, without the current run.
  private var counted = 0

  // The current run: its region and counts.
  private var current = -1
  private var key = RegionKey.none
  private var events = 0
  private var first = Int64.max
  private var last = Int64.min
  private var principals = PrincipalSet()
  private var lastPrincipal: UInt64 = 0

  init(slots: Slots) { self.slots = slots }

  /// Events since the last hand-over.
  var pending: Int { counted + events }

  func count(_ event: PickedEvent) {
    guard let name = event.plainString(at: slots.region), let key = RegionKey(name),
      key == self.key || begin(key, name)
    else {
      others += 1
      counted += 1
      return
    }
    events += 1
    if let time = event.time(at: slots.time) {
      if time < first { first = time }
      if last < time { last = time }
    }
    guard let principal = event.plainString(at: slots.principal) else { return }
    let hash = TextHash.of(principal)
    if hash != lastPrincipal {
      lastPrincipal = hash
      if !principals.contains(hash) { add(hash) }
    }
  }

  @inline(never)
  private func add(_ principal: UInt64) {
    if principals.insert(principal) { regions[current].newPrincipals.append(principal) }
  }

  /// Begins a run; `false` if there are too many regions.
  @inline(never)
  private func begin(_ key: RegionKey, _ name: UnsafeRawBufferPointer) -> Bool {
    var index = keys.firstIndex(of: key)
    if index == nil, keys.count < RegionCounts.maximumRegions {
      index = keys.count
      keys.append(key)
      regions.append(Region(name: String(decoding: name, as: UTF8.self)))
    }
    guard let index else { return false }
    endRun()
    current = index
    self.key = key
    swap(&principals, &regions[index].principals)
    return true
  }

  private func endRun() {
    guard current >= 0 else { return }
    regions[current].events += events
    if first < regions[current].first { regions[current].first = first }
    if regions[current].last < last { regions[current].last = last }
    swap(&principals, &regions[current].principals)
    counted += events
    (events, first, last, lastPrincipal) = (0, .max, .min, 0)
    (current, key) = (-1, .none)
  }

  /// Hands over the counts since the last time.
  func takeNews() -> (regions: [News], others: Int) {
    endRun()
    var news: [News] = []
    for index in regions.indices where regions[index].events > 0 {
      let region = regions[index]
      news.append(
        News(
          region: region.name, events: region.events,
          times: region.first <= region.last ? region.first...region.last : nil,
          principals: region.newPrincipals))
      regions[index].events = 0
      regions[index].newPrincipals = []
      (regions[index].first, regions[index].last) = (.max, .min)
    }
    defer { (others, counted) = (0, 0) }
    return (news, others)
  }
}

/// A region's name in three machine words: equal words mean equal names.
private struct RegionKey: Equatable {
  private let length: Int
  private let head: UInt64
  private let tail: UInt64

  /// Differs from all names.
  static let none = RegionKey()

  private init() { (length, head, tail) = (0, 0, 0) }

  /// `nil` for a text longer than any region's name.
  init?(_ bytes: UnsafeRawBufferPointer) {
    length = bytes.count
    switch length {
    case 8...16:
      head = bytes.loadUnaligned(as: UInt64.self)
      tail = bytes.loadUnaligned(fromByteOffset: length - 8, as: UInt64.self)
    case 1..<8:
      head = bytes.reduce(0) { $0 << 8 | UInt64($1) }
      tail = 0
    default: return nil
    }
  }
}
