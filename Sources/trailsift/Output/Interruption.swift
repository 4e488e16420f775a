import Basics
import Dispatch
import Foundation

/// Without a screen, Ctrl-C and a request to end stop the scan, so that its result is still
/// printed. A second one ends the program at once.
final class Interruption {
  private let sources: [any DispatchSourceSignal]
  private let received: Locked<Int32?>

  /// Calls `stop` at the first signal, on a thread of its own.
  init(stop: @escaping @Sendable () -> Void) {
    let received = Locked<Int32?>(nil)
    sources = [SIGINT, SIGTERM].map { number in
      Foundation.signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        Foundation.signal(number, SIG_DFL)
        received.withLock { $0 = number }
        stop()
      }
      source.activate()
      return source
    }
    self.received = received
  }

  /// The signal that arrived.
  var signal: Int32? { received.withLock { $0 } }
}
