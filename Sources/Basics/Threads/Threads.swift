import Foundation

/// Threads for work that is spread over the cores.
package enum Threads {
  /// Runs `body` with 0, 1, … below `count`, all at the same time, and returns when all are done.
  ///
  ///     Threads.perform(8) { worker in while let file = queue.take() { read(file) } }
  ///
  /// Each has a thread, so that one may wait for another; the caller's is that of 0.
  package static func perform(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    guard count > 0 else { return }
    let running = Locked(count - 1)
    for index in 1..<max(count, 1) {
      Thread.detachNewThread {
        body(index)
        running.withLock { $0 -= 1 }
      }
    }
    body(0)
    _ = running.wait { $0 == 0 ? true : nil }
  }
}
