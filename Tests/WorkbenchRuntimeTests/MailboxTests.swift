import Basics
import Testing
import TriageUI

@testable import WorkbenchRuntime

/// However much comes, the loop gets it in portions, in order, and is woken for the rest.
@Suite struct MailboxTests {
  @Test func ofSeveralReportsTheLastOneCounts() {
    let mailbox = Mailbox(wake: {})
    for fraction in [0.1, 0.2, 0.3] { mailbox.post(.list(.progress(job: 1, fraction))) }
    mailbox.post(.paused)
    mailbox.post(.list(.progress(job: 1, 0.4)))
    let fractions = mailbox.take().compactMap { message -> Double? in
      if case .list(.progress(_, let fraction)) = message { fraction } else { nil }
    }
    #expect(fractions == [0.3, 0.4])
    #expect(mailbox.take().isEmpty)
  }

  @Test func whatComesFromOtherThreadsWakesTheLoop() {
    let woken = Locked(0)
    let mailbox = Mailbox(wake: { woken.withLock { $0 += 1 } })
    Threads.perform(4) { _ in for _ in 0..<25 { mailbox.post(.paused) } }
    #expect(woken.withLock { $0 } == 100)
    #expect(mailbox.take().count == 100)
  }
}
