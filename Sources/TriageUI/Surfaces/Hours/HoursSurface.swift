import Basics
import HitStore
import TerminalScreen

/// The hits by hour of the week: activity in working hours, by a timer, or at night.
///
///            00 01 02 03 04 05 06 07 08 09 10 …
///     Mon     ·        ▒▒          ░░ ██ ██ ▓▓
///     Tue                             ▓▓ ██
///     41 hits  Tuesdays 09:00 to 10:00 UTC+01:00
struct HoursSurface: PageSurface {
  /// Monday is 0.
  private(set) var weekday = 0
  private(set) var hour = 0
  /// The displayed time zone in minutes ahead of UTC.
  private(set) var offset = 0
  /// By weekday and hour.
  var counts: [Int] { cells.counts }
  var targetRows: [HitTable.Row] { target.value }

  private var cells = Derived<Source, Cells>(Cells())
  private var target = Derived<Target, [HitTable.Row]>([])
  private var isOpened = false

  init() {}

  private struct Cells: Sendable {
    /// The hours with hits, by time: each one's cell, and the indices of its hits.
    var hours: [(cell: Int, places: Range<Int>)] = []
    var counts = Array(repeating: 0, count: 7 * 24)
  }

  private struct Source: Hashable {
    let list: Int
    let offset: Int
  }

  private struct Target: Hashable {
    let source: Source
    let cell: Int
  }

  static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
  /// The maximum offset of a time zone.
  private static let offsets = -12 * 60...14 * 60
  private static let offsetStep = 30

  /// The cell of a time: weekday × 24 + hour.
  private static func cell(of time: Int64, offset: Int) -> Int {
    let hours = TimeUnit.hour.index(of: time + Int64(offset) * 60_000)
    let days = TimeUnit.day.index(of: time + Int64(offset) * 60_000)
    // 1970-01-01 was a Thursday.
    let weekday = ((days + 3) % 7 + 7) % 7
    return Int(weekday * 24 + hours - days * 24)
  }

  static let context = Command.Context.heatMap

  init?(_ surface: Surface) {
    guard case .hours(let page) = surface else { return nil }
    self = page
  }

  var surface: Surface { .hours(self) }

  func title(_ state: State) -> SafeText {
    let rows = state.viewport.page.rows
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

  mutating func settle(with state: State) -> [Effect] {
    let hits = state.timedRows
    let source = Source(list: state.list.version, offset: offset)
    cells.update(for: source) { source in
      var cells = Cells(hours: Self.hours(of: hits, offset: source.offset))
      for hour in cells.hours { cells.counts[hour.cell] += hour.places.count }
      return cells
    }
    if !isOpened, let first = hits.time(at: 0) {
      isOpened = true
      let time = state.currentRow.flatMap(state.table.time) ?? first
      let cell = Self.cell(of: time, offset: offset)
      (weekday, hour) = (cell / 24, cell % 24)
    }
    let hours = cells.hours
    target.update(for: Target(source: source, cell: weekday * 24 + hour)) { target in
      hours.filter { $0.cell == target.cell }.flatMap { hits.rows[$0.places] }
    }
    return []
  }

  /// Goes from each hour with hits to the next; the hits of an hour are adjacent.
  private static func hours(
    of hits: TimedRows, offset: Int
  ) -> [(cell: Int, places: Range<Int>)] {
    var hours: [(cell: Int, places: Range<Int>)] = []
    var place = 0
    while let time = hits.time(at: place) {
      let shift = Int64(offset) * 60_000
      let end = TimeUnit.hour.start(ofIndex: TimeUnit.hour.index(of: time + shift) + 1) - shift
      let next = hits.place(of: end)
      hours.append((cell(of: time, offset: offset), place..<next))
      place = next
    }
    return hours
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

  mutating func move(_ motion: Motion, in state: State) {
    switch motion {
    case .columns(let steps): hour = ((hour + steps) % 24 + 24) % 24
    case .lines(let steps): weekday = max(0, min(6, weekday + steps))
    case .line(let cell): (weekday, hour) = (max(0, min(6, cell / 24)), max(0, cell % 24))
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
    HoursView.draw(self, in: rect, on: &screen)
  }
}
