import Basics
import EventJSON
import HitStore
import Scanning
import TerminalScreen

// What else did they do? All events of a hit's principal, source address or access key around its time.

extension Command {
  static let contextOfPrincipal = showingContext(
    .principal, name: "contextOfPrincipal", key: "o", in: Set<Context>.panes.union([.around]),
    help:
      "Reads the logs again for all events of the hit's principal around its time, hits or not.")

  static let contextOfSource = showingContext(
    .source, name: "contextOfSource", key: "O", in: Set<Context>.panes.union([.around]),
    help: "All events of the hit's source address around its time, hits or not.")

  static let contextOfKey = showingContext(
    .accessKey, name: "contextOfKey", key: "K", in: [.around],
    help: "All events of the hit's access key around its time, and the one that handed it out.")

  private static func showingContext(
    _ subject: SurroundingsQuery.Subject, name: String, key: Character, in contexts: Set<Context>,
    help: String
  ) -> Command {
    Command(
      name, keys: [.character(key)], help: help, in: contexts,
      availability: { state in
        switch state.contextQuery(subject) {
        case .success, .failure(.eventIsBeingRead): .available
        case .failure(.impossible(let reason)): .unavailable(because: reason)
        }
      },
      perform: { state in
        guard case .success(let found) = state.contextQuery(subject) else {
          // Fast fingers: the event is on its way, and says whom to look for.
          state.waiting.surroundings = subject
          return []
        }
        return state.showContext(found.query, hit: found.hit, event: found.event)
      })
  }

  static let widenContext = changingWindow(
    "widenContext", [.character("+"), .character("=")], \.wider, hint: "wider",
    help: "Looks at a longer time around the hit: 15 minutes, 1, 6, 24 hours before and after.",
    end: "longer than a day is for trailsift scan")

  static let narrowContext = changingWindow(
    "narrowContext", [.character("-")], \.narrower, hint: "narrower",
    help: "Looks at a shorter time around the hit.", end: "this is the shortest time")

  private static func changingWindow(
    _ name: String, _ keys: [Key],
    _ other: KeyPath<SurroundingsQuery.Window, SurroundingsQuery.Window?> & Sendable, hint: String,
    help: String, end: String
  ) -> Command {
    Command(
      name, keys: keys, hint: hint, help: help, on: SurroundingsSurface.self, in: [.around],
      availability: { page, _ in
        page.query.window[keyPath: other] == nil ? .unavailable(because: end) : .available
      },
      perform: { page, state in
        guard let window = page.query.window[keyPath: other] else { return [] }
        var query = page.query
        query.window = window
        return state.showContext(query, hit: page.hit, event: page.event)
      })
  }

  static let openContextEvent = Command(
    "openContextEvent", keys: [.enter], hint: "whole event",
    help: "Shows the event whole; Esc goes back to the list.", on: SurroundingsSurface.self,
    in: [.around],
    availability: { page, _ in
      page.current == nil ? .unavailable(because: "there is no event here") : .available
    },
    perform: { page, _ in
      guard let row = page.current else { return [] }
      return [.logs(.readContextEvent(page.table.spooledEvent(row), search: page.search))]
    })

  /// Esc: from the event to the list; stops a search that runs; then back to the hits.
  static let closeContext = Command(
    "closeContext", keys: [.escape, .character("q"), .control("c")],
    help: "Back to the list of events; there, stops the search, then goes back to the hits.",
    in: [.around, .shownEvent]
  ) { state in
    if let page = SurroundingsSurface(state.surfaces.top), page.isRunning {
      state.notice = .done("stopped: these are the events found so far; Esc again goes back")
      return [.logs(.stopContext)]
    }
    state.surfaces.pop()
    return []
  }

  /// The keys that decide, to say why nothing is decided here.
  static let decideOnContext = Command(
    "decideOnContext",
    keys: [
      .character("a"), .character("f"), .character("t"), .character("b"), .character("x"),
      .character("c"), .character(" "),
    ],
    help: "Nothing is decided here: these are all events, hits or not.",
    in: [.around, .shownEvent],
    availability: { _ in
      .unavailable(because: "these are all events, hits or not; Esc goes back to the hits")
    },
    perform: { _ in [] })
}

/// Why there is nothing to search for.
enum NoContext: Error {
  /// It will be there in a moment.
  case eventIsBeingRead
  case impossible(String)
}

extension State {
  typealias FoundContext = (query: SurroundingsQuery, hit: HitID, event: JSONOutline)

  /// What to search for, from the hit under the cursor or from the one that the page is about.
  func contextQuery(_ subject: SurroundingsQuery.Subject) -> Result<FoundContext, NoContext> {
    let (hit, event, time, window): (HitID, JSONOutline, Int64?, SurroundingsQuery.Window)
    if let page = SurroundingsSurface(surfaces.top) {
      (hit, event, time, window) = (page.hit, page.event, page.query.time, page.query.window)
    } else {
      guard let row = currentRow else { return .failure(.impossible("there is no hit here")) }
      if table.isAlert(row) { return .failure(.impossible(Command.alertsAreNoHits)) }
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

  fileprivate mutating func showContext(
    _ query: SurroundingsQuery, hit: HitID, event: JSONOutline
  ) -> [Effect] {
    waiting.surroundingsSearches += 1
    let page = SurroundingsSurface(
      search: waiting.surroundingsSearches, query, hit: hit, event: event)
    return open(page) + [.logs(.searchContext(query, search: waiting.surroundingsSearches))]
  }

  /// Goes on with what waited for the event under the cursor.
  mutating func showAwaitedContext() -> [Effect] {
    guard let subject = waiting.surroundings, surfaces.top.isPane else { return [] }
    waiting.surroundings = nil
    switch contextQuery(subject) {
    case .success(let found):
      return showContext(found.query, hit: found.hit, event: found.event)
    case .failure(.eventIsBeingRead): return []
    case .failure(.impossible(let reason)):
      notice = .refused("nothing to look for: \(reason)")
      return []
    }
  }

  mutating func takeContext(_ update: SurroundingsSearch.Update, search: Int) {
    let state = self
    surfaces.update(SurroundingsSurface.self) { page in
      guard page.search == search else { return }
      page.take(update)
      if case .finished = update, let complaint = page.complaint(state) {
        notice = .warning(complaint)
      }
    }
  }

  mutating func takeContextEvent(_ detail: EventDetail, search: Int) {
    guard let page = SurroundingsSurface(surfaces.top), page.search == search,
      page.current == detail.row
    else { return }
    surfaces.push(
      .openedEvent(
        OpenedEventSurface(detail, at: page.placeWords(detail.row), title: page.title(self))))
  }
}
