import Baseline
import Basics
import HitStore
import RuleEditing
import TerminalScreen
import Triage

/// What the baseline proposes for a rule, to be chosen and written as one edit.
///
///       what                    class    days  who  changes  hits
///     regions
///       [x] eu-central-1        normal     64    9       61   412  ▁▃▂▅▃▂
///       [ ] ap-southeast-2      review      9    2        4    18      ▁▂
///     services
///       [x] userIdentity.type … exception
///     never
///       [ ] me-south-1          never       4    1        2    11        ▇
///
/// Normal regions and the exceptions are chosen at the start; what is never proposed needs `!` and a
/// reason.
struct BaselineSurface: ListSurface {
  let rule: Int
  private(set) var rows: [BaselineRow] = []
  private(set) var form = BaselineProposal.Form.list
  private(set) var hasList = false
  private(set) var chosen: Set<String> = []
  /// Why a region that is never proposed was chosen.
  private(set) var reason: String?
  var cursor = ListCursor()
  var finding = RowFinding()

  private var all: [BaselineRow] = []
  private var hits = RegionTable()
  private var made = Derived<Source, [BaselineRow]>([])
  private var askedFor: Int?
  private var hasChosen = false

  /// The key of the rows.
  private struct Source: Hashable {
    let version: Int
    let regions: RuleRegions?
    let hasBaseline: Bool
  }

  init(rule: Int) { self.rule = rule }

  static let context = Command.Context.baseline

  init?(_ surface: Surface) {
    guard case .baseline(let page) = surface else { return nil }
    self = page
  }

  var surface: Surface { .baseline(self) }

  var current: BaselineRow? { rows.indices.contains(cursor.index) ? rows[cursor.index] : nil }

  func title(_ state: State) -> SafeText {
    let form = form == .all ? " · all regions that are not allowed" : ""
    return SafeText(
      "baseline · \(chosenRows.count) of \(all.count) chosen\(form) · \(state.rules.title(rule))")
  }

  // MARK: - The rows

  mutating func settle(with state: State) -> [Effect] {
    var effects: [Effect] = []
    if askedFor != state.session.lastSequence {
      askedFor = state.session.lastSequence
      effects.append(.engine(.readRegions(rule: rule)))
    }
    hits.keepUp(with: state, rule: rule)
    let regions = state.rules.regions?.rule == rule ? state.rules.regions : nil
    let report = state.scan.report?.baselineReport
    let source = Source(version: hits.version, regions: regions, hasBaseline: report != nil)
    let table = hits
    let isNew = made.update(for: source) { _ in
      guard let report, let regions else { return [] }
      return BaselineRow.rows(
        report, regions, state.scan.report?.baselineDays ?? [:], hits: { table[$0]?.hits })
    }
    if isNew {
      all = made.value
      hasList = !(regions?.allowlist.suspected.isEmpty ?? true)
      if !hasChosen, !all.isEmpty {
        hasChosen = true
        chosen = Set(all.filter(\.isProposed).map(\.id))
      }
      arrange(state)
    }
    cursor.settle(count: rows.count, height: BaselineLayout(rect: state.viewport.page).list.rows)
    return effects
  }

  mutating func arrange(_ state: State) {
    let before = current?.id
    rows = all.filter { finding.passes($0.text) }
    cursor.follow(cursor.hasMoved ? before : nil, in: rows.map(\.id))
  }

  var rowCount: Int { rows.count }
  func text(ofRow row: Int, in state: State) -> String { rows[row].text }

  func copy(ofRow row: Int, in state: State) -> CopiedText {
    CopiedText(
      ([rows[row].name, rows[row].word] + rows[row].reasons).joined(separator: "\n"),
      what: "the line with its reasons")
  }

  mutating func move(_ motion: Motion, in state: State) { cursor.move(motion, count: rows.count) }
  func pageLength(_ rect: Rect) -> Int { BaselineLayout(rect: rect).list.rows }

  func draw(_ state: State, in rect: Rect, on screen: inout Screen) {
    BaselineView.draw(self, BaselineLayout(rect: rect), state, on: &screen)
  }

  // MARK: - Choosing

  var chosenRows: [BaselineRow] { all.filter { chosen.contains($0.id) && $0.edit != nil } }

  /// The edit of all that is chosen, as one; nil without any.
  var edit: RuleEdit? {
    let widening: [RuleEdit] = form == .all && hasList ? [.matchAllRegions] : []
    let edits = widening + chosenRows.compactMap(\.edit)
    return edits.isEmpty ? nil : .all(edits)
  }

  mutating func toggle(_ row: BaselineRow) { chosen.formSymmetricDifference([row.id]) }

  /// Chooses a line that is never proposed.
  mutating func force(_ id: String, because reason: String) {
    chosen.insert(id)
    self.reason = reason
  }

  mutating func changeForm() { form = form == .list ? .all : .list }
}

/// One line of the page.
struct BaselineRow: Sendable, Hashable {
  enum Part: String, Sendable { case regions, services, never }

  let part: Part
  /// A region's code, or what a service's events have in common.
  let name: String
  let regionClass: RegionClass?
  /// The class, or `allowed`, `exception`, `refused`.
  let word: String
  let days: Int
  let principals: Int
  let changeDays: Int
  /// Hits of the rule now; nil for services.
  let hits: Int?
  /// Evidence by day of the window.
  let byDay: [Int]
  let reasons: [String]
  /// nil where there is nothing to choose.
  let edit: RuleEdit?

  var id: String { part.rawValue + " " + name }
  var text: String { ([part.rawValue, name, word] + reasons).joined(separator: "\t") }
  var isRegion: Bool { regionClass != nil }
  /// Whether it is chosen at the start.
  var isProposed: Bool { edit != nil && (regionClass == .normal || regionClass == nil) }

  static func rows(
    _ report: BaselineReport, _ regions: RuleRegions, _ byDay: [String: [Int]],
    hits: (String) -> RegionTable.RegionHits?
  ) -> [BaselineRow] {
    let proposal = BaselineProposal(report, for: regions)
    var rows: [BaselineRow] = []
    for (name, region) in report.orderedRegions where region.regionClass != .unused {
      let found = hits(name)
      var (regionClass, reasons) = (region.regionClass, region.reasons + region.notes)
      // A verdict of this session counts as one of the file of true positives.
      if let count = found?.byVerdict[.truePositive], count > 0 {
        if regionClass != .never { reasons = [] }
        regionClass = .never
        reasons.insert(
          "\(count.counting("event")) here \(count == 1 ? "is" : "are") marked as a true positive",
          at: 0)
      }
      let isAllowed = regions.standing(of: name).isAllowed
      let proposed = proposal.items.first { $0.region == name }?.edit
      rows.append(
        BaselineRow(
          part: regionClass == .never ? .never : .regions, name: name, regionClass: regionClass,
          word: isAllowed ? "allowed" : regionClass.rawValue, days: region.counts.days,
          principals: region.counts.strongPrincipals, changeDays: region.counts.changeDays,
          hits: found?.matching ?? 0, byDay: byDay[name] ?? [], reasons: reasons,
          edit: isAllowed ? nil : regionClass == .normal ? proposed : .allowRegion(name)))
    }
    for item in proposal.items where item.region == nil {
      rows.append(service(item.name, "exception", .services, item.reasons, item.edit))
    }
    for refused in report.refusedExceptions {
      rows.append(
        service("\(refused.field) \(refused.value)", "refused", .never, refused.reasons, nil))
    }
    let order: [Part] = [.regions, .services, .never]
    return order.flatMap { part in rows.filter { $0.part == part } }
  }

  private static func service(
    _ name: String, _ word: String, _ part: Part, _ reasons: [String], _ edit: RuleEdit?
  ) -> BaselineRow {
    BaselineRow(
      part: part, name: name, regionClass: nil, word: word, days: 0, principals: 0, changeDays: 0,
      hits: nil, byDay: [], reasons: reasons, edit: edit)
  }
}
