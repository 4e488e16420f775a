import Basics
import TerminalScreen
import Triage

/// The regions in the logs, in the hits or in the rule, and below them AWS's other regions.
///
///       region      place      the rule    events   hits  verdicts  who
///     * ap-east-1   Hong Kong  suspected       41     41  2T          3  ▇▇▇
///       us-east-1   N. Virgi…  allowed      5,201      0             48
///     ── never seen ──────────────────────────────────────────────────────
///       eu-south-2  Spain      +
///
///     ap-east-1 (Hong Kong, CN)  opt-in · the rule suspects it
///     41 events, 2026-02-09 … 2026-02-28, by 3 principals · 41 hits: 2 true positive, 39 open
struct RegionsSurface: ListSurface {
  let rule: Int
  private(set) var table = RegionTable()
  private(set) var order = Order.hits
  /// The visible regions, in order, and the number above the line.
  private(set) var shown: [RegionTable.Row] = []
  private(set) var knownCount = 0
  var cursor = ListCursor()
  var finding = RowFinding()
  private(set) var marks: Set<String> = []

  private var shownFor: (version: Int, order: Order)?
  private var askedFor: Int?

  enum Order: Sendable, Hashable, CaseIterable {
    case hits, events, rule, region, lastSeen

    var words: String {
      switch self {
      case .hits: "hits"
      case .events: "events"
      case .rule: "what the rule says"
      case .region: "region"
      case .lastSeen: "last seen"
      }
    }
  }

  /// The initial region of the cursor, when known.
  private var start: String?

  init(rule: Int, at region: String? = nil) {
    self.rule = rule
    start = region
  }

  var current: RegionTable.Row? { shown.indices.contains(cursor.index) ? shown[cursor.index] : nil }

  var targetRegions: [String] {
    marks.isEmpty ? current.map { [$0.code] } ?? [] : shown.map(\.code).filter(marks.contains)
  }

  static let context = Command.Context.allowlist

  init?(_ surface: Surface) {
    guard case .regions(let page) = surface else { return nil }
    self = page
  }

  var surface: Surface { .regions(self) }

  func title(_ state: State) -> SafeText {
    let title = state.rules.title(rule)
    return SafeText("regions, by \(order.words) · \(title)")
  }

  mutating func settle(with state: State) -> [Effect] {
    let effects = question(state)
    table.keepUp(with: state, rule: rule)
    if shownFor?.version != table.version || shownFor?.order != order { arrange(state) }
    if let region = start, !shown.isEmpty {
      start = nil
      move(to: region)
    }
    cursor.settle(
      count: shown.count, height: RegionsLayout(rect: state.viewport.page).list.rows,
      divider: divider)
    return effects
  }

  /// Requests the regions in the rule, after it may have changed.
  private mutating func question(_ state: State) -> [Effect] {
    guard askedFor != state.session.lastSequence else { return [] }
    askedFor = state.session.lastSequence
    return [.engine(.readRegions(rule: rule))]
  }

  /// Sorts, keeping the cursor on its region if it was moved.
  mutating func arrange(_ state: State) {
    let before = current?.code
    shown = table.rows.filter { finding.passes(Self.text($0)) }.sorted { a, b in
      if a.isKnown != b.isKnown { return a.isKnown }
      return isBefore(a, b)
    }
    knownCount = shown.count { $0.isKnown }
    shownFor = (table.version, order)
    cursor.follow(cursor.hasMoved ? before : nil, in: shown.map(\.code))
  }

  var rowCount: Int { shown.count }

  func text(ofRow row: Int, in state: State) -> String { Self.text(shown[row]) }

  private static func text(_ row: RegionTable.Row) -> String {
    [row.code, row.place, row.region?.country ?? "", row.standing.word.text].joined(separator: "\t")
  }

  func copy(ofRow row: Int, in state: State) -> CopiedText {
    CopiedText(shown[row].code, what: "the region")
  }

  /// The first region that is neither in the logs nor in the rule: a line is drawn above it.
  var divider: Int? { knownCount < shown.count ? knownCount : nil }

  private func isBefore(_ a: RegionTable.Row, _ b: RegionTable.Row) -> Bool {
    switch order {
    case .hits where a.hits.matching != b.hits.matching: a.hits.matching > b.hits.matching
    case .rule where a.standing.rank != b.standing.rank: a.standing.rank < b.standing.rank
    case .lastSeen where a.lastSeen != b.lastSeen: a.lastSeen > b.lastSeen
    case .region: a.code < b.code
    default: a.eventCount != b.eventCount ? a.eventCount > b.eventCount : a.code < b.code
    }
  }

  mutating func move(_ motion: Motion, in state: State) {
    cursor.move(motion, count: shown.count)
  }

  /// Puts the cursor on a region, if it is visible.
  mutating func move(to code: String) {
    guard let place = shown.firstIndex(where: { $0.code == code }) else { return }
    cursor.move(to: place, count: shown.count)
  }

  mutating func toggleMark() {
    if let current { marks.formSymmetricDifference([current.code]) }
  }

  mutating func sortByNext() {
    let all = Order.allCases
    let place = all.firstIndex(of: order) ?? 0
    order = all[(place + 1) % all.count]
    cursor.move(to: cursor.index, count: shown.count)
  }

  func pageLength(_ rect: Rect) -> Int { RegionsLayout(rect: rect).list.rows }

  mutating func stepBack() -> Bool {
    defer { marks = [] }
    return !marks.isEmpty
  }

  func draw(_ state: State, in rect: Rect, on screen: inout Screen) {
    RegionsView.draw(self, RegionsLayout(rect: rect), on: &screen)
  }
}

extension RegionTable.Row {
  var eventCount: Int { events?.events ?? 0 }
  var lastSeen: Int64 { events?.times?.upperBound ?? .min }
}

extension RuleRegions.Standing {
  /// Suspected regions first, then allowed ones.
  fileprivate var rank: Int {
    switch self {
    case .suspected: 0
    case .suspectedByPattern: 1
    case .allowed: 2
    case .allowedByPattern: 3
    case .allowedByPlaceholder: 4
    case .allowedByFilter: 5
    case .unnamed: 6
    }
  }

  /// One word for a column.
  var word: SafeText {
    switch self {
    case .allowed: "allowed"
    case .allowedByPattern: "by pattern"
    case .allowedByPlaceholder: "by list"
    case .allowedByFilter: "by filter"
    case .suspected, .suspectedByPattern: "suspected"
    case .unnamed: "·"
    }
  }

  var role: Role {
    switch self {
    case .allowed, .allowedByPattern, .allowedByPlaceholder, .allowedByFilter: .allowed
    case .suspected, .suspectedByPattern: .warning
    case .unnamed: .muted
    }
  }

  /// A note on it, as the end of a sentence.
  var sentence: String {
    switch self {
    case .allowed: "the rule allows it"
    case .allowedByPattern(let pattern):
      "the pattern \(pattern) allows it, and others with it: change that by hand"
    case .allowedByPlaceholder(let name): "the list of the placeholder \(name) allows it"
    case .allowedByFilter(let path): "a filter in \(path) allows it"
    case .suspected: "the rule suspects it"
    case .suspectedByPattern(let pattern): "the rule suspects it by the pattern \(pattern)"
    case .unnamed: "the rule does not name it"
    }
  }
}
