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

  init(spool: Spool, mailbox: Mailbox) {
    self.spool = spool
    self.mailbox = mailbox
  }

  /// Does a job and posts what came of it; nothing, if it was cancelled.
  func perform(_ job: ListJob) {
    queue.async { [self] in
      let answer = job.answer(
        spool: spool, isCancelled: { self.cancelled.withLock { $0.contains(job.id) } },
        progress: mailbox.post)
      cancelled.withLock { _ = $0.remove(job.id) }
      if let answer { mailbox.post(answer) }
    }
  }

  /// A job that is done already is not hurt by it.
  func cancel(_ job: Int) { cancelled.withLock { _ = $0.insert(job) } }
}
