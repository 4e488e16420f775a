import HitStore
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
      take(counts)
    case .finished(let report): return finishScan(report)
    case .readingAgain(let progress): scan.again = progress
    case .readAgain(let catchUp, let report, let failure):
      return finishReadingAgain(catchUp, report, failure)
    }
    return []
  }

  private mutating func add(_ batches: [SpooledHits]) -> [Effect] {
    let start = table.count
    let before = currentRow
    for hits in batches { append(hits) }
    session.byRow.extend(to: table, session.verdicts)
    list.add(
      start..<table.count, of: table, session.byRow, readyCount: readyCount(list.arrangement))
    takeReadyRows()
    var effects = evaluateNewRows() + readNewRows()
    if currentRow != before, let row = currentRow { effects.append(.engine(.readEvent(row))) }
    return effects
  }

  private mutating func append(_ hits: SpooledHits) {
    let start = table.count
    var batch = hits.batch
    if let files = hits.filesAgain {
      var indices: [Int: Int] = [:]
      for (index, path) in files { indices[index] = table.furtherFileIndex(of: path) }
      batch.renumber(rule: { $0 }, file: { indices[$0] ?? 0 })
    }
    // The scan that follows may find what reading again has found.
    if hits.filesAgain != nil || session.lastCatchUp != nil { batch.dropKnown(in: table) }
    table.append(batch, spoolOffset: hits.offset, areSilenced: hits.areSilenced)
    if hits.areSilenced { list.noteSilenced(start..<table.count, of: table) }
  }

  /// What was counted when the logs were read again holds for those rules.
  private mutating func take(_ counts: ScanCounts) {
    scan.counts = counts
    var silenced = counts.silenced
    for rule in session.lastCatchUp?.rules ?? [] {
      silenced.replace(rule: rule, by: table.silencedCounts, rule: rule)
    }
    if silenced != table.silencedCounts { table.silencedCounts = silenced }
  }

  // MARK: - Reading the logs again

  /// Reads the logs again for rules that may match more than was read, once the scan has ended.
  private mutating func readAgain() -> [Effect] {
    guard !scan.isRunning, scan.again == nil, let catchUp = session.catchUp else { return [] }
    session.catchUp = nil
    scan.again = ScanProgress()
    return [.logs(.readAgain(catchUp))]
  }

  private mutating func finishReadingAgain(
    _ catchUp: CatchUp, _ report: ScanReport?, _ failure: String?
  ) -> [Effect] {
    scan.again = nil
    guard let report, failure == nil else {
      notice = .warning("hits may be missing: \(failure ?? "the logs were not read again")")
      return []
    }
    for (index, rule) in catchUp.rules.enumerated() {
      table.silencedCounts.replace(rule: rule, by: report.counts.silenced, rule: index)
    }
    session.lastCatchUp = catchUp
    session.isEvaluating = true
    return [.engine(.caughtUp(catchUp))]
  }

  private mutating func finishScan(_ report: ScanReport) -> [Effect] {
    scan.report = report
    take(report.counts)
    // New files were read with the rules of the start.
    if report.isFollowing, let last = session.lastCatchUp { session.catchUp = last }
    return tell(report) + readAgain()
  }

  private mutating func tell(_ report: ScanReport) -> [Effect] {
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
  mutating func evaluateNewRows() -> [Effect] { testNewRows() + readAgain() }

  private mutating func testNewRows() -> [Effect] {
    guard session.hasOtherRulesThanScan, !session.isEvaluating, session.evaluatedCount < table.count
    else { return [] }
    session.isEvaluating = true
    return [.engine(.evaluate(session.evaluatedCount..<table.count))]
  }

  /// Adopts the engine's session. If the text of a file has changed, all rows are tested again, so
  /// that the screen agrees with the files.
  mutating func adopt(_ session: SessionState) -> [Effect] {
    let hasOtherTexts = session.ruleTexts != self.session.ruleTexts
    show(session)
    guard hasOtherTexts else { return [] }
    self.session.isEvaluating = true
    return [.engine(.evaluate(table.rows))]
  }

  mutating func take(_ evaluation: Evaluation) {
    if replay == nil, evaluation.catchUp != nil || evaluation.rows == table.rows {
      session.catchUp = evaluation.catchUp
    }
    list.silence(evaluation, of: table, session.byRow)
    if evaluation.rows.lowerBound <= session.evaluatedCount {
      session.evaluatedCount = max(session.evaluatedCount, evaluation.rows.upperBound)
    }
  }
}
