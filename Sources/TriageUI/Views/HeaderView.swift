import Basics
import Scanning
import TerminalScreen

/// The top of the screen: the rule, its hits, the progress of the scan, and the hits over time.
///
///     Calls from regions not in normal use  MEDIUM  attack.t1078        7/153 hits
///     57 rules                                               7/61 events · 80 hits
///     scan ▰▰▰▰▰▱▱▱▱▱ 48 %  3,012 events      12 FP · 2 TP · 1 benign · 138 open · 40 silenced
///     ▁▁▂▁▁█▃▁▁▁▁▂▁▁  2026-10-01 … 2026-10-21
enum HeaderView {
  static func draw(_ state: State, _ viewport: Viewport, on screen: inout Screen) {
    screen.fill(viewport.header, style: Style(.header))
    let columns = viewport.size.columns
    // With one row, the progress of the scan is here.
    let percent = "\(Int(state.scan.progress.fraction * 100)) % · "
    let progress = viewport.header.rows == 1 && state.scan.isRunning ? percent : ""
    let hits = Line(
      SafeText(" " + progress + placeText(state) + shownText(state) + " "), .header, bold: true)
    hits.draw(on: &screen, column: columns - hits.width, row: 0, width: hits.width)
    titleLine(state).draw(on: &screen, column: 0, row: 0, width: max(0, columns - hits.width - 1))
    guard viewport.header.rows > 1 else { return }

    let counts = countsLine(state)
    counts.draw(
      on: &screen, column: max(0, columns - counts.width - 1), row: 1, width: counts.width)
    scanLine(state, width: columns - counts.width - 3).draw(
      on: &screen, column: 0, row: 1, width: max(0, columns - counts.width - 2))
    if let rect = viewport.timeline { HeaderTimeline.draw(state, rect, on: &screen) }
  }

  /// `7/`: the cursor's position among the visible hits.
  private static func placeText(_ state: State) -> String {
    let hasOtherCursor = state.surfaces.page != nil && TextSurface(state.surfaces.shown) == nil
    return hasOtherCursor || state.list.shown.isEmpty
      ? "" : "\((state.list.cursor + 1).grouped)/"
  }

  /// `12 hits`, `3 events of an alert`, `40 silenced hits`: the contents of the list.
  private static func shownText(_ state: State) -> String {
    if state.list.shown.count < state.list.hitCount, state.list.opened == nil {
      let noun = state.list.showsSilenced ? "silenced hit" : "hit"
      let hits = state.list.hitCount
      return state.list.shown.countedAs("event") + " · "
        + (state.list.arrangement.filters.isEmpty
          ? hits.counting(noun)
          : "\(hits.grouped) of \(state.list.candidateCount.counting(noun))")
    }
    if !state.list.arrangement.filters.isEmpty {
      let of = state.list.showsSilenced ? "silenced hit" : "hit"
      return "\(state.list.shown.count.grouped) of \(state.list.candidateCount.counting(of))"
    }
    if state.list.showsSilenced { return state.list.shown.countedAs("silenced hit") }
    guard let opened = state.list.opened else { return state.list.shown.countedAs("hit") }
    let shown = state.list.shown
    return opened.isCut
      ? "\(shown.count.grouped) of \(opened.count.grouped) events of an alert"
      : shown.countedAs("event") + " of an alert"
  }

  private static func titleLine(_ state: State) -> Line {
    guard state.rules.count <= 1 || !state.table.hasSeveralRules else {
      var line = Line(SafeText(" " + state.rules.countedAs("rule")), .title, bold: true)
      for (level, count) in state.rules.levels {
        line.append("  ", .header)
        line.append(SafeText("\(count) \(level)"), role(ofLevel: level))
      }
      return line
    }
    let rule = state.currentRow.map { state.rules[state.table.rule($0)] } ?? state.rules.last
    guard let rule else { return Line(" trailsift", .title) }
    var line = Line(SafeText(" " + rule.title), .title, bold: true)
    if state.rules.count > 1 { line.append(SafeText("  (\(state.rules.count) rules)"), .header) }
    if let level = rule.level {
      line.append(SafeText("  " + level.uppercased()), role(ofLevel: level), bold: true)
    }
    for tag in rule.tags { line.append(SafeText("  " + tag), .tag) }
    return line
  }

  static func role(ofLevel level: String) -> Role {
    switch level.lowercased() {
    case "critical": .levelCritical
    case "high": .levelHigh
    case "medium": .levelMedium
    default: .levelLow
    }
  }

  private static func scanLine(_ state: State, width: Int) -> Line {
    let scan = state.scan
    if let again = scan.again {
      let percent = again.percent ?? "…"
      return Line(
        SafeText(" reading the logs again \(percent)  \(again.events.counting("event"))"), .progress
      )
    }
    if let report = scan.report {
      var text = report.wasStopped ? " stopped: " : " "
      text += report.counts.total.counting("record") + " in " + report.filesRead.counting("file")
      if report.counts.duplicate > 0 { text += " · \(report.counts.duplicate.grouped) repeated" }
      if report.hasFailures { text += " · some not read whole" }
      if report.isFollowing { text += " · following" }
      return Line(SafeText(text), report.hasFailures ? .warning : .header)
    }
    let percent = Int(scan.progress.fraction * 100)
    let bar = max(4, min(20, width - 30))
    let filled = Int(scan.progress.fraction * Double(bar))
    var line = Line(" scan ", .header)
    line.append(SafeText(String(repeating: "▰", count: filled)), .progress)
    line.append(SafeText(String(repeating: "▱", count: bar - filled)), .progress)
    line.append(SafeText(" \(percent) %  \(scan.progress.events.counting("event"))"), .header)
    // The most important first, as many as fit.
    for part in [scan.progress.timeLeft, scan.progress.rate, scan.progress.bytes] {
      guard let part, line.width + 2 + part.count <= width else { continue }
      line.append(SafeText("  " + part), .header)
    }
    return line
  }

  private static func countsLine(_ state: State) -> Line {
    let byVerdict = state.overview.byVerdict
    var line = Line()
    func add(_ count: Int, _ word: String, _ role: Role) {
      guard count > 0 else { return }
      if !line.spans.isEmpty { line.append(" · ", .header) }
      line.append(SafeText("\(count.grouped) \(word)"), role)
    }
    add(byVerdict[.truePositive] ?? 0, "TP", .truePositive)
    add(byVerdict[.falsePositive] ?? 0, "FP", .falsePositive)
    add(byVerdict[.benignTruePositive] ?? 0, "benign", .benignTruePositive)
    add(state.overview.open, "open", .header)
    add(state.silencedCount, "silenced", .muted)
    add(state.list.marks.count, "marked", .marked)
    return line
  }
}
