import Basics
import HitStore
import TerminalScreen

/// The line of a group:
///
///     wide     region        hits ███████   41 %  2026-10-01  2026-10-19     TP     FP benign   open
///     80       region        hits ████████  10-01 10-19    T   F   B  open
///     60       region        hits 10-01 10-19    T   F   B  open
///     40       region        hits  open
///
/// With less room, the share is dropped first, then the bar, the times and the verdicts; name, hits
/// and open hits stay. Dates are as short as all groups' dates allow, and the title has the rest.
/// Columns of counts are as wide as the largest group needs, so that nothing moves while hits are
/// judged.
struct GroupsTable {
  private let name: Int
  private let hits: Int
  private let bar: Int
  private let hasShare: Bool
  private let dates: GroupDates
  private let hasTimes: Bool
  private let hasVerdicts: Bool
  private let isWide: Bool
  private let verdict: Int
  private let isPath: Bool
  private let hasPrincipals: Bool

  private static let share = 6
  private static let principals = 12
  static let wideFrom = 110
  private static let narrowestName = 16
  private static let narrowestBar = 8
  private static let widestBar = 24
  /// From this width on, a bar is better than a longer name.
  private static let readableName = 20

  init(width: Int, _ groups: HitGroups) {
    isWide = width >= Self.wideFrom
    isPath = groups.field.path?.ends(with: "arn") ?? false
    dates = GroupDates(groups.totals.times, isLong: isWide)
    let largest = groups.totals.largest
    hits = max("hits▼".count, largest.grouped.count) + 1
    verdict = isWide ? 7 : max(2, Self.short(largest).count) + 1
    let open = Self.open(verdict, isWide)

    var rest = width - hits - open
    hasPrincipals =
      isWide && groups.groups.first.map { groups.principals(of: $0) != nil } ?? false
    if hasPrincipals { rest -= Self.principals }
    hasVerdicts = rest - 3 * verdict >= Self.narrowestName
    if hasVerdicts { rest -= 3 * verdict }
    hasTimes = hasVerdicts && rest - 2 * dates.columns >= Self.narrowestName
    if hasTimes { rest -= 2 * dates.columns }
    let hasBar = hasTimes && rest >= Self.readableName + Self.narrowestBar
    hasShare = hasBar && rest >= Self.readableName + Self.narrowestBar + Self.share + 4
    if hasShare { rest -= Self.share }
    bar = hasBar ? max(Self.narrowestBar, min(Self.widestBar, rest / 3)) : 0
    name = max(1, rest - bar)
  }

  private static func open(_ verdict: Int, _ isWide: Bool) -> Int {
    isWide ? 8 : max("open▼".count + 1, verdict)
  }

  func head(_ field: String, order: HitGroups.Order) -> Line {
    func mark(_ its: HitGroups.Order) -> String { order == its ? "▼" : "" }
    var line = Line(cell(field + mark(.name), name), .borderFocused, bold: order == .name)
    line.append(right("hits" + mark(.count), hits), .borderFocused, bold: order == .count)
    if hasPrincipals { line.append(right("principals", Self.principals), .borderFocused) }
    if bar > 0 { line.append(SafeText.blanks(bar), .borderFocused) }
    if hasShare { line.append(right("share", Self.share), .borderFocused) }
    if hasTimes {
      line.append(right("first", dates.columns), .borderFocused)
      line.append(
        right("last" + mark(.lastSeen), dates.columns), .borderFocused, bold: order == .lastSeen)
    }
    if hasVerdicts {
      for word in isWide ? ["TP", "FP", "benign"] : ["T", "F", "B"] {
        line.append(right(word, verdict), .borderFocused)
      }
    }
    line.append(
      right("open" + mark(.open), Self.open(verdict, isWide)), .borderFocused, bold: order == .open)
    return line
  }

  func line(_ group: HitGroup, of groups: HitGroups, isMarked: Bool = false) -> Line {
    let value = GroupsSurface.shown(groups.value(of: group))
    let text = SafeText((isMarked ? "* " : "") + value, limit: 1_000)
    let shown = isPath ? text.truncatedAtStart(to: name - 1) : text.truncated(to: name - 1)
    var line = Line(shown.padded(to: name), isMarked ? .marked : group.open == 0 ? .muted : .plain)
    line.append(right(group.count.grouped, hits), .accent)
    if hasPrincipals {
      line.append(right(groups.principals(of: group).map(\.grouped) ?? "", Self.principals))
    }
    if bar > 0 {
      let blocks = ChartGlyphs.bar(group.count, of: groups.totals.largest, width: bar - 1)
      line.append(" " + blocks.padded(to: bar - 1), .barFill)
    }
    if hasShare {
      let percent = Double(group.count) * 100 / Double(max(1, groups.rowCount))
      line.append(right(percent < 1 ? "<1 %" : "\(Int(percent.rounded())) %", Self.share))
    }
    if hasTimes {
      for time in [group.times?.lowerBound, group.times?.upperBound] {
        line.append(right(time.map(dates.text) ?? "", dates.columns), .muted)
      }
    }
    if hasVerdicts {
      for verdict in [Verdict.truePositive, .falsePositive, .benignTruePositive] {
        line.append(
          right(number(group.count(of: verdict)), self.verdict), HitsView.letter(verdict).1)
      }
    }
    line.append(right(number(group.open), Self.open(verdict, isWide)))
    return line
  }

  /// Zero is empty, so that other counts are easy to see.
  private func number(_ count: Int) -> String {
    if count == 0 { return "" }
    return isWide ? count.grouped : Self.short(count)
  }

  /// Exact up to 9999, then `12k`, `1.2M`: four columns at most.
  static func short(_ count: Int) -> String {
    switch count {
    case ..<10_000: "\(count)"
    case ..<1_000_000: "\(count / 1_000)k"
    case ..<10_000_000: "\(count / 1_000_000).\(count / 100_000 % 10)M"
    default: "\(count / 1_000_000)M"
    }
  }

  private func cell(_ text: String, _ width: Int) -> SafeText {
    SafeText(text).truncated(to: width).padded(to: width)
  }

  private func right(_ text: String, _ width: Int) -> SafeText {
    SafeText(text).truncated(to: width).padded(to: width, alignRight: true)
  }
}

/// Dates of groups, as short as is unambiguous. The page's title has their common part.
struct GroupDates {
  private enum Part { case timeOfDay, dayOfYear, month, date }

  private let part: Part
  /// The day or the year that all dates have in common.
  let common: String?

  init(_ times: ClosedRange<Int64>?, isLong: Bool) {
    let first = times.map { Self.whole($0.lowerBound) } ?? ""
    let last = times.map { Self.whole($0.upperBound) } ?? ""
    if !first.isEmpty, first.prefix(10) == last.prefix(10) {
      part = .timeOfDay
      common = String(first.prefix(10))
    } else if isLong {
      part = .date
      common = nil
    } else if !first.isEmpty, first.prefix(4) == last.prefix(4) {
      part = .dayOfYear
      common = String(first.prefix(4))
    } else {
      part = .month
      common = nil
    }
  }

  /// With the gap before it.
  var columns: Int {
    switch part {
    case .timeOfDay, .dayOfYear: 7
    case .month: 9
    case .date: 12
    }
  }

  func text(_ time: Int64) -> String {
    let text = Self.whole(time)
    return switch part {
    case .timeOfDay: String(text.dropFirst(11).prefix(5))
    case .dayOfYear: String(text.dropFirst(5).prefix(5))
    case .month: String(text.prefix(7))
    case .date: String(text.prefix(10))
    }
  }

  /// `2026-10-01T14:03:59Z`
  private static func whole(_ time: Int64) -> String { Timestamp.text(milliseconds: time) }
}
