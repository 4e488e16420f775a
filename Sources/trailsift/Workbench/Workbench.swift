import ArgumentParser
import Basics
import Dispatch
import Foundation
import HitStore
import NcursesTerminal
import Scanning
import Sessions
import TerminalScreen
import Triage
import TriageUI
import WorkbenchRuntime

/// The loop of the workbench: a terminal, a state, and whoever carries out its effects.
///
///     key, resize, message ─▶ state.update ─▶ effects ─▶ engine, scan, terminal
///                             state.view   ─▶ terminal.draw
final class Workbench {
  private let terminal: Terminal
  private let themes: ThemeCatalog
  private let configuration: Configuration
  private let mailbox: Mailbox
  /// Where chosen columns and typed filters are kept; nowhere in a replay.
  var columns: ColumnsStore?
  var filters: FilterHistory?
  private let clipboard: Clipboard

  init(terminal: Terminal, themes: ThemeCatalog, configuration: Configuration) {
    self.terminal = terminal
    self.themes = themes
    self.configuration = configuration
    mailbox = Mailbox(waker: terminal.waker)
    self.clipboard = Clipboard(
      choice: configuration.clipboard ?? .auto, environment: ProcessInfo.processInfo.environment,
      mailbox: mailbox)
  }

  /// How the loop ended.
  enum Ending {
    case quit
    case resume(path: String)
    case beginSession
    /// The terminal went away, or someone asked the program to end.
    case signal(Int32)
  }

  /// Digits that nothing follows for this long are forgotten.
  private static let countPatience = Duration.seconds(2)

  /// However fast keys come, they are taken in for so long before the screen is drawn.
  private static let turn = Duration.milliseconds(40)
  /// Reports of the mouse that wait to be read at once. More are a flood, which no hand makes, and are dropped.
  private static let mostMouseEvents = 64

  /// A replay is played in steps of this length.
  private static let tick = 0.03

  /// A question before there is an engine: which session?
  func ask(_ state: State) -> Ending {
    var state = state
    return loop(&state, nil)
  }

  /// The workbench itself: scans, and runs until the analyst leaves.
  func run(
    _ state: State, engine: TriageEngine, scan: Scan, request: ScanRequest, spool: Spool
  ) -> (ending: Ending, report: ScanReport?) {
    let mailbox = mailbox
    let rules = engine.rules
    let columns = state.table.columns
    let unkept = Locked<String?>(nil)
    @Sendable func keep(_ batch: HitBatch) {
      do {
        mailbox.post(.scan(.hits([try SpooledHits(batch, keptIn: spool)])))
      } catch {
        unkept.withLock { $0 = "\(error)" }
        scan.stop()
        mailbox.post(.refused("\(error)"))
      }
    }
    Thread.detachNewThread {
      scan.run { update in
        switch update {
        case .files(let files, let progress): mailbox.post(.scan(.started(files: files, progress)))
        case .hits(let batch): keep(batch)
        case .alerts(let alerts):
          keep(HitBatch(alerts: alerts, rules: rules, columns: columns))
        case .progress(let progress, let counts): mailbox.post(.scan(.counted(progress, counts)))
        case .finished(var report):
          report.unkept = unkept.withLock { $0 }
          mailbox.post(.scan(.finished(report)))
        }
      }
    }
    var state = state
    let rooms = Rooms(
      scan: scan, engine: EngineRoom(engine: engine, mailbox: mailbox),
      list: ListRoom(spool: spool, mailbox: mailbox),
      contexts: ContextRoom(request: request, mailbox: mailbox))
    let ending = loop(&state, rooms)
    rooms.finish(ending)
    return (ending, state.scan.report)
  }

  /// Where effects are carried out that are not the terminal's; nowhere while there is no engine.
  private struct Rooms {
    let scan: Scan
    let engine: EngineRoom
    let list: ListRoom
    let contexts: ContextRoom

    func perform(_ effect: Effect.List, of state: State) {
      switch effect {
      case .run(let id): if let job = state.job(id) { list.perform(job) }
      case .cancel(let id): list.cancel(id)
      }
    }

    func perform(_ effect: Effect.Logs) {
      switch effect {
      case .stopScan: scan.stop()
      case .searchContext(let query, let search): contexts.search(query, search: search)
      case .stopContext: contexts.stop()
      case .readContextEvent(let event, let search): contexts.read(event, search: search)
      }
    }

    func finish(_ ending: Ending) {
      scan.stop()
      contexts.stop()
      list.finish(within: .milliseconds(300))
      if case .signal = ending {
        engine.finish(within: .milliseconds(500))
      } else {
        engine.finish(within: .seconds(30))
      }
    }
  }

  /// What the terminal does, and what follows from it.
  private func perform(_ effect: Effect.Terminal, _ state: inout State) -> [Effect] {
    switch effect {
    case .redraw: terminal.redraw()
    case .suspend: terminal.suspend()
    case .copy(let text): clipboard.copy(text)
    // By the mailbox: what this says is drawn in the next turn, not with the next key.
    case .copyThroughTerminal(let text):
      mailbox.post(.copy(.done(clipboard.copy(text, through: terminal))))
    case .useTheme(let name):
      // A key that was typed ahead acts on the theme as it is shown, or on why it is not.
      let answers = state.update(use(theme: name))
      draw(state)
      return answers
    }
    return []
  }

  private func perform(_ effect: Effect.Files, _ rooms: Rooms?) {
    switch effect {
    case .saveColumns(let entries):
      if let columns { rooms?.list.keep { try columns.save(entries) } }
    case .saveFilter(let filter):
      if let filters { rooms?.list.keep { try filters.add(filter) } }
    case .saveTheme(let name): mailbox.post(keep(theme: name))
    }
  }

  private func loop(_ state: inout State, _ rooms: Rooms?) -> Ending {
    state.settings.themes = themes.names
    state.settings.theme = terminal.theme.slug
    state.adopt(configuration)
    if let substitute = terminal.substitute {
      let term = ProcessInfo.processInfo.environment["TERM"] ?? ""
      state.notice = .warning("terminfo does not know TERM=\(term); \(substitute) is used")
    }
    var effects = state.update(.resized(terminal.size))
    var last = ContinuousClock.now
    var turnEnd = last
    var lastKey = last
    var mouseEvents = 0
    var isFlooded = false
    draw(state)
    while true {
      var answers: [Effect] = []
      for effect in effects {
        switch effect {
        case .engine(let effect): rooms?.engine.perform(effect, table: state.table)
        case .list(let effect): rooms?.perform(effect, of: state)
        case .logs(let effect): rooms?.perform(effect)
        case .terminal(let effect): answers += perform(effect, &state)
        case .files(let effect): perform(effect, rooms)
        case .leave(.quit): return .quit
        case .leave(.resume(let path)): return .resume(path: path)
        case .leave(.beginSession): return .beginSession
        }
      }
      effects = answers
      let isPlaying = state.replay.map { $0.isPlaying && !$0.isAtEnd } ?? false
      let patience = state.isCounting ? Self.countPatience : nil
      let hasInput = terminal.hasInput
      if !hasInput { mouseEvents = 0 }
      if !isFlooded, !hasInput || ContinuousClock.now >= turnEnd {
        draw(state)
        turnEnd = .now + Self.turn
      }
      isFlooded = false
      switch terminal.wait(timeout: isPlaying ? .seconds(Self.tick) : patience) {
      case .key(.mouse(let event)):
        mouseEvents += 1
        isFlooded = mouseEvents > Self.mostMouseEvents
        if isFlooded { continue }
        // What is clicked is what the analyst sees: keys that came just before have their screen first.
        effects += state.update(.mouse(MouseInput(event, on: draw(state))))
      case .key(let key):
        if lastKey.duration(to: .now) > Self.countPatience { effects += state.update(.paused) }
        lastKey = .now
        effects += state.update(.key(key))
      case .paste(let text): effects += state.update(.paste(text))
      case .resize(let size): effects += state.update(.resized(size))
      case .suspendedAndResumed: terminal.redraw()
      case .terminate(let signal): return .signal(signal)
      case .hangUp: return .signal(SIGHUP)
      case nil: if patience != nil, !isPlaying { effects += state.update(.paused) }
      case .woken: break
      }
      for message in mailbox.take() { effects += state.update(message) }
      if isPlaying {
        let now = ContinuousClock.now
        effects += state.update(.replay(.tick(last.duration(to: now) / .seconds(1))))
        last = now
      } else {
        last = .now
      }
    }
  }

  /// The terminal's modes are what the state says, at every moment.
  @discardableResult
  private func draw(_ state: State) -> Screen {
    if terminal.isMouseOn != state.settings.isMouseOn {
      terminal.isMouseOn = state.settings.isMouseOn
    }
    let screen = state.view()
    terminal.draw(screen)
    return screen
  }

  /// Shows another theme, or says why not.
  private func use(theme name: String) -> Message {
    do {
      terminal.theme = try themes.theme(named: name)
      return .settings(.themeChanged(terminal.theme.slug))
    } catch {
      return .refused("\(error)")
    }
  }

  /// Before anything else happens: whoever leaves at once finds it kept.
  private func keep(theme name: String) -> Message {
    do {
      let file = try ConfigurationFile(environment: ProcessInfo.processInfo.environment)
      try file.set("theme", to: name)
      return .settings(.themeKept(.success(file.path)))
    } catch {
      return .settings(.themeKept(.failure(TriageRefusal("\(error)"))))
    }
  }
}

extension State {
  /// Takes over what the user has chosen for every session.
  fileprivate mutating func adopt(_ configuration: Configuration) {
    settings.keymap = configuration.keymap
    settings.isMouseOn = configuration.mouse ?? false
    if let complaint = configuration.complaint, notice == nil { notice = .warning(complaint) }
  }
}
