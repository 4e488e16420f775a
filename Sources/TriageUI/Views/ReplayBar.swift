import Basics
import TerminalScreen

/// The line with the position of a replay: time, speed, decision, author, date, and the key that
/// was pressed.
///
///      playing ▰▰▰▰▰▱▱▱▱▱▱▱▱▱  1:12/3:40  ×2  decision 3 of 9  key a  kim  2025-11-13 02:14:32
///      > ▰▰▰▱▱▱▱▱ 1:12/3:40 ×2 3/9 a kim
enum ReplayBar {
  private static let columnsForWords = 70
  private static let shortestBar = 6
  private static let longestBar = 60

  static func draw(_ state: State, _ replay: Replay, _ rect: Rect, on screen: inout Screen) {
    screen.fill(rect, style: Style(.header))
    line(state, replay, width: rect.columns).draw(
      on: &screen, column: rect.column, row: rect.row, width: rect.columns)
  }

  private static func line(_ state: State, _ replay: Replay, width: Int) -> Line {
    let isWordy = width >= columnsForWords
    let head = SafeText(" " + motion(replay, isWordy: isWordy) + " ")
    var used = head.width
    var parts: [Line] = []
    // The most important first, as many as fit beside a bar.
    for part in self.parts(state, replay, isWordy: isWordy) {
      guard used + part.width + 1 + shortestBar <= width else { continue }
      used += part.width
      parts.append(part)
    }
    let bar = min(longestBar, width - used - 1)
    var line = Line(head, .accent, bold: true)
    if bar >= shortestBar {
      let filled = Int((share(replay) * Double(bar)).rounded(.down))
      line.append(SafeText(String(repeating: "▰", count: filled)), .progress)
      line.append(SafeText(String(repeating: "▱", count: bar - filled)), .progress)
    }
    for part in parts {
      for span in part.spans { line.append(span.text, span.style.role, bold: span.style.isBold) }
    }
    return line
  }

  private static func parts(_ state: State, _ replay: Replay, isWordy: Bool) -> [Line] {
    let timeline = replay.timeline
    let gap = isWordy ? "  " : " "
    let elapsed = replay.entry?.time ?? 0
    let number = timeline.decisionCount(at: replay.position)
    let of = timeline.decisions.count
    var parts = [
      Line(SafeText(gap + clock(elapsed) + "/" + clock(timeline.entries.last?.time ?? 0)), .header),
      Line(SafeText(gap + "×" + speed(replay)), .header),
      Line(
        SafeText(gap + (isWordy ? "decision \(number) of \(of)" : "\(number)/\(of)")), .header),
    ]
    if let key = replay.key {
      parts.append(
        Line(SafeText(gap + (isWordy ? "key " : "")), .muted)
          .appending(SafeText(key, limit: 20), .key, bold: true))
    }
    if let decision = timeline.decision(at: replay.position) {
      let at = (decision.at.without(suffix: "Z") ?? decision.at[...]).replacing(text: "T", by: " ")
      if !decision.author.isEmpty {
        parts.append(Line(SafeText(gap + decision.author, limit: 24), .muted))
      }
      parts.append(Line(SafeText(gap + (isWordy ? at : String(at.dropFirst(11)))), .muted))
    }
    return parts
  }

  private static func motion(_ replay: Replay, isWordy: Bool) -> String {
    if replay.isAtEnd { return isWordy ? "ended" : "$" }
    if replay.isPlaying { return isWordy ? "playing" : ">" }
    return isWordy ? "paused" : "="
  }

  /// The played part, 0 to 1; by entries if everything happened at once.
  private static func share(_ replay: Replay) -> Double {
    let timeline = replay.timeline
    if replay.isAtEnd { return 1 }
    if timeline.duration > 0 { return min(1, replay.time / timeline.duration) }
    return Double(replay.position) / Double(max(1, timeline.count))
  }

  private static func speed(_ replay: Replay) -> String {
    replay.speed == replay.speed.rounded() ? "\(Int(replay.speed))" : "\(replay.speed)"
  }

  /// `0:07`, `12:30`, `1:02:30`, `3d 4:00:00`
  static func clock(_ seconds: Double) -> String {
    let all = Int(max(0, min(seconds, 1e9)))
    let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    let (days, hours, minutes) = (all / 86_400, all / 3_600 % 24, all / 60 % 60)
    if days > 0 { return "\(days)d \(hours):\(two(minutes)):\(two(all % 60))" }
    if hours > 0 { return "\(hours):\(two(minutes)):\(two(all % 60))" }
    return "\(minutes):\(two(all % 60))"
  }
}
