import CloudTrail
import HitStore
import Scanning
import Triage

/// The regions of a page, with the scan's counts, the rule's state, and the hits of each.
///
///     ap-east-1   suspected   41 events   41 hits: 2 true positive, 39 open
///
/// Hits are counted as they arrive; all are counted again only after a decision or for another
/// rule.
struct RegionTable: Sendable {
  struct Row: Sendable, Hashable {
    let code: String
    /// `nil` for a region that AWS does not list.
    let region: AWSRegion?
    var standing = RuleRegions.Standing.unnamed
    /// `nil` if the scan read no event of it.
    var events: RegionCount?
    var hits = RegionHits()

    var place: String { region?.place ?? "" }
    /// Whether it occurs in the logs, the hits or the rule.
    var isKnown: Bool { events != nil || hits != RegionHits() || standing != .unnamed }
  }

  /// The hits of one rule in one region.
  struct RegionHits: Sendable, Hashable {
    /// Current hits and silenced hits.
    var matching = 0
    var silenced = 0
    /// Verdicts of both.
    var byVerdict: [Verdict: Int] = [:]
    var judged: Int { byVerdict.values.reduce(0, +) }
  }

  /// Unordered.
  var rows: [Row] { made.value }
  /// Increases when `rows` change.
  private(set) var version = 0

  private var hits = HitsByRegion()
  private var made = Derived<Source, [Row]>([])

  /// The key of the rows.
  private struct Source: Hashable {
    let hits: Int
    let counts: RegionCounts
    let regions: RuleRegions?
  }

  subscript(code: String) -> Row? { rows.first { $0.code == code } }

  /// Updates the rows.
  mutating func keepUp(with state: State, rule: Int) {
    hits.keepUp(with: state, rule: rule)
    let regions = state.rules.regions?.rule == rule ? state.rules.regions : nil
    let source = Source(hits: hits.version, counts: state.scan.counts.regions, regions: regions)
    let byRegion = hits.byRegion
    let isNew = made.update(for: source) { source in
      let codes = Set(AWSRegion.all.map(\.code)).union(byRegion.keys)
        .union(source.counts.byRegion.keys).union(regions?.named ?? [])
      return codes.filter { !$0.isEmpty }.map { code in
        Row(
          code: code, region: AWSRegion.named(code),
          standing: regions?.standing(of: code) ?? .unnamed, events: source.counts.byRegion[code],
          hits: byRegion[code] ?? RegionHits())
      }
    }
    if isNew { version += 1 }
  }
}

/// A rule's hits by region.
private struct HitsByRegion: Sendable {
  private(set) var byRegion: [String: RegionTable.RegionHits] = [:]
  private(set) var version = 0

  /// The counts so far.
  private struct Counted: Sendable {
    var rows = 0
    var byRegion: [HitTable.Text: RegionTable.RegionHits] = [:]
  }

  private var counted = Derived<Source, Counted>(Counted())

  /// The key of the counts.
  private struct Source: Hashable {
    let rule: Int
    let session: Int
    let silenced: Int
    let unkept: [String: Int]
  }

  mutating func keepUp(with state: State, rule: Int) {
    let table = state.table
    let source = Source(
      rule: rule, session: state.session.lastSequence, silenced: state.list.silenced.count,
      unkept: table.silencedCounts.unkeptByRegion(ofRule: rule))
    let isNew = counted.update(for: source) { _ in Counted() }
    guard isNew || counted.rows < table.count else { return }
    version += 1
    guard let column = state.regionColumn else { return }
    counted.extend { counted in
      for row in counted.rows..<table.count where table.rule(row) == rule {
        let region = table.cell(row, column: column)
        if state.list.silenced.contains(row) {
          counted.byRegion[region, default: .init()].silenced += 1
        } else {
          counted.byRegion[region, default: .init()].matching += 1
        }
        if let verdict = state.session.byRow[row] {
          counted.byRegion[region, default: .init()].byVerdict[verdict, default: 0] += 1
        }
      }
      counted.rows = table.count
    }
    byRegion = Dictionary(
      counted.byRegion.map { (table.string($0.key), $0.value) },
      uniquingKeysWith: { first, _ in first })
    for (region, unkept) in source.unkept { byRegion[region, default: .init()].silenced += unkept }
  }
}
