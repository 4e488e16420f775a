import Basics
import EventJSON
import HitStore
import Scanning
import TerminalScreen

/// Why a search is not possible.
enum NoSurroundings: Error {
  /// The event will arrive soon.
  case eventIsBeingRead
  case impossible(String)
}

extension State {
  typealias FoundSurroundings = (query: SurroundingsQuery, hit: HitID, event: JSONOutline)

  /// The query, for the hit under the cursor or for the page's hit.
  func surroundingsQuery(_ subject: SurroundingsQuery.Subject) -> Result<
    FoundSurroundings, NoSurroundings
  > {
    let (hit, event, time, window): (HitID, JSONOutline, Int64?, SurroundingsQuery.Window)
    if let page = SurroundingsSurface(surfaces.top) {
      (hit, event, time, window) = (page.hit, page.event, page.query.time, page.query.window)
    } else {
      guard let row = currentRow else { return .failure(.impossible("there is no hit here")) }
      if table.isAlert(row) { return .failure(.impossible(Command.alertsAreNoHits(self))) }
      guard let detail = self.event.detail, detail.row == row else {
        return .failure(.eventIsBeingRead)
      }
      (hit, event, time, window) = (detail.id, detail.json, table.time(row), .hour)
    }
    if !scan.hasLogs {
      return .failure(
        .impossible("a bundle holds the hits only; the logs are not here to be read again"))
    }
    if session.header.logs.allSatisfy({ $0.path == "-" }) {
      return .failure(
        .impossible("the logs came from standard input, which cannot be read again"))
    }
    guard let time else {
      return .failure(.impossible("the event has no eventTime to look around"))
    }
    guard let query = SurroundingsQuery(subject, of: event, time: time, window: window) else {
      return .failure(.impossible("the event names no \(subject.words)"))
    }
    return .success((query, hit, event))
  }

  mutating func showSurroundings(
    _ query: SurroundingsQuery, hit: HitID, event: JSONOutline
  ) -> [Effect] {
    waiting.surroundingsSearches += 1
    let page = SurroundingsSurface(
      search: waiting.surroundingsSearches, query, hit: hit, event: event)
    return open(page) + [.logs(.searchContext(query, search: waiting.surroundingsSearches))]
  }

  /// Continues the search that waited for the event under the cursor.
  mutating func showAwaitedSurroundings() -> [Effect] {
    guard let subject = waiting.surroundings, surfaces.top.isPane else { return [] }
    waiting.surroundings = nil
    switch surroundingsQuery(subject) {
    case .success(let found):
      return showSurroundings(found.query, hit: found.hit, event: found.event)
    case .failure(.eventIsBeingRead): return []
    case .failure(.impossible(let reason)):
      notice = .refused("nothing to look for: \(reason)")
      return []
    }
  }

  mutating func receive(_ message: Message.Surroundings) -> [Effect] {
    switch message {
    case .found(let update, let search):
      let state = self
      surfaces.update(SurroundingsSurface.self) { page in
        guard page.search == search else { return }
        page.take(update)
        if case .finished = update, let complaint = page.complaint(state) {
          notice = .warning(complaint)
        }
      }
    case .eventRead(let detail, let search):
      guard let page = SurroundingsSurface(surfaces.top), page.search == search,
        page.current == detail.row
      else { return [] }
      surfaces.push(
        .openedEvent(
          OpenedEventSurface(detail, at: page.placeWords(detail.row), title: page.title(self))))
    }
    return []
  }
}
