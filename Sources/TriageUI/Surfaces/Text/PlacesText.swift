import Basics
import Places
import TerminalScreen

/// The databases that say where addresses are, and what they lack.
///
///     places
///       GeoLite2-City of 2026-11-20, 10 days old   /usr/share/GeoIP/GeoLite2-City.mmdb
///       ip-ranges.json: 6 entries are not understood and were left out.
enum PlacesText {
  /// Nothing if no database was asked for.
  static func lines(_ state: State, width: Int) -> [Line] {
    guard let places = state.settings.places else { return [] }
    var lines = [Line(""), Line("places", .title, bold: true)]
    func add(_ text: String, _ role: Role) {
      lines += Line(SafeText("  " + text), role).folded(width: width)
    }
    for database in places.databases { add("\(database.text)   \(database.path)", .plain) }
    for label in places.labels { add("label \(label)", .plain) }
    for warning in places.warnings(newestHit: newestHit(state)) { add(warning, .warning) }
    if !places.knowsPlaces { add(PlacesSummary.noDatabase, .muted) }
    if !places.knowsAWS {
      add("AWS's own addresses are not known: give its ip-ranges.json with --aws-ranges.", .muted)
    }
    return lines
  }

  private static func newestHit(_ state: State) -> CivilDate? {
    state.overview.times.map { CivilTime(milliseconds: $0.upperBound).date }
  }
}
