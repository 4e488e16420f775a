import Basics
import HitStore

/// Common properties of the targets of a decision. They are computed when the marks or the cursor
/// change, not each time the footer checks a key.
struct TargetFacts: Sendable {
  private(set) var count = 0
  /// Up to `maximum` of each.
  private(set) var rules: Set<Int> = []
  private(set) var regions: Set<String> = []
  private(set) var hasAlert = false

  static let maximum = 1_000

  /// The key of the value.
  struct Source: Sendable, Hashable {
    let marks: RowSet
    let current: HitTable.Row?
    /// On a page: the number, the first and the last.
    let page: [Int]
    let count: Int?
    let version: Int
  }

  init() {}

  init(of state: State) {
    let table = state.table
    let column = state.regionColumn
    var lastRegion: String?
    state.forEachTarget { row in
      count += 1
      if rules.count < Self.maximum { rules.insert(table.rule(row)) }
      hasAlert = hasAlert || table.isAlert(row)
      guard let column, regions.count < Self.maximum else { return }
      let region = table.text(row, column: column)
      if region == lastRegion || region.isEmpty { return }
      lastRegion = region
      regions.insert(region)
    }
  }
}

extension Derived<TargetFacts.Source, TargetFacts> {
  mutating func keepUp(with state: State) {
    let onPage = state.surfaces.page.map { $0.targets(in: state) ?? [] }
    let isMarked = onPage == nil && !state.list.marks.isEmpty
    let source = TargetFacts.Source(
      marks: isMarked ? state.list.marks : [],
      current: isMarked || onPage != nil ? nil : state.currentRow,
      page: onPage.map { [$0.count, $0.first ?? -1, $0.last ?? -1] } ?? [],
      count: isMarked ? nil : state.waiting.count,
      version: state.waiting.count == nil ? 0 : state.list.version)
    update(for: source) { _ in TargetFacts(of: state) }
  }
}

extension State {
  /// Calls `body` with each target row, in no particular order.
  func forEachTarget(_ body: (HitTable.Row) -> Void) {
    if let page = surfaces.page {
      page.targets(in: self)?.forEach(body)
    } else if !list.marks.isEmpty {
      list.marks.forEach(body)
    } else if let count = waiting.count {
      list.hits(ofRows: list.shown[list.cursor...].prefix(count), table).forEach(body)
    } else if let row = list.current {
      list.hits(ofRow: row, table).forEach(body)
    }
  }

  /// The targets of a decision, by time: on a page its own targets; else the marked hits, or as
  /// many as the count from the cursor on, or the hit under the cursor.
  public var targets: [HitTable.Row] {
    var rows: [HitTable.Row] = []
    forEachTarget { rows.append($0) }
    return rows.count > 1 && surfaces.showsPanes ? rows.sorted(by: table.isBefore) : rows
  }

  public var targetIDs: [HitID] { targets.map(table.id) }

  /// A note if some targets are not visible: `12 marked, 3 hidden by the filter`.
  var targetWords: String? {
    if let page = surfaces.page { return page.targetWords(in: self) }
    if list.marks.isEmpty, let count = waiting.count {
      return "the next \(count.counting(list.isPerEvent ? "event" : "hit"))"
    }
    guard !list.marks.isEmpty else { return nil }
    let hidden = list.hiddenMarkCount
    return "\(list.marks.count.grouped) marked"
      + (hidden > 0 ? ", \(hidden.grouped) hidden by the filter" : "")
  }
}
