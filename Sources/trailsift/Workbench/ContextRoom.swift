import Basics
import Foundation
import HitStore
import Scanning
import TriageUI
import WorkbenchRuntime

/// Where the logs are read again for the events around a hit: one search at a time, away from the screen and the engine.
final class ContextRoom: Sendable {
  private let request: ScanRequest
  private let mailbox: Mailbox
  private let running = Locked<(search: Int, SurroundingsSearch)?>(nil)

  /// - Parameter request: the scan that finds the hits.
  init(request: ScanRequest, mailbox: Mailbox) {
    self.request = request
    self.mailbox = mailbox
  }

  /// Begins a search in the place of the one before.
  func search(_ query: SurroundingsQuery, search number: Int) {
    stop()
    let mailbox = mailbox
    do {
      let search = try SurroundingsSearch(query, like: request)
      running.withLock { $0 = (number, search) }
      Thread.detachNewThread {
        search.run { mailbox.post(.surroundings(.found($0, search: number))) }
      }
    } catch {
      mailbox.post(.refused("\(error)"))
    }
  }

  func stop() { running.withLock { $0?.1.stop() } }

  /// Reads an event that a search found.
  func read(_ event: SpooledEvent, search number: Int) {
    guard let (running, search) = running.withLock({ $0 }), running == number else { return }
    let mailbox = mailbox
    Thread.detachNewThread {
      do {
        mailbox.post(.surroundings(.eventRead(try search.detail(of: event), search: number)))
      } catch {
        mailbox.post(.refused("\(error)"))
      }
    }
  }
}
