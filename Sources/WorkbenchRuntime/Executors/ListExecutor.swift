import Basics
import HitStore
import Places
import TriageUI

/// Does work over all hits, separately from the engine: sorting a million hits does not wait for a
/// save, and keys do not wait for the sort.
final class ListExecutor: Sendable {
  private struct Running {
    var cancelled: Set<Int> = []
    var isClosing = false
  }

  private let running = Locked(Running())
  private let spool: Spool
  private let places: PlaceProvider?
  private let worker: Worker
  private let mailbox: Mailbox

  init(_ spool: Spool, _ places: PlaceProvider?, _ worker: Worker, _ mailbox: Mailbox) {
    self.spool = spool
    self.places = places
    self.worker = worker
    self.mailbox = mailbox
  }

  func perform(_ effect: Effect.List, of state: State) {
    switch effect {
    // A job that was cancelled in the same turn is not started.
    case .run(let id): if let job = state.job(id) { run(job) }
    // This has no effect on a finished job.
    case .cancel(let id): running.withLock { _ = $0.cancelled.insert(id) }
    }
  }

  private func run(_ job: ListJob) {
    worker.perform { [running, spool, places, mailbox] in
      let message = job.message(
        spool: spool, places: places,
        isCancelled: {
          running.withLock { $0.isClosing || $0.cancelled.contains(job.id) }
        },
        progress: { mailbox.post(.list(.progress(job: job.id, $0))) })
      running.withLock { _ = $0.cancelled.remove(job.id) }
      if let message { mailbox.post(message) }
    }
  }

  /// Opens the databases of places, and says which there are.
  func openPlaces(today: CivilDate) {
    guard let places else { return }
    worker.perform { [mailbox] in
      mailbox.post(.settings(.placesOpened(places.places.summary(on: today))))
      places.prepareDigests()
    }
  }

  /// Cancels the running jobs.
  func finish(within seconds: Double) {
    running.withLock { $0.isClosing = true }
    worker.finish(within: seconds)
  }
}

extension ListJob {
  /// Does the work and returns the result; `nil` if cancelled.
  fileprivate func message(
    spool: Spool, places: PlaceProvider?, isCancelled: () -> Bool, progress: (Double) -> Void
  ) -> Message? {
    do {
      return try run(
        spool: spool, places: places, isCancelled: isCancelled, progress: progress
      )
      .map { .list(.done($0)) }
    } catch {
      return .list(.failed(job: id, "\(error)"))
    }
  }
}
