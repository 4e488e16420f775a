import TerminalScreen
import Triage

/// What stands of a group in its line, as width allows: its name and how many always.
struct GroupColumns {
  private let name: Int
  private let bar: Int
  private let hasTimes: Bool
  private let hasVerdicts: Bool
  private let isPath: Bool

  private static let count = 10
  private static let share = 7
  private static let time = 12
  private static let verdict = 7

  init(width: Int, field: HitField) {
    var rest = width - Self.count - Self.share
    hasVerdicts = rest >= 4 * Self.verdict + 18
    if hasVerdicts { rest -= 4 * Self.verdict }
    hasTimes = rest >= 2 * Self.time + 20
    if hasTimes { rest -= 2 * Self.time }
    bar = rest >= 34 ? min(24, rest / 4) : 0
    name = max(8, rest - bar)
    isPath = field.path?.hasSuffix("arn") ?? false
  }

  func head(_ field: String, order: HitGroups.Order) -> Line {
    func mark(_ its: HitGroups.Order) -> String { order == its ? "▼" : "" }
    var line = Line(cell(field + mark(.name), name), .borderFocused, bold: order == .name)
    line.append(right("hits" + mark(.count), Self.count), .borderFocused, bold: order == .count)
    if bar > 0 { line.append(SafeText.blanks(bar), .borderFocused) }
    line.append(right("share", Self.share), .borderFocused)
    if hasTimes {
      line.append(cell("  first", Self.time), .borderFocused)
      line.append(
        cell("  last" + mark(.lastSeen), Self.time), .borderFocused, bold: order == .lastSeen)
    }
    if hasVerdicts {
      for word in ["TP", "FP", "benign"] {
        line.append(right(word, Self.verdict), .borderFocused)
      }
      line.append(right("open" + mark(.open), Self.verdict), .borderFocused, bold: order == .open)
    }
    return line
  }

  func line(_ group: HitGroup, of total: Int, most: Int) -> Line {
    let text = SafeText(GroupsPage.shown(group.value), limit: 1_000)
    let shown = isPath ? text.truncatedAtStart(to: name - 1) : text.truncated(to: name - 1)
    var line = Line(shown.padded(to: name), group.open == 0 ? .muted : .plain)
    line.append(right(group.count.grouped, Self.count), .accent)
    if bar > 0 { line.append(barText(group.count, of: most), .barFill) }
    let percent = Double(group.count) * 100 / Double(max(1, total))
    line.append(right(percent < 1 ? "<1 %" : "\(Int(percent.rounded())) %", Self.share), .plain)
    if hasTimes {
      let times = group.times
      for time in [times?.lowerBound, times?.upperBound] {
        let text = time.map { String(EventTime.text(milliseconds: $0).prefix(10)) } ?? ""
        line.append(cell("  " + text, Self.time), .muted)
      }
    }
    if hasVerdicts {
      for verdict in [Verdict.truePositive, .falsePositive, .benignTruePositive] {
        let count = group.count(of: verdict)
        line.append(
          right(count == 0 ? "" : count.grouped, Self.verdict), HitsView.letter(verdict).1)
      }
      line.append(right(group.open == 0 ? "" : group.open.grouped, Self.verdict), .plain)
    }
    return line
  }

  private func cell(_ text: String, _ width: Int) -> SafeText {
    SafeText(text).truncated(to: width).padded(to: width)
  }

  private func right(_ text: String, _ width: Int) -> SafeText {
    SafeText(text).truncated(to: width).padded(to: width, alignRight: true)
  }

  /// In eighths of a column.
  private func barText(_ count: Int, of most: Int) -> SafeText {
    let eighths = max(1, Int((Double(count) / Double(max(1, most)) * Double((bar - 2) * 8))))
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    let text = String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
    return SafeText(" " + text).padded(to: bar)
  }
}
