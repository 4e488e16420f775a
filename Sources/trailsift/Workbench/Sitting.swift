import Basics
import Foundation
import HitStore
import RuleEditing
import Scanning
import Sessions
import TerminalScreen
import Triage
import TriageUI
import WorkbenchRuntime

/// The workbench without a terminal: a whole scan, then keys, each with all that follows from it.
///
///     var sitting = try Sitting(rules, request, …)
///     sitting.press("j j t")
///     sitting.state.view()
///
/// Rules change in memory only, and no journal is written.
struct Sitting {
  private var room: OffscreenRoom

  var state: State { room.state }
  var theme: Theme { room.theme }

  init(
    _ rules: RuleSet, _ request: ScanRequest, logs: [String], options: ScanOptions,
    size: Size, theme: Theme
  ) throws {
    let clock = SessionClock(environment: ProcessInfo.processInfo.environment)
    var header = SessionHeader(
      tool: "trailsift " + Trailsift.version, author: Author.name(given: nil),
      started: clock.timestamp,
      rules: rules.files.map {
        .init(
          path: $0.path, absolutePath: $0.path, sha256: SHA256.hex(of: $0.text.utf8),
          text: $0.text)
      },
      logs: logs.map { .init(path: $0, absolutePath: $0, bytes: nil) }, options: options)
    header.files = TargetOptions.records(ofFilters: rules)
    let session = SessionState(header: header)
    let spool = try Spool()
    let engine = TriageEngine(
      session: session, rules: rules,
      storage: RuleTextsInMemory(
        header.storedTexts),
      writable: .all, journal: nil, spool: spool, clock: clock, author: header.author)
    room = OffscreenRoom(
      State.opening(rules, session: session, columns: request.columns), engine, spool,
      theme: theme, request: request)
    room.send(.resized(size))
    // In the order of the input: the same picture every time.
    var request = request
    request.keepsInputOrder = true
    request.countsRegions = true
    _ = try room.scan(Scan(request))
  }

  /// Presses keys, written with blanks between them. A word that is no key is typed.
  mutating func press(_ keys: String) {
    for word in keys.words.map(String.init) {
      if let key = Key(name: word) {
        room.send(.key(key))
      } else {
        // by Character: as it is typed
        for character in word { room.send(.key(.character(character))) }  // by Character
      }
    }
  }
}
