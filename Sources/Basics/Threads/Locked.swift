import Dispatch
import Synchronization

/// A value that several threads share, accessible only while its lock is held, and waited for.
///
///     let files = Locked([LogFile]())
///     files.withLock { $0.append(file) }                // one thread
///     let next = files.wait { $0.popFirst() }           // another one sleeps until there is one
package final class Locked<Value>: Sendable {
  private struct Guarded {
    var value: Value
    /// Those who wait for a change.
    var waiting: [DispatchSemaphore] = []
  }

  private let guarded: Mutex<Guarded>

  package init(_ value: consuming sending Value) { guarded = Mutex(Guarded(value: value)) }

  /// Looks at the value or changes it. Whoever waits looks again.
  package func withLock<Result, Failure: Error>(
    _ body: (inout sending Value) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    try guarded.withLock { guarded throws(Failure) in
      defer {
        for semaphore in guarded.waiting { semaphore.signal() }
        guarded.waiting = []
      }
      return try body(&guarded.value)
    }
  }

  /// Sleeps until `body` finds what it looks for; `nil` when the time is up before.
  package func wait<Result: Sendable>(
    within seconds: Double = .infinity, for body: (inout Value) -> Result?
  ) -> Result? {
    let end: DispatchTime = seconds == .infinity ? .distantFuture : .now() + seconds
    while true {
      let change = DispatchSemaphore(value: 0)
      let result: Result? = guarded.withLock { guarded in
        let result = body(&guarded.value)
        if result == nil { guarded.waiting.append(change) }
        return result
      }
      if let result { return result }
      if change.wait(timeout: end) == .timedOut { return nil }
    }
  }
}
