import Scanning
import Sessions
import Triage

// Updates of the scan: hits, whether they are still hits after an edit, and the end.

extension State {
  mutating func receive(_ message: Message.Scan) -> [Effect] {
    switch message {
    case .started(let files, let progress):
      table.files += files
      scan.progress = progress
    case .hits(let batches): return add(batches)
    case .counted(let progress, let counts):
      scan.progress = progress
      scan.counts = counts
    case .finished(let report): return finishScan(report)
    }
    return []
  }

  private mutating func add(_ batches: [SpooledHits]) -> [Effect] {
    let start = table.count
    let before = currentRow
    for hits in batches { table.append(hits.batch, spoolOffset: hits.offset) }
    session.byRow.extend(to: table, session.verdicts)
    list.add(
      start..<table.count, of: table, session.byRow, readyCount: readyCount(list.arrangement))
    takeReadyRows()
    var effects = evaluateNewRows() + readNewRows()
    if currentRow != before, let row = currentRow { effects.append(.engine(.readEvent(row))) }
    return effects
  }

  private mutating func finishScan(_ report: ScanReport) -> [Effect] {
    scan.report = report
    scan.counts = report.counts
    if let reason = report.correlation?.incompleteness { notice = .warning(reason) }
    if !report.damaged.isEmpty || !report.failedInputs.isEmpty {
      let inputs = report.failedInputs
      let failed = report.damaged.count + inputs.count
      let first =
        report.damaged.first.map { "\($0.path): \($0.damage)" }
        ?? inputs.first.map { "\($0.path): \($0.reason)" } ?? ""
      notice = .warning(
        failed == 1 ? first : "\(failed) files could not be read whole; \(first); …")
    }
    if let file = report.eventless.first(where: \.isFailure) {
      notice = .warning("\(file); \(key(.showScan)) lists what was not read")
    }
    if let reason = report.storageFailure { notice = .warning("hits are missing: \(reason)") }
    let effects = readNewRows()
    // A resumed session continues at the analyst's last hit.
    guard !list.position.hasMoved, let cursor = session.cursor, let row = table.row(of: cursor),
      list.move(toRow: row, of: table)
    else { return effects }
    return effects + showCurrentIfChanged()
  }

  /// The scan uses the original rules: asks whether new hits still match the changed rules.
  /// One request at a time, however fast hits arrive.
  mutating func evaluateNewRows() -> [Effect] {
    guard session.hasChangedRules, !session.isEvaluating, session.evaluatedCount < table.count
    else { return [] }
    session.isEvaluating = true
    return [.engine(.evaluate(session.evaluatedCount..<table.count))]
  }

  /// Adopts the engine's session. If the text of a file has changed, all rows are tested again, so
  /// that the screen agrees with the files.
  mutating func adopt(_ session: SessionState) -> [Effect] {
    let hasOtherTexts = session.ruleTexts != self.session.ruleTexts
    show(session)
    guard hasOtherTexts, table.count > 0 else { return [] }
    self.session.isEvaluating = true
    return [.engine(.evaluate(table.rows))]
  }

  mutating func take(_ evaluation: Evaluation) {
    list.silence(evaluation, of: table, session.byRow)
    if evaluation.rows.lowerBound <= session.evaluatedCount {
      session.evaluatedCount = max(session.evaluatedCount, evaluation.rows.upperBound)
    }
  }
}
