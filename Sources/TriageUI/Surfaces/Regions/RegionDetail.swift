import Basics
import CloudTrail
import HitStore
import TerminalScreen

/// The details of one region, in a few lines.
///
///     ap-east-1 (Hong Kong, CN)  must be switched on · the rule suspects it
///     41 events by 3 principals, 2026-02-09 … 2026-02-28 · 41 hits: 2 true positive, 39 open
enum RegionDetail {
  static func lines(_ row: RegionTable.Row, width: Int) -> [Line] {
    var first = Line(SafeText(row.code, limit: 100), .accent, bold: true)
    if let region = row.region {
      let country = region.country.isEmpty ? "" : ", \(region.country)"
      first.append(SafeText(" (\(region.place)\(country))"))
    } else {
      first.append(" (in no list of AWS)", .warning)
    }
    if row.region?.isOptIn == true { first.append("  opt-in +", .muted) }
    first.append("  ")
    first.append(SafeText(row.standing.sentence, limit: 400), row.standing.role)
    return [first] + Line.wrapped(facts(row), width: width)
  }

  static func facts(_ row: RegionTable.Row) -> String {
    let hits = row.hits
    var text = "no event"
    if let events = row.events {
      text = events.events.counting("event")
      if events.principals > 0 {
        text += " by " + events.principals.counting("principal")
        if events.hasMorePrincipals { text += " or more" }
      }
      if let times = events.times { text += ", " + span(times) }
    }
    guard hits != RegionTable.RegionHits() else { return text + " · no hit" }
    text += " · " + (hits.matching == 0 ? "no hit" : hits.matching.counting("hit"))
    let judged = Verdict.allCases.compactMap { verdict in
      hits.byVerdict[verdict].map { "\($0.grouped) \(verdict.words)" }
    }
    if !judged.isEmpty { text += ": " + judged.joined(separator: ", ") }
    return hits.silenced > 0 ? text + " · \(hits.silenced.grouped) silenced" : text
  }

  private static func span(_ times: ClosedRange<Int64>) -> String {
    let first = Timestamp.dateText(milliseconds: times.lowerBound)
    let last = Timestamp.dateText(milliseconds: times.upperBound)
    return first == last ? "\(first)" : "\(first) … \(last)"
  }

  /// `2T 1F 3B`
  static func letters(_ hits: RegionTable.RegionHits) -> SafeText {
    let parts = Verdict.allCases.compactMap { verdict -> String? in
      guard let count = hits.byVerdict[verdict] else { return nil }
      return "\(count)\(HitsView.letter(verdict).0.text)"
    }
    return SafeText(parts.joined(separator: " "))
  }
}
