import Basics
import HitStore
import TerminalScreen

/// The hits over time, as bars of a chosen unit of time, with a cursor.
///
///     412 ┤            █
///         │            █  ▂
///     206 ┤     ▃      █  █
///         │  ▁  █      █  █     ▁
///       0 └┬───────────^─────┬────
///         2026-02-09        2026-02-16
///     412 hits  2026-02-12: 3 true positive
struct TimelineSurface: PageSurface {
  private(set) var unit = TimeUnit.day
  private(set) var stackKind = Stack.Kind.none
  /// The bucket under the cursor, by its number in `unit`.
  private(set) var cursor: Int64 = 0
  /// The other end of a range.
  private(set) var rangeStart: Int64?
  /// The first visible bucket.
  private(set) var first: Int64 = 0

  /// Hits in the list with and without a time, and their first and last time.
  private(set) var hitCount = 0
  private(set) var untimed = 0
  private(set) var span: ClosedRange<Int64>?
  var stack: Stack? { stacked.value }
  /// The key of the visible bars.
  var bars: [Bar] { drawn.value }
  var targetRows: [HitTable.Row] { target.rows }
  var targetVerdicts: [Verdict: Int] { target.verdicts }

  private var stacked = Derived<StackSource, Stack?>(nil)
  private var drawn = Derived<Source, [Bar]>([])
  private var target = Derived<TargetSource, Targets>(Targets())
  private var isOpened = false

  init() {}

  struct Bar: Sendable, Hashable {
    var count = 0
    /// The count of each part of the stack.
    var parts: [Int] = []
  }

  private struct Source: Hashable {
    var list: Int
    var hits: Int
    let session: Int
    let unit: TimeUnit
    let stack: Stack.Kind
    let first: Int64
    let count: Int
  }

  private struct StackSource: Hashable {
    let list: Int
    let session: Int
    let kind: Stack.Kind
  }

  private struct Targets: Sendable {
    var rows: [HitTable.Row] = []
    var verdicts: [Verdict: Int] = [:]
  }

  private struct TargetSource: Hashable {
    let list: Int
    let session: Int
    let unit: TimeUnit
    let buckets: ClosedRange<Int64>
  }

  // MARK: - Visible bars

  /// All buckets, including empty ones between hits.
  var buckets: ClosedRange<Int64>? {
    span.map { unit.index(of: $0.lowerBound)...unit.index(of: $0.upperBound) }
  }

  /// The target buckets of a decision.
  var selected: ClosedRange<Int64> {
    let start = rangeStart ?? cursor
    return min(start, cursor)...max(start, cursor)
  }

  /// The start and the exclusive end of the selected buckets.
  var selectedTime: Range<Int64> {
    unit.start(ofIndex: selected.lowerBound)..<unit.start(ofIndex: selected.upperBound + 1)
  }

  static let context = Command.Context.timeline

  init?(_ surface: Surface) {
    guard case .timeline(let page) = surface else { return nil }
    self = page
  }

  var surface: Surface { .timeline(self) }

  func title(_ state: State) -> SafeText {
    SafeText("timeline (UTC), \(unit.words) a bar, \(stackKind.words)")
  }

  mutating func settle(with state: State) -> [Effect] {
    let hits = state.timedRows
    (hitCount, untimed, span) = (hits.count, hits.untimed, hits.span)
    let layout = TimelineLayout(rect: state.viewport.page, page: self)
    if !isOpened, let span {
      isOpened = true
      unit = Self.fitting(span, bars: layout.usualBarCount)
      cursor = unit.index(of: state.currentRow.flatMap(state.table.time) ?? span.lowerBound)
    }
    clamp()
    // A longer bar count than buckets keeps the first one at the left.
    let barCount = TimelineLayout(rect: state.viewport.page, page: self).barCount
    scroll(barCount: barCount)
    makeBars(barCount, hits, state)
    findTargets(hits, state)
    return []
  }

  /// The smallest unit with which everything fits on the screen.
  private static func fitting(_ span: ClosedRange<Int64>, bars: Int) -> TimeUnit {
    TimeUnit.allCases.first { unit in
      unit.index(of: span.upperBound) - unit.index(of: span.lowerBound) < Int64(bars)
    } ?? .month
  }

  private mutating func clamp() {
    guard let buckets else {
      (cursor, rangeStart) = (0, nil)
      return
    }
    cursor = max(buckets.lowerBound, min(cursor, buckets.upperBound))
    rangeStart = rangeStart.map { max(buckets.lowerBound, min($0, buckets.upperBound)) }
  }

  private mutating func scroll(barCount: Int) {
    guard let buckets else { return }
    func place(_ bucket: Int64) -> Int { Int(clamping: bucket - buckets.lowerBound) }
    let shown = ListCursor.top(
      place(first), showing: place(cursor), count: place(buckets.upperBound) + 1, height: barCount)
    first = buckets.lowerBound + Int64(shown)
  }

  private mutating func makeBars(_ count: Int, _ hits: TimedRows, _ state: State) {
    let source = Source(
      list: state.list.version, hits: hits.count, session: state.session.lastSequence, unit: unit,
      stack: stackKind,
      first: first, count: count)
    guard drawn.key != source, !hasGrownUnseen(source, state) else { return }
    stacked.update(
      for: StackSource(list: source.list, session: source.session, kind: source.stack)
    ) {
      Stack($0.kind, rows: hits.rows, of: state)
    }
    let stack = buckets == nil ? nil : stack
    drawn.update(for: source) { source in
      stack.map { Self.bars(of: source, $0, hits, state) } ?? []
    }
  }

  private static func bars(
    of source: Source, _ stack: Stack, _ hits: TimedRows, _ state: State
  ) -> [Bar] {
    let (unit, first) = (source.unit, source.first)
    return (0..<Int64(source.count)).map { offset in
      let places = hits.places(
        from: unit.start(ofIndex: first + offset), to: unit.start(ofIndex: first + offset + 1))
      var bar = Bar(count: places.count)
      guard !stack.parts.isEmpty, !places.isEmpty else { return bar }
      bar.parts = Array(repeating: 0, count: stack.parts.count)
      for row in hits.rows[places] { bar.parts[stack.part(of: row, in: state)] += 1 }
      return bar
    }
  }

  /// Parts of a bar are counted hit by hit. While hits arrive fast, this is done only when their
  /// number has grown noticeably.
  private func hasGrownUnseen(_ source: Source, _ state: State) -> Bool {
    guard state.scan.isRunning, stackKind != .none, hitCount > State.rowsOnTheSpot,
      var before = drawn.key, before.hits <= source.hits
    else { return false }
    let growth = source.hits - before.hits
    (before.list, before.hits) = (source.list, source.hits)
    return before == source && growth * Self.visiblePart < source.hits
  }

  private static let visiblePart = 20

  private mutating func findTargets(_ hits: TimedRows, _ state: State) {
    let source = TargetSource(
      list: state.list.version, session: state.session.lastSequence, unit: unit, buckets: selected)
    let time = selectedTime
    target.update(for: source) { _ in
      let places = hits.places(from: time.lowerBound, to: time.upperBound)
      var targets = Targets(rows: Array(hits.rows[places]))
      for row in targets.rows {
        if let verdict = state.session.byRow[row] { targets.verdicts[verdict, default: 0] += 1 }
      }
      return targets
    }
  }

  func targets(in state: State) -> [HitTable.Row]? { targetRows }

  func targetWords(in state: State) -> String? {
    guard !targetRows.isEmpty else { return nil }
    return "the \(targetRows.countedAs("hit")) of \(TimeWords.span(selectedTime))"
  }

  // MARK: - Moving

  /// A page is what the screen shows.
  func pageLength(_ rect: Rect) -> Int { TimelineLayout(rect: rect, page: self).barCount }

  mutating func move(_ motion: Motion, in state: State) {
    guard let buckets else { return }
    switch motion {
    case .columns(let steps): cursor += Int64(steps)
    case .lines(1): go(to: state.timedRows.place(of: unit.start(ofIndex: cursor + 1)), in: state)
    case .lines(-1): go(to: state.timedRows.place(of: unit.start(ofIndex: cursor)) - 1, in: state)
    case .lines(let steps): cursor += Int64(steps)
    case .line(let line): cursor = buckets.lowerBound + Int64(line)
    case .toStart: cursor = buckets.lowerBound
    case .toEnd: cursor = buckets.upperBound
    }
    clamp()
  }

  /// Moves to the bucket of a hit, if there is one.
  private mutating func go(to place: Int, in state: State) {
    if let time = state.timedRows.time(at: place) { cursor = unit.index(of: time) }
  }

  /// Changes to a shorter (`-1`) or longer unit, with the cursor at the same hits. `false` after
  /// the shortest or longest unit.
  mutating func zoom(by steps: Int, in state: State) -> Bool {
    let all = TimeUnit.allCases
    guard let place = all.firstIndex(of: unit), all.indices.contains(place + steps) else {
      return false
    }
    let start = selectedTime.lowerBound
    let hits = state.timedRows
    let firstHit = hits.time(at: hits.place(of: start))
    let time = firstHit.map { $0 < selectedTime.upperBound ? $0 : start } ?? start
    unit = all[place + steps]
    cursor = unit.index(of: time)
    rangeStart = nil
    first = cursor - Int64(bars.count / 2)
    clamp()
    return true
  }

  mutating func stackByNext() {
    let all = Stack.Kind.allCases
    stackKind = all[((all.firstIndex(of: stackKind) ?? 0) + 1) % all.count]
  }

  mutating func toggleRange() { rangeStart = rangeStart == nil ? cursor : nil }

  mutating func stepBack() -> Bool {
    guard rangeStart != nil else { return false }
    rangeStart = nil
    return true
  }

  func draw(_ state: State, in rect: Rect, on screen: inout Screen) {
    TimelineChart.draw(self, state, TimelineLayout(rect: rect, page: self), on: &screen)
  }
}

/// Times on pages with charts.
enum TimeWords {
  /// `2026-02-12 14:05`
  static func minute(_ time: Int64) -> String {
    let text = Timestamp.text(milliseconds: time)
    return text.prefix(10) + " " + text.dropFirst(11).prefix(5)
  }

  /// The shortest form of a span of whole minutes: `2026-02-12`, `2026-02-12 to 2026-02-18`,
  /// `2026-02-12 06:00 to 12:00`, `2026-02-12 18:00 to 2026-02-13 06:00`.
  static func span(_ time: Range<Int64>) -> String {
    let (start, end) = (minute(time.lowerBound), minute(time.upperBound))
    let (firstDay, lastDay) = (start.prefix(10), minute(time.upperBound - 1).prefix(10))
    let endsAtMidnight = end.ends(with: " 00:00")
    if start.ends(with: " 00:00"), endsAtMidnight {
      return firstDay == lastDay ? "\(firstDay)" : "\(firstDay) to \(lastDay)"
    }
    let clock = endsAtMidnight ? "24:00" : "\(end.suffix(5))"
    return firstDay == lastDay ? "\(start) to \(clock)" : "\(start) to \(lastDay) \(clock)"
  }
}
