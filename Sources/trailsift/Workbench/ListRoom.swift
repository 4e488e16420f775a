import Dispatch
import Foundation
import Triage
import TriageUI

/// Where work over the whole list is done, beside the engine: a sort of a million hits waits for no decision to be saved,
/// and no key waits for it.
final class ListRoom: @unchecked Sendable {
  private let queue = DispatchQueue(label: "trailsift.list", attributes: .concurrent)
  private let spool: Spool
  private let mailbox: Mailbox
  private let cancelled = Locked<Set<Int>>([])
  private let isClosing = Locked(false)

  init(spool: Spool, mailbox: Mailbox) {
    self.spool = spool
    self.mailbox = mailbox
  }

  /// Does a job and posts what came of it; nothing, if it was cancelled.
  func perform(_ job: ListJob) {
    queue.async { [self] in
      let answer = job.answer(
        spool: spool,
        isCancelled: {
          self.isClosing.withLock { $0 } || self.cancelled.withLock { $0.contains(job.id) }
        },
        progress: mailbox.post)
      cancelled.withLock { _ = $0.remove(job.id) }
      if let answer { mailbox.post(answer) }
    }
  }

  /// A job that is done already is not hurt by it.
  func cancel(_ job: Int) { cancelled.withLock { _ = $0.insert(job) } }

  /// Gives up what is being done, and waits until columns are kept, or the time is up.
  func finish(within time: DispatchTimeInterval) {
    isClosing.withLock { $0 = true }
    let done = DispatchSemaphore(value: 0)
    queue.async(flags: .barrier) { done.signal() }
    _ = done.wait(timeout: .now() + time)
  }

  /// Keeps columns for the next time.
  func save(_ entries: [Columns.Entry], _ store: ColumnsStore?) {
    guard let store else { return }
    queue.async(flags: .barrier) { [self] in
      do {
        try store.save(entries)
      } catch {
        // No job is called 0: it says why, and stops nothing.
        mailbox.post(.listFailed(job: 0, "\(error)"))
      }
    }
  }
}
