import Basics
import Scanning
import TerminalScreen

/// The page that accounts for every record and every file.
///
///     records    6,054
///       matched    150  events that a rule matches
///       …
///     files        216
///       read       214
///       left out     2
///     not read whole
///       logs/x.json.gz: the gzip stream ends early, after 12 records
enum ScanText {
  static func lines(_ state: State, width: Int) -> [Line] {
    guard let report = state.scan.report else {
      return Line.wrapped(
        "The scan is running. What it read, and what it left out, appears here when it is done.",
        width: width, .muted) + PlacesText.lines(state, width: width)
    }
    let failed = Set(report.failedInputs)
    return records(report.counts, width) + [Line("")] + files(report, width)
      + complaints(
        "not read whole", report.damaged.lazy.map { "\($0.path): \($0.damage)" },
        count: report.damaged.count, .warning, width)
      + complaints(
        "could not be read", report.failedInputs.lazy.map { "\($0.path): \($0.reason)" },
        count: failed.count, .warning, width)
      + complaints(
        "without events", report.eventless.lazy.map { "\($0)" }, count: report.eventless.count,
        .warning, width)
      + complaints(
        "left out",
        report.skipped.lazy.filter { !failed.contains($0) }.map { "\($0.path): \($0.reason)" },
        count: report.skipped.count - failed.count, .muted, width)
      + PlacesText.lines(state, width: width)
  }

  private static func records(_ counts: ScanCounts, _ width: Int) -> [Line] {
    let rows: [(SafeText, Int, SafeText)] = [
      ("records", counts.total, ""),
      ("  matched", counts.matched, "events that a rule matches"),
      (
        "  unmatched", counts.unmatched, "events that no rule matches, or not asked for"
      ),
      ("  duplicate", counts.duplicate, "matched, but delivered before: same eventID"),
      ("  not an event", counts.notEvent, "digests, messages and the like"),
      ("  bad", counts.bad, "cannot be read as JSON"),
    ]
    return table(rows, width)
      + counts.unplaced.sentences.flatMap { Line(SafeText($0), .warning).folded(width: width) }
  }

  private static func files(_ report: ScanReport, _ width: Int) -> [Line] {
    let rows: [(SafeText, Int, SafeText)] = [
      ("files", report.filesRead + report.skippedFileCount, ""),
      ("  read", report.filesRead, ""),
      (
        "  left out", report.skippedFileCount,
        report.prunedFileCount == 0
          ? "" : SafeText("\(report.prunedFileCount.grouped) of them not asked for")
      ),
    ]
    var lines = table(rows, width)
    lines.append(
      Line(
        SafeText(
          "\(report.compressedBytes.asBytes) on disk, \(report.inflatedBytes.asBytes) of JSON"),
        .muted))
    if let reason = report.storageFailure {
      lines.append(Line(SafeText("hits are missing: \(reason)"), .warning))
    }
    if let reason = report.unfollowed {
      lines.append(Line(SafeText("new files are not waited for: \(reason)"), .warning))
    } else if report.isFollowing {
      lines.append(Line("new files are waited for", .muted))
    }
    return lines
  }

  /// A description that does not fit is left out; the name is more important.
  private static func table(
    _ rows: [(name: SafeText, count: Int, meaning: SafeText)], _ width: Int
  ) -> [Line] {
    rows.map { row in
      var line = Line(row.name)
      let count = SafeText(row.count.grouped)
      let gap = max(1, 26 - line.width - count.width)
      line.append(SafeText(String(repeating: " ", count: gap)))
      line.append(count)
      guard line.width + 2 + row.meaning.width <= width else { return line }
      line.append("  ")
      line.append(row.meaning, .muted)
      return line
    }
  }

  /// The maximum length of the list; `--stats` has all.
  private static let mostShown = 500

  private static func complaints(
    _ title: SafeText, _ texts: some Sequence<String>, count: Int, _ role: Role, _ width: Int
  ) -> [Line] {
    guard count > 0 else { return [] }
    var lines = [Line(""), Line(title, .title, bold: true)]
    for text in texts.prefix(mostShown) {
      lines += Line(SafeText("  " + text), role).folded(width: width)
    }
    if count > mostShown {
      lines.append(Line(SafeText("  and \((count - mostShown).grouped) more"), .muted))
    }
    return lines
  }
}
