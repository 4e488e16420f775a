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
      // Of several reports on progress only the last one says anything.
      if case .scanned = message, case .scanned = messages.last { messages.removeLast() }
      messages.append(message)
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
