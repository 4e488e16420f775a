import Foundation

/// Does work that blocks away from the caller, in the order in which it was asked for.
///
///     let worker = Worker()
///     worker.perform { save(file) }          // returns at once
///     worker.finish(within: 30)              // all is done, or so many seconds are over
///
/// It has threads of its own: tasks of Swift's pool keep no order, and one that waits for a disk is
/// missing there.
package final class Worker: Sendable {
  private struct Queue {
    var work: [@Sendable () -> Void] = []
    var threads = 0
    /// Threads that wait for work.
    var idle = 0
    var isClosed = false

    enum Next: Sendable {
      case work(@Sendable () -> Void)
      case end
    }

    /// `nil` while there is nothing to do.
    mutating func next() -> Next? {
      if isClosed { return .end }
      guard !work.isEmpty else { return nil }
      idle -= 1
      return .work(work.removeFirst())
    }
  }

  /// Does everything before `perform` returns: what pictures and tests need.
  package static let onTheSpot = Worker(threads: 0)

  private let threads: Int
  private let queue = Locked(Queue())

  /// - Parameter threads: how many pieces of work are done at the same time. Each begins when it is
  ///   first needed.
  package init(threads: Int = 1) { self.threads = threads }

  deinit { queue.withLock { $0.isClosed = true } }

  package func perform(_ work: @escaping @Sendable () -> Void) {
    if threads == 0 { return work() }
    let needsThread = queue.withLock { queue in
      queue.work.append(work)
      guard queue.work.count > queue.idle, queue.threads < threads else { return false }
      queue.threads += 1
      return true
    }
    if needsThread { begin() }
  }

  private func begin() {
    let queue = queue
    Thread.detachNewThread {
      while true {
        queue.withLock { $0.idle += 1 }
        guard case .work(let work) = queue.wait(for: { $0.next() }) else { return }
        work()
      }
    }
  }

  /// Waits until all that was asked for is done, or the time is up.
  package func finish(within seconds: Double) {
    _ = queue.wait(within: seconds) { queue in
      queue.work.isEmpty && queue.idle == queue.threads ? true : nil
    }
  }
}
