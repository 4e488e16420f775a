import Basics
import TerminalScreen

/// The columns of the regions page, in order.
enum RegionColumn: Sendable, Hashable, CaseIterable {
  case region, place, rule, events, hits, verdicts, principals, firstSeen, lastSeen, bar

  var title: SafeText {
    switch self {
    case .region: "region"
    case .place: "place"
    case .rule: "the rule"
    case .events: "events"
    case .hits: "hits"
    case .verdicts: "verdicts"
    case .principals: "who"
    case .firstSeen: "first seen"
    case .lastSeen: "last seen"
    case .bar: ""
    }
  }

  var isNumber: Bool {
    switch self {
    case .events, .hits, .principals: true
    default: false
    }
  }

  private var width: Int {
    switch self {
    case .region: 14
    case .place: 16
    case .rule: 10
    case .events: 9
    case .hits: 7
    case .verdicts: 8
    case .principals: 6
    case .firstSeen, .lastSeen: 10
    case .bar: 6
    }
  }

  /// The priority of the columns if there is not enough room.
  private static let mostWanted: [RegionColumn] = [
    .region, .rule, .hits, .events, .verdicts, .place, .principals, .lastSeen, .firstSeen, .bar,
  ]

  /// The columns that fit, with widths. The bar or the place gets the rest.
  static func fitting(width: Int) -> [(RegionColumn, width: Int)] {
    var rest = width + 1
    let chosen = mostWanted.prefix { column in
      rest -= column.width + 1
      return rest >= 0
    }
    let used = chosen.reduce(-1) { $0 + $1.width + 1 }
    let widest: RegionColumn = chosen.contains(.bar) ? .bar : .place
    return allCases.filter(chosen.contains).map { column in
      (column, column.width + (column == widest ? max(0, width - used) : 0))
    }
  }

  func text(_ row: RegionTable.Row, most: Int, width: Int) -> SafeText {
    switch self {
    case .region: return SafeText(row.code, limit: 100)
    case .place:
      let mark = row.region?.isOptIn == true ? " +" : ""
      return SafeText(row.place).truncated(to: width - mark.count) + SafeText(mark)
    case .rule: return row.standing.word
    case .events: return number(row.eventCount)
    case .hits: return number(row.hits.matching)
    case .verdicts: return RegionDetail.letters(row.hits)
    case .principals:
      guard let events = row.events else { return "" }
      return SafeText(events.principals.grouped + (events.hasMorePrincipals ? "+" : ""))
    case .firstSeen: return date(row.events?.times?.lowerBound)
    case .lastSeen: return date(row.events?.times?.upperBound)
    case .bar: return ChartGlyphs.bar(row.hits.matching, of: most, width: width)
    }
  }

  func role(_ row: RegionTable.Row) -> Role {
    switch self {
    case .region: row.isKnown ? .plain : .muted
    case .rule: row.standing.role
    case .bar: .barFill
    case .place, .firstSeen, .lastSeen: .muted
    default: .plain
    }
  }

  private func number(_ count: Int) -> SafeText { count == 0 ? "" : SafeText(count.grouped) }

  private func date(_ time: Int64?) -> SafeText {
    time.map { SafeText(Timestamp.dateText(milliseconds: $0)) } ?? ""
  }
}
