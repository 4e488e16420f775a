import Dispatch
import Foundation
import Triage
import TriageUI

/// Where the engine works: one thing after the other, away from the screen.
final class EngineRoom: @unchecked Sendable {
  private let queue = DispatchQueue(label: "trailsift.engine")
  /// Touched on the queue only.
  private let engine: TriageEngine
  private let mailbox: Mailbox

  init(engine: TriageEngine, mailbox: Mailbox) {
    self.engine = engine
    self.mailbox = mailbox
  }

  /// Carries out an effect and posts what came of it.
  func perform(_ effect: Effect) {
    queue.async { [self] in
      do {
        if let message = try answer(to: effect) { mailbox.post(message) }
      } catch {
        mailbox.post(.refused("\(error)"))
      }
    }
  }

  /// Waits until all that was asked for is done, or the time is up.
  func finish(within time: DispatchTimeInterval) {
    let done = DispatchSemaphore(value: 0)
    queue.async { done.signal() }
    _ = done.wait(timeout: .now() + time)
  }

  private func answer(to effect: Effect) throws -> Message? {
    switch effect {
    case .readEvent(let row, let table):
      return .eventRead(try engine.detail(of: row, table: table))
    case .preview(let edit, let reason, let rule, let table, let purpose):
      return .previewed(
        try engine.preview(edit, reason: reason, rule: rule, table: table), purpose)
    case .propose(let rows, let rule, let table):
      return .proposed(
        try engine.proposals(for: rows, rule: rule, reason: nil, table: table),
        hits: rows.map(table.id), rule: rule)
    case .decide(let request, let table):
      return .decided(try engine.decide(request, table: table), request)
    case .undo(let table): return .decided(try engine.undo(table: table), nil)
    case .redo(let table): return .decided(try engine.redo(table: table), nil)
    case .replay(let entry, let table):
      return .decided(try engine.replay(entry, table: table), nil)
    case .evaluate(let rows, let table):
      return .evaluated(try engine.evaluate(rows, of: table))
    case .look(let action):
      engine.look(action)
      return nil
    case .resume, .beginSession, .stopScan, .redraw, .suspend, .nextTheme, .quit: return nil
    }
  }
}
