import Basics
import HitStore
import Triage
import TriageUI

/// Carries out what is the engine's, one thing after the other, away from the screen.
final class EngineExecutor: Sendable {
  private let engine: Locked<TriageEngine>
  private let worker: Worker
  private let mailbox: Mailbox

  init(_ engine: sending TriageEngine, _ worker: Worker, _ mailbox: Mailbox) {
    self.engine = Locked(engine)
    self.worker = worker
    self.mailbox = mailbox
  }

  /// - Parameter table: that of the state whose effect it is.
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

  /// Waits until all that was asked for is done, or the time is up.
  func finish(within seconds: Double) { worker.finish(within: seconds) }
}
