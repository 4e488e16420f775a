import TerminalScreen
import Triage

/// At which hours of which days of the week the hits were: what is done in working hours, by a timer, or at night.
///
///            00 01 02 03 04 05 06 07 08 09 10 …
///     Mon     ·        ▒▒          ░░ ██ ██ ▓▓
///     Tue                             ▓▓ ██
///     41 hits  Tuesdays 09:00 to 10:00 UTC+01:00
struct HeatMapPage: InteractivePage {
  let context = Command.Context.heatMap
  /// Monday is 0.
  private(set) var weekday = 0
  private(set) var hour = 0
  /// Minutes that the hours shown are ahead of UTC.
  private(set) var offset = 0
  private(set) var hits = TimedRows()
  /// By weekday and hour.
  private(set) var counts = Array(repeating: 0, count: 7 * 24)
  private(set) var targetRows: [HitTable.Row] = []
  /// The cell of each hit.
  private var cells: [UInt8] = []

  private var countedFor: Source?
  private var targetsFor: Target?
  private var isOpened = false

  private struct Source: Hashable {
    let hits: Int
    let offset: Int
  }

  private struct Target: Hashable {
    let source: Source
    let cell: Int
  }

  static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
  /// As far as time zones go.
  private static let offsets = -12 * 60...14 * 60
  private static let offsetStep = 30

  /// The cell of a time: weekday × 24 + hour.
  private func cell(of time: Int64) -> Int {
    let hours = TimeUnit.hour.index(of: time + Int64(offset) * 60_000)
    let days = TimeUnit.day.index(of: time + Int64(offset) * 60_000)
    // 1970-01-01 was a Thursday.
    let weekday = ((days + 3) % 7 + 7) % 7
    return Int(weekday * 24 + hours - days * 24)
  }

  func title(_ state: State) -> SafeText {
    let rows = Layout(state: state).page.rows
    return rows > 9
      ? SafeText("hours of the week, \(zone)")
      : SafeText("\(targetRows.countedAs("hit")) \(cellWords)")
  }

  /// `UTC`, `UTC+05:30`
  var zone: String {
    guard offset != 0 else { return "UTC" }
    let minutes = abs(offset)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "UTC" + (offset < 0 ? "-" : "+") + two(minutes / 60) + ":" + two(minutes % 60)
  }

  mutating func keepUp(with state: State) -> [Effect] {
    hits.keepUp(with: state)
    let source = Source(hits: hits.version, offset: offset)
    if countedFor != source {
      countedFor = source
      counts = Array(repeating: 0, count: 7 * 24)
      cells = hits.times.map { UInt8(cell(of: $0)) }
      for cell in cells { counts[Int(cell)] += 1 }
    }
    if !isOpened, !hits.times.isEmpty {
      isOpened = true
      let time = state.currentRow.flatMap(state.table.time) ?? hits.times[0]
      (weekday, hour) = (cell(of: time) / 24, cell(of: time) % 24)
    }
    let target = Target(source: source, cell: weekday * 24 + hour)
    if targetsFor != target {
      targetsFor = target
      targetRows = cells.indices.filter { cells[$0] == target.cell }.map { hits.rows[$0] }
    }
    return []
  }

  func targets(in state: State) -> [HitTable.Row]? { targetRows }

  func targetWords(in state: State) -> String? {
    guard !targetRows.isEmpty else { return nil }
    return "the \(targetRows.countedAs("hit")) of \(cellWords)"
  }

  /// `Tuesdays 09:00 to 10:00 UTC`
  var cellWords: String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(Self.weekdays[weekday])s \(two(hour)):00 to \(two(hour + 1)):00 \(zone)"
  }

  func pageLength(_ rect: Rect) -> Int { 7 }

  mutating func move(_ motion: State.Motion, in state: State) {
    switch motion {
    case .columns(let steps): hour = ((hour + steps) % 24 + 24) % 24
    case .lines(let steps): weekday = max(0, min(6, weekday + steps))
    case .line(let line): weekday = max(0, min(6, line))
    case .toStart: hour = 0
    case .toEnd: hour = 23
    }
  }

  /// `false` beyond the last time zone.
  mutating func shift(by steps: Int) -> Bool {
    let shifted = offset + steps * Self.offsetStep
    guard Self.offsets.contains(shifted) else { return false }
    offset = shifted
    return true
  }

  func draw(_ state: State, in rect: Rect, on screen: inout Screen) {
    HeatMapView.draw(self, in: rect, on: &screen)
  }
}
