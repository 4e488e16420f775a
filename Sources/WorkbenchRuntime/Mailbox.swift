import Basics
import TriageUI

/// Messages from the executors of effects to the state.
final class Mailbox: Sendable {
  private let messages = Locked<[Message]>([])
  /// Called after each message, from any thread.
  private let wake: @Sendable () -> Void

  /// The maximum number of hits in a turn, so that a turn takes a few milliseconds and keys are
  /// read in between.
  static let maximumHitsInTurn = 1_024

  init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

  func post(_ message: Message) {
    messages.withLock { messages in
      switch (messages.last, message) {
      case (.scan(.counted), .scan(.counted)), (.list(.progress), .list(.progress)):
        // Of several progress reports only the last one matters.
        messages[messages.count - 1] = message
      default: messages.append(message)
      }
    }
    wake()
  }

  /// The messages so far, in order: as many as have `maximumHitsInTurn` hits, but at least one.
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
    // The rest is taken in the next turn.
    if isRest { wake() }
    return Self.joined(taken)
  }

  /// Consecutive hits are merged.
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
