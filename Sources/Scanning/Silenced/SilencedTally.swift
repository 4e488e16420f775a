import EventJSON
import HitStore
import Sigma

/// The silenced events of one worker since the last hand-over: counted, and the first ones kept.
final class SilencedTally {
  /// A silenced event of one rule.
  struct Entry {
    /// Two hashes of the rule and the eventID.
    let digest: UInt64
    let shard: UInt64
    let group: Int32
    /// Index of its hit in the batch; -1 if it is not kept.
    var hit: Int32
    let time: Int64?
  }

  private struct Group: Hashable {
    let rule: Int
    let by: SilencerSet
    let region: Int
  }

  private(set) var entries: [Entry] = []
  private(set) var batch: HitBatch
  private let room: SilencedRoom
  private let regionSlot: Int
  private let eventIDSlot: Int

  private var groups: [Group: Int32] = [:]
  /// What the groups are, by number.
  private(set) var names: [SilencedCounts.Group] = []
  private var regions: [[UInt8]] = [[]]
  private var lastRegion = 0
  /// Rules that have no room left.
  private var fullRules: Set<Int> = []
  private var text: [UInt8] = []

  /// Entries after which the worker hands over.
  static let interval = 16_384
  private static let maximumRegions = 512

  init(room: SilencedRoom, columnCount: Int, regionSlot: Int, eventIDSlot: Int) {
    self.room = room
    self.regionSlot = regionSlot
    self.eventIDSlot = eventIDSlot
    batch = HitBatch(columnCount: columnCount)
  }

  var isFull: Bool { entries.count >= Self.interval || batch.json.count >= Scan.batchBytes }

  /// Counts an event that exceptions of a rule silence.
  ///
  /// - Parameter keep: appends it to the batch; called if there is room.
  func add(
    _ event: PickedEvent, rule: Int, by silencers: SilencerSet, time: Int64?,
    keep: (inout HitBatch) -> Void
  ) {
    text.removeAll(keepingCapacity: true)
    var hasher = Hasher()
    hasher.combine(rule)
    if event.appendColumn("eventID", at: eventIDSlot, to: &text) {
      text.withUnsafeBytes { hasher.combine(bytes: $0) }
    } else {
      hasher.combine(bytes: event.record)
    }
    var other = hasher
    other.combine(1)
    var hit: Int32 = -1
    if !fullRules.contains(rule) {
      if room.take(rule: rule) {
        hit = Int32(batch.hits.count)
        keep(&batch)
      } else {
        fullRules.insert(rule)
      }
    }
    entries.append(
      Entry(
        digest: UInt64(bitPattern: Int64(hasher.finalize())),
        shard: UInt64(bitPattern: Int64(other.finalize())),
        group: group(rule, silencers, region(of: event)), hit: hit, time: time))
  }

  func removeAll() {
    entries.removeAll(keepingCapacity: true)
    batch.removeAll()
  }

  private func group(_ rule: Int, _ by: SilencerSet, _ region: Int) -> Int32 {
    let group = Group(rule: rule, by: by, region: region)
    if let known = groups[group] { return known }
    let number = Int32(names.count)
    groups[group] = number
    names.append(
      SilencedCounts.Group(
        rule: rule, by: by, region: String(decoding: regions[region], as: UTF8.self)))
    return number
  }

  /// The number of the event's region. Events come in runs of one region.
  private func region(of event: PickedEvent) -> Int {
    guard let name = event.plainString(at: regionSlot) else { return 0 }
    if regions[lastRegion].elementsEqual(name) { return lastRegion }
    if let known = regions.firstIndex(where: { $0.elementsEqual(name) }) {
      lastRegion = known
    } else if regions.count < Self.maximumRegions {
      lastRegion = regions.count
      regions.append(Array(name))
    } else {
      return 0
    }
    return lastRegion
  }
}
