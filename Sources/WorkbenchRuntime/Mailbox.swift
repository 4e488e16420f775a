import Basics
import TriageUI

/// Messages on their way from those who carry out effects to the state.
final class Mailbox: Sendable {
  private let messages = Locked<[Message]>([])
  /// Called after each message, from any thread.
  private let wake: @Sendable () -> Void

  /// However fast hits come, so many are taken in in a turn, in a few milliseconds, and keys are looked for in between.
  static let maximumHitsInTurn = 1_024

  init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

  func post(_ message: Message) {
    messages.withLock { messages in
      switch (messages.last, message) {
      case (.scan(.counted), .scan(.counted)), (.list(.progress), .list(.progress)):
        // Of several reports on progress only the last one says anything.
        messages[messages.count - 1] = message
      default: messages.append(message)
      }
    }
    wake()
  }

  /// The messages so far, in their order; not more of them than hold `maximumHitsInTurn` hits, but one at least.
  func take() -> [Message] {
    let (taken, isRest) = messages.withLock { messages in
      var hits = 0
      var end = 0
      while end < messages.count, hits < Self.maximumHitsInTurn {
        if case .scan(.hits(let batches)) = messages[end] {
          hits += batches.reduce(0) { $0 + $1.batch.hits.count }
        }
        end += 1
      }
      let taken = Array(messages[..<end])
      messages.removeFirst(end)
      return (taken, !messages.isEmpty)
    }
    // Whoever takes a part comes back for the rest.
    if isRest { wake() }
    return Self.joined(taken)
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
