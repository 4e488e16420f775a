import HitStore
import Triage
import TriageUI

extension TriageEngine {
  /// Carries out an effect, and returns its result.
  ///
  /// - Parameter table: the table of the state that returned the effect.
  func messages(for effect: Effect.Engine, table: HitTable) throws -> [Message] {
    switch effect {
    case .readEvent(let row): return [.event(.read(try detail(of: row, table: table)))]
    case .collect(let rows, let masksSecrets):
      let events = try json(of: rows, table: table, masksSecrets: masksSecrets)
      return [.event(.collected(CopiedText(events)))]
    case .readPair(let first, let second):
      return [
        .event(.pairRead(try detail(of: first, table: table), try detail(of: second, table: table)))
      ]
    case .openAlert(let row): return [.event(.alertOpened(try events(ofAlert: row, table: table)))]
    case .preview(let edit, let reason, let rules, let purpose):
      return [
        .edit(.previewed(try preview(edit, reason: reason, rules: rules, table: table), purpose))
      ]
    case .listExceptions(let rule):
      return [
        .edit(.exceptionsListed(try exceptionStatuses(ofRule: rule, table: table), rule: rule))
      ]
    case .chooseFields(let status, let rule):
      return [.edit(.fieldsFound(try choices(for: status, table: table), rule: rule))]
    case .propose(let rows):
      let proposals = try proposals(for: rows, reason: nil, table: table)
      return [.edit(.proposed(proposals, hits: rows.map(table.id)))]
    case .decide(let request):
      return [decided(request) { () throws(TriageRefusal) in try decide(request, table: table) }]
    case .writeElsewhere(let path, let place, let request):
      return [
        decided(request) { () throws(TriageRefusal) in
          try writeElsewhere(path, to: place, then: request, table: table)
        }
      ]
    case .recheckFiles:
      let notes = recheck()
      if notes.isEmpty { return [] }
      let evaluation = try evaluate(table.rows, of: table)
      return [.session(.filesSettled(notes, session, evaluation, areAllBack: !hasWaitingFiles))]
    case .takeFile(let path):
      let notes = takeFile(path)
      if notes.isEmpty { return [] }
      let evaluation = try evaluate(table.rows, of: table)
      return [.session(.filesSettled(notes, session, evaluation, areAllBack: !hasWaitingFiles))]
    case .weigh(let edit, let rules):
      let preview = try preview(edit, reason: nil, rules: rules, table: table)
      return [.edit(.weighed(edit, preview.effect))]
    case .undo: return [decided(nil) { () throws(TriageRefusal) in try undo(table: table) }]
    case .redo: return [decided(nil) { () throws(TriageRefusal) in try redo(table: table) }]
    case .replay(let session): return [.replay(.replayed(try replay(to: session, table: table)))]
    case .evaluate(let rows): return [.session(.evaluated(try evaluate(rows, of: table)))]
    case .caughtUp(let done):
      caughtUp(done)
      return [.session(.evaluated(try evaluate(table.rows, of: table)))]
    case .nameSilencers(let rows):
      return [.session(.silencersNamed(try silencersColumn(rows, of: table)))]
    case .readRegions(let rule): return [.edit(.regionsRead(try regions(ofRule: rule)))]
    case .look(let action):
      look(action)
      return []
    }
  }

  /// The result of a decision, an undo or a redo.
  private func decided(
    _ request: DecisionRequest?, _ body: () throws(TriageRefusal) -> DecisionOutcome
  ) -> Message {
    do {
      let outcome = try body()
      return .session(.decided(outcome, request, hasWaitingFiles: hasWaitingFiles))
    } catch {
      return .session(.refused(error, session, hasWaitingFiles: hasWaitingFiles))
    }
  }
}
