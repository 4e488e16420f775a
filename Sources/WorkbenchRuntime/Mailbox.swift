import Foundation
import NcursesTerminal
import TriageUI

/// Messages on their way from the scan and the engine to the screen's loop.
package final class Mailbox: @unchecked Sendable {
  private let lock = NSLock()
  private var messages: [Message] = []
  private let waker: Waker

  /// However fast hits come, the screen takes in so many a turn, in a few milliseconds, and looks for keys in between.
  static let mostHitsATurn = 1_024

  package init(waker: Waker) { self.waker = waker }

  package func post(_ message: Message) {
    lock.withLock {
      switch (messages.last, message) {
      case (.scan(.counted), .scan(.counted)), (.list(.progress), .list(.progress)):
        // Of several reports on progress only the last one says anything.
        messages[messages.count - 1] = message
      default: messages.append(message)
      }
    }
    waker.wake()
  }

  /// The messages so far, in their order; not more of them than hold `mostHitsATurn` hits, but one at least.
  package func take() -> [Message] {
    lock.withLock {
      var hits = 0
      var end = 0
      while end < messages.count, hits < Self.mostHitsATurn {
        if case .scan(.hits(let batches)) = messages[end] {
          hits += batches.reduce(0) { $0 + $1.batch.hits.count }
        }
        end += 1
      }
      let taken = Array(messages[..<end])
      messages.removeFirst(end)
      // Whoever takes a part comes back for the rest.
      if !messages.isEmpty { waker.wake() }
      return Self.joined(taken)
    }
  }

  /// Hits that came one after the other are taken in at once.
  private static func joined(_ messages: [Message]) -> [Message] {
    var joined: [Message] = []
    var waiting: [SpooledHits] = []
    for message in messages {
      if case .scan(.hits(let batches)) = message {
        waiting += batches
        continue
      }
      if !waiting.isEmpty { joined.append(.scan(.hits(waiting))) }
      waiting = []
      joined.append(message)
    }
    if !waiting.isEmpty { joined.append(.scan(.hits(waiting))) }
    return joined
  }
}
