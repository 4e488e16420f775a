import Basics
import HitStore
import TriageUI

/// Does work over every hit, beside the engine: a sort of a million hits waits for no decision to be saved, and no key
/// waits for it.
final class ListExecutor: Sendable {
  private struct Running {
    var cancelled: Set<Int> = []
    var isClosing = false
  }

  private let running = Locked(Running())
  private let spool: Spool
  private let worker: Worker
  private let mailbox: Mailbox

  init(_ spool: Spool, _ worker: Worker, _ mailbox: Mailbox) {
    self.spool = spool
    self.worker = worker
    self.mailbox = mailbox
  }

  func perform(_ effect: Effect.List, of state: State) {
    switch effect {
    // A job that was given up in the turn that asked for it is not begun.
    case .run(let id): if let job = state.job(id) { run(job) }
    // One that is done already is not hurt by it.
    case .cancel(let id): running.withLock { _ = $0.cancelled.insert(id) }
    }
  }

  private func run(_ job: ListJob) {
    worker.perform { [running, spool, mailbox] in
      let message = job.message(
        spool: spool,
        isCancelled: {
          running.withLock { $0.isClosing || $0.cancelled.contains(job.id) }
        },
        progress: { mailbox.post(.list(.progress(job: job.id, $0))) })
      running.withLock { _ = $0.cancelled.remove(job.id) }
      if let message { mailbox.post(message) }
    }
  }

  /// Gives up what is being done.
  func finish(within seconds: Double) {
    running.withLock { $0.isClosing = true }
    worker.finish(within: seconds)
  }
}

extension ListJob {
  /// Does the work and says what came of it; `nil` when it was cancelled.
  fileprivate func message(
    spool: Spool, isCancelled: () -> Bool, progress: (Double) -> Void
  ) -> Message? {
    do {
      return try run(spool: spool, isCancelled: isCancelled, progress: progress)
        .map { .list(.done($0)) }
    } catch {
      return .list(.failed(job: id, "\(error)"))
    }
  }
}
