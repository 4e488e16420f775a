import Basics
import Dispatch
import Foundation
import HitStore
import TriageUI
import WorkbenchRuntime

/// Where work over the whole list is done, beside the engine: a sort of a million hits waits for no decision to be saved,
/// and no key waits for it.
final class ListRoom: @unchecked Sendable {
  private let queue = DispatchQueue(label: "trailsift.list", attributes: .concurrent)
  /// What is kept for the next session waits for no job, and no job for it.
  private let keeping = DispatchQueue(label: "trailsift.keep")
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

  /// Gives up what is being done, and waits until all is kept that shall be, or the time is up.
  func finish(within time: DispatchTimeInterval) {
    isClosing.withLock { $0 = true }
    let group = DispatchGroup()
    queue.async(group: group, flags: .barrier) {}
    keeping.async(group: group) {}
    _ = group.wait(timeout: .now() + time)
  }

  /// Keeps something for the next session. When it cannot be kept that is said, and nothing else happens.
  func keep(_ body: @escaping @Sendable () throws -> Void) {
    keeping.async { [self] in
      do {
        try body()
      } catch {
        // No job is called 0: it says why, and stops nothing.
        mailbox.post(.list(.failed(job: 0, "\(error)")))
      }
    }
  }
}
