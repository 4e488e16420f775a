import ArgumentParser
import Basics
import Scanning

extension ScanReport {
  /// The exit status of a scan that could not read everything.
  var failure: ExitCode? { lacksAnInput ? .inputMissing : hasFailures ? .incomplete : nil }

  /// Reports on standard error what could not be read, or only in part.
  func complain() {
    for file in damaged { Console.error("\(file.path): \(file.damage)") }
    for file in eventlessInputs + failedInputs {
      Console.error("\(file.path): \(file.reason)")
    }
    for sentence in counts.unplaced.sentences { Console.error(sentence) }
    complainOfEventlessFiles()
    if let storageFailure { Console.error("hits are missing: \(storageFailure)") }
    if let unfollowed { Console.error("new files are not noticed: \(unfollowed)") }
    if let correlation { complain(of: correlation) }
  }

  /// For those that cannot do with a part of the hits: ends the program where the spool could not
  /// hold them all.
  func complainUnlessKept() throws {
    if let storageFailure {
      Console.error(storageFailure)
      throw ExitCode.cannotWrite
    }
    complain()
  }

  /// At most this many files of a kind are named; `--stats` and page S have all.
  private static let maximumNamed = 20

  private func complainOfEventlessFiles() {
    let byKind = Dictionary(grouping: eventless, by: \.kind).sorted { $0.key < $1.key }
    for (kind, files) in byKind {
      for file in files.prefix(Self.maximumNamed) { Console.error("\(file)") }
      if files.count > Self.maximumNamed {
        Console.error(
          "and \((files.count - Self.maximumNamed).counting("file")) more without events: \(kind)")
      }
    }
  }

  /// `6,012 records in 214 files: 153 matched, 5,790 did not, 60 repeated, 9 no events, 0 bad`
  var summary: String {
    (wasStopped ? "stopped: " : "")
      + "\(counts.total.counting("record")) in \(filesRead.counting("file")): \(counts.matched) matched, "
      + "\(counts.unmatched) did not, \(counts.duplicate) repeated, "
      + "\(counts.notEvent) no events, \(counts.bad) bad"
      + (skipped.isEmpty ? "" : "; \(skippedFileCount.counting("file")) left out")
      + (prunedFileCount == 0 ? "" : ", \(prunedFileCount.grouped) of them not asked for")
      + (correlation.map { "; " + $0.summary } ?? "")
  }

  private func complain(of correlation: CorrelationReport) {
    if let reason = correlation.incompleteness { Console.error(reason) }
    if correlation.withoutTime > 0 {
      Console.error(
        "\(correlation.withoutTime.counting("event")) without a readable time: "
          + "no correlation sees them")
    }
  }
}

extension CorrelationReport {
  /// `2 alerts of 1 correlation over 153 events`
  var summary: String {
    "\(alerts.counting("alert")) of \(correlations.counting("correlation")) over "
      + detections.counting("event")
  }
}
