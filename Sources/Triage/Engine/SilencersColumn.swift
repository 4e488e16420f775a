import HitStore
import Sigma

/// What silences each row, as a field to filter, sort and group silenced events by.
///
///     silencedBy    filter_main_build
///                   filter_main_allowed_regions + filter_main_build
///                   (no longer matched)                               an older text of the rule matched
public enum SilencersColumn {
  public static let field = "silencedBy"
  static let gone = "(no longer matched)"
}

extension TriageEngine {
  /// The names of what silences each row; empty for hits.
  public func silencersColumn(
    _ rows: Range<HitTable.Row>, of table: HitTable
  ) throws(TriageRefusal) -> FieldColumn {
    var names: [HitTable.Row: String] = [:]
    var byRule: [Int: [HitTable.Row]] = [:]
    for row in rows where !table.isAlert(row) { byRule[table.rule(row), default: []].append(row) }
    for (rule, rows) in byRule {
      let matcher = try currentMatcher(ofRule: rule)
      let silencers = matcher.silencers(ofRule: 0)
      var known: [SilencerSet: String] = [:]
      try forEachEvent(rows, of: table, fields: matcher.fields) { row, event in
        let by = matcher.silencers(of: event, rule: 0)
        if by.isEmpty {
          if !matcher.matches(event, rule: 0) { names[row] = SilencersColumn.gone }
          return
        }
        let name =
          known[by]
          ?? by.indices.filter(silencers.indices.contains).map { silencers[$0].name }
          .joined(separator: " + ")
        known[by] = name
        names[row] = name
      }
    }
    var column = FieldColumn(field: SilencersColumn.field)
    for row in 0..<rows.upperBound { column.append(names[row] ?? "") }
    return column
  }
}
