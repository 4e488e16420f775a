import Basics
import HitStore
import Triage
import TriageUI

/// Carries out the engine's effects in order, on its own thread.
final class EngineExecutor: Sendable {
  private let engine: Locked<TriageEngine>
  private let worker: Worker
  private let mailbox: Mailbox

  init(_ engine: sending TriageEngine, _ worker: Worker, _ mailbox: Mailbox) {
    self.engine = Locked(engine)
    self.worker = worker
    self.mailbox = mailbox
  }

  /// - Parameter table: the table of the state that returned the effect.
  func perform(_ effect: Effect.Engine, table: HitTable) {
    worker.perform { [engine, mailbox] in
      do {
        for message in try engine.withLock({ try $0.messages(for: effect, table: table) }) {
          mailbox.post(message)
        }
      } catch {
        mailbox.post(.refused("\(error)"))
      }
    }
  }

  /// Waits until all effects are done, or until the timeout.
  func finish(within seconds: Double) { worker.finish(within: seconds) }
}
