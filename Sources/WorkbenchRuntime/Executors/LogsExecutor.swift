import Basics
import HitStore
import Scanning
import Triage
import TriageUI

/// Reads the logs on its own threads: the scan for the hits, and searches for the events around a
/// hit, one at a time.
final class LogsExecutor: Sendable {
  private let feed: ScanFeed
  /// The scan for the hits. A search reads the same logs.
  private let request: ScanRequest
  /// The events of a bundle, which are read instead of logs.
  private let events: KeptEvents?
  private let worker: Worker
  private let mailbox: Mailbox
  private let reading = Locked<Scan?>(nil)
  private let running = Locked<(number: Int, search: SurroundingsSearch)?>(nil)

  init(
    _ feed: ScanFeed, like request: ScanRequest, of events: KeptEvents?, _ worker: Worker,
    _ mailbox: Mailbox
  ) {
    self.feed = feed
    self.request = request
    self.events = events
    self.worker = worker
    self.mailbox = mailbox
  }

  /// Scans.
  func begin() {
    worker.perform { [feed, mailbox] in feed.run(post: mailbox.post) }
  }

  /// - Parameter table: the table of the state that returned the effect.
  func perform(_ effect: Effect.Logs, table: HitTable) {
    switch effect {
    case .stopScan:
      feed.scan.stop()
      reading.withLock { $0?.stop() }
    case .readAgain(let catchUp): readAgain(catchUp, table)
    case .searchContext(let query, let number): search(query, number)
    case .stopContext: stopSearch()
    case .readContextEvent(let event, let number): read(event, ofSearch: number)
    }
  }

  /// Reads the logs again for hits and silenced events that a table does not have.
  private func readAgain(_ catchUp: CatchUp, _ table: HitTable) {
    guard events != nil || !request.logs.contains(where: { $0 == "-" }) else {
      return mailbox.post(
        .scan(.readAgain(catchUp, nil, failure: "standard input cannot be read again")))
    }
    let request = catchUp.request(like: request)
    let scan = events.map { Scan(request, of: $0) } ?? Scan(request)
    reading.withLock { $0 = scan }
    worker.perform { [feed, mailbox] in
      feed.readAgain(scan, catchUp, table: table, post: mailbox.post)
    }
  }

  /// Begins a search that replaces the previous one.
  private func search(_ query: SurroundingsQuery, _ number: Int) {
    stopSearch()
    do {
      let search = try SurroundingsSearch(query, like: request)
      running.withLock { $0 = (number, search) }
      worker.perform { [mailbox] in
        search.run { mailbox.post(.surroundings(.found($0, search: number))) }
      }
    } catch {
      mailbox.post(.refused("\(error)"))
    }
  }

  private func read(_ event: SpooledEvent, ofSearch number: Int) {
    guard let (running, search) = running.withLock({ $0 }), running == number else { return }
    worker.perform { [mailbox] in
      do {
        mailbox.post(.surroundings(.eventRead(try search.detail(of: event), search: number)))
      } catch {
        mailbox.post(.refused("\(error)"))
      }
    }
  }

  private func stopSearch() { running.withLock { $0?.search.stop() } }

  func stop() {
    feed.scan.stop()
    reading.withLock { $0?.stop() }
    stopSearch()
  }
}
