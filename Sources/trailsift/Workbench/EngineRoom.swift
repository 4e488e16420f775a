import Dispatch
import Foundation
import HitStore
import Triage
import TriageUI
import WorkbenchRuntime

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
  func perform(_ effect: Effect.Engine, table: HitTable) {
    queue.async { [self] in
      do {
        for message in try engine.messages(for: effect, table: table) { mailbox.post(message) }
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
}
