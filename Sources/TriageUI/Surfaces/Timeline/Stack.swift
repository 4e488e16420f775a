import Basics
import HitStore
import TerminalScreen

/// How the bars of the timeline are divided.
///
///     by region:  ██ me-south-1  ▓▓ ap-east-1  ▒▒ eu-south-1  ░░ others
struct Stack: Sendable {
  enum Kind: Sendable, Hashable, CaseIterable {
    case none, verdict, region, rule

    var words: String {
      switch self {
      case .none: "all hits"
      case .verdict: "by verdict"
      case .region: "by region"
      case .rule: "by rule"
      }
    }
  }

  /// The names of the parts, from the bottom of a bar up. Empty for `none`.
  private(set) var parts: [SafeText] = []
  private let kind: Kind
  private var partOfRegion: [HitTable.Text: Int] = [:]
  private var partOfRule: [Int: Int] = [:]

  /// The maximum number of distinguishable parts; the last one is for all others.
  static let mostParts = 5

  init(_ kind: Kind, rows: ArraySlice<HitTable.Row>, of state: State) {
    self.kind = kind
    let table = state.table
    switch kind {
    case .none: break
    case .verdict:
      parts = ["open"] + Verdict.allCases.map { SafeText($0.words) }
    case .region:
      guard let column = state.regionColumn else { return }
      (partOfRegion, parts) = Self.parts(
        rows, of: { table.cell($0, column: column) }, named: table.string)
    case .rule:
      (partOfRule, parts) = Self.parts(
        rows, of: table.rule,
        named: { state.rules.indices.contains($0) ? state.rules[$0].title : "" })
    }
  }

  /// The most frequent values, then all others.
  private static func parts<Value: Hashable>(
    _ rows: ArraySlice<HitTable.Row>, of value: (HitTable.Row) -> Value,
    named name: (Value) -> String
  ) -> ([Value: Int], [SafeText]) {
    var counts: [Value: Int] = [:]
    for row in rows { counts[value(row), default: 0] += 1 }
    let named = counts.map { (value: $0.key, count: $0.value, name: name($0.key)) }
      .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    let own = named.count <= mostParts ? named.count : mostParts - 1
    var parts: [Value: Int] = [:]
    for (place, entry) in named.prefix(own).enumerated() { parts[entry.value] = place }
    let names = named.prefix(own).map {
      SafeText($0.name.isEmpty ? "(none)" : $0.name, limit: 40)
    }
    return (parts, names + (own < named.count ? ["others"] : []))
  }

  /// The part that a row belongs to.
  func part(of row: HitTable.Row, in state: State) -> Int {
    switch kind {
    case .none: return 0
    case .verdict:
      switch state.session.byRow[row] {
      case nil: return 0
      case .truePositive: return 1
      case .falsePositive: return 2
      case .benignTruePositive: return 3
      }
    case .region:
      guard let column = state.regionColumn else { return 0 }
      return partOfRegion[state.table.cell(row, column: column)] ?? parts.count - 1
    case .rule: return partOfRule[state.table.rule(row)] ?? parts.count - 1
    }
  }

  /// The glyph and colour of a part.
  func style(ofPart part: Int) -> (glyph: SafeText, role: Role) {
    let glyph = ChartGlyphs.fills[part % ChartGlyphs.fills.count]
    switch kind {
    case .none: return (ChartGlyphs.fills[0], .barFill)
    case .verdict:
      return (glyph, Self.verdictRoles[part % Self.verdictRoles.count])
    case .region, .rule: return (glyph, Self.valueRoles[part % Self.valueRoles.count])
    }
  }

  /// Roles of different colours in every theme. Open hits are not yet anything.
  static let verdictRoles: [Role] = [.plain, .truePositive, .falsePositive, .benignTruePositive]
  static let valueRoles: [Role] = [.barFill, .warning, .success, .error, .plain]
}
