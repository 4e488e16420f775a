import Triage

extension TriageEngine {
  /// Carries out an effect that is the engine's, and says what came of it; `nil` for the others.
  public func answer(to effect: Effect) throws -> Message? {
    switch effect {
    case .readEvent(let row, let table):
      return .eventRead(try detail(of: row, table: table))
    case .collect(let rows, let table, let masksSecrets):
      let events = try json(of: rows, table: table, masksSecrets: masksSecrets)
      return .collected(CopiedText(events))
    case .readPair(let first, let second, let table):
      return .pairRead(
        try detail(of: first, table: table), try detail(of: second, table: table))
    case .openAlert(let row, let table):
      return .alertOpened(try events(ofAlert: row, table: table))
    case .preview(let edit, let reason, let rule, let table, let purpose):
      return .previewed(
        try preview(edit, reason: reason, rule: rule, table: table), purpose)
    case .listExceptions(let rule, let table):
      return .exceptionsListed(try exceptionStatuses(ofRule: rule, table: table), rule: rule)
    case .chooseFields(let status, let rule, let table):
      return .exceptionFieldsFound(try choices(for: status, table: table), rule: rule)
    case .propose(let rows, let rule, let table):
      return .proposed(
        try proposals(for: rows, rule: rule, reason: nil, table: table),
        hits: rows.map(table.id), rule: rule)
    case .decide(let request, let table):
      return decided(request) { () throws(TriageRefusal) in try decide(request, table: table) }
    case .writeElsewhere(let path, let place, let request, let table):
      return decided(request) { () throws(TriageRefusal) in
        try writeElsewhere(path, to: place, then: request, table: table)
      }
    case .recheckFiles(let table):
      let notes = recheck()
      if notes.isEmpty { return nil }
      return .filesSettled(
        notes, session, try evaluate(table.rows, of: table), areAllBack: !hasWaitingFiles)
    case .undo(let table):
      return decided(nil) { () throws(TriageRefusal) in try undo(table: table) }
    case .redo(let table):
      return decided(nil) { () throws(TriageRefusal) in try redo(table: table) }
    case .replay(let session, let table):
      return .replayed(try replay(to: session, table: table))
    case .evaluate(let rows, let table):
      return .evaluated(try evaluate(rows, of: table))
    case .readRegions(let rule): return .regionsRead(try regions(ofRule: rule))
    case .look(let action):
      look(action)
      return nil
    case .list(let job): return try answer(to: job)
    case .searchContext, .stopContext, .readContextEvent, .cancelList, .saveColumns, .saveFilter,
      .copy,
      .copyThroughTerminal, .resume, .beginSession, .stopScan, .redraw, .suspend,
      .useTheme, .keepTheme, .quit:
      return nil
    }
  }

  /// What came of a decision, an undo or a redo.
  private func decided(
    _ request: DecisionRequest?, _ body: () throws(TriageRefusal) -> DecisionOutcome
  ) -> Message {
    do {
      let outcome = try body()
      return .decided(outcome, request, hasWaitingFiles: hasWaitingFiles)
    } catch {
      return .decisionRefused(error, session, hasWaitingFiles: hasWaitingFiles)
    }
  }
}
