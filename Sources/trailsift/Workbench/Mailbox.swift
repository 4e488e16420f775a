import Foundation
import NcursesTerminal
import TriageUI

/// Messages on their way from the scan and the engine to the screen's loop.
final class Mailbox: @unchecked Sendable {
  private let lock = NSLock()
  private var messages: [Message] = []
  private let waker: Waker

  init(waker: Waker) { self.waker = waker }

  func post(_ message: Message) {
    lock.withLock {
      switch (messages.last, message) {
      case (.scanned, .scanned):
        // Of several reports on progress only the last one says anything.
        messages[messages.count - 1] = message
      case (.hits(let earlier), .hits(let later)):
        // However fast hits come, the screen takes them in once a turn.
        messages[messages.count - 1] = .hits(earlier + later)
      default: messages.append(message)
      }
    }
    waker.wake()
  }

  func take() -> [Message] {
    lock.withLock {
      defer { messages = [] }
      return messages
    }
  }
}
