import Basics
import EventJSON
import HitStore
import Scanning
import TerminalScreen

// What else did they do? All events of a hit's principal, source address or access key around its
// time.

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
        switch state.surroundingsQuery(subject) {
        case .success, .failure(.eventIsBeingRead): .available
        case .failure(.impossible(let reason)): .unavailable(because: reason)
        }
      },
      perform: { state in
        guard case .success(let found) = state.surroundingsQuery(subject) else {
          // The event is still being read; the search needs it.
          state.waiting.surroundings = subject
          return []
        }
        return state.showSurroundings(found.query, hit: found.hit, event: found.event)
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
        return state.showSurroundings(query, hit: page.hit, event: page.event)
      })
  }

  static let openContextEvent = Command(
    "openContextEvent", keys: [.enter], hint: "whole event",
    help: "Shows the event whole; {closeContext} goes back to the list.",
    on: SurroundingsSurface.self,
    in: [.around],
    availability: { page, _ in
      page.current == nil ? .unavailable(because: "there is no event here") : .available
    },
    perform: { page, _ in
      guard let row = page.current else { return [] }
      return [.logs(.readContextEvent(page.table.spooledEvent(row), search: page.search))]
    })

  /// Esc: goes from the event to the list, stops a running search, then goes back to the hits.
  static let closeContext: Command = Command(
    "closeContext", keys: [.escape, .character("q"), .control("c")],
    help: "Back to the list of events; there, stops the search, then goes back to the hits.",
    in: [.around, .shownEvent]
  ) { state in
    if state.stepBackInRows() { return [] }
    if let page = SurroundingsSurface(state.surfaces.top), page.isRunning {
      state.notice = .done(
        "stopped: these are the events found so far; \(state.key(.closeContext)) again goes back")
      return [.logs(.stopContext)]
    }
    state.surfaces.pop()
    return []
  }

  /// The keys for decisions, which say why nothing can be decided here.
  static let decideOnContext = Command(
    "decideOnContext",
    keys: [
      .character("a"), .character("f"), .character("t"), .character("b"), .character("x"),
      .character("c"), .character(" "),
    ],
    help: "Nothing is decided here: these are all events, hits or not.",
    in: [.around, .shownEvent],
    availability: { state in
      .unavailable(
        because:
          "these are all events, hits or not; \(state.key(.closeContext)) goes back to the hits")
    },
    perform: { _ in [] })
}
