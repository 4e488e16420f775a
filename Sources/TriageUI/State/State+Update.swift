import Basics
import TerminalScreen

extension State {
  /// Handles a message and returns its side effects.
  public mutating func update(_ message: Message) -> [Effect] {
    var effects = handle(message)
    while waiting.pending != .decision, !waiting.keys.isEmpty {
      effects += press(waiting.keys.removeFirst())
    }
    return effects + settle()
  }

  /// Passes a message to its owner.
  private mutating func handle(_ message: Message) -> [Effect] {
    switch message {
    case .key(let key): return press(key) + recheckFiles()
    case .mouse(let mouse): return receive(mouse)
    case .paste(let text):
      return edit {
        $0.insert(text)
        return true
      }
    case .paused: waiting.count = nil
    case .resized(let size): layOut(size)
    case .scan(let message): return receive(message)
    case .list(let message): return receive(message)
    case .event(let message): return receive(message)
    case .surroundings(let message): return receive(message)
    case .edit(let message): return receive(message)
    case .session(let message): return receive(message)
    case .replay(let message): return receive(message)
    case .copy(let message): return receive(message)
    case .settings(let message): return receive(message)
    case .refused(let reason): refuse(reason)
    }
    return []
  }

  /// After each message, updates derived values whose source has changed.
  private mutating func settle() -> [Effect] {
    let effects = keepGroupsUp()
    layOut(size)
    targetFacts.keepUp(with: self)
    list.settle(height: viewport.hitRows, byPages: replay != nil)
    event.settle(
      head: eventHead, display: eventDisplay, ofList: list.search.result?.matcher)
    event.keepVisible(width: viewport.eventText.columns, height: viewport.eventText.rows)
    overview.keepUp(with: self)
    return effects + settlePage() + followTour()
  }

  /// A request was refused.
  mutating func refuse(_ reason: String) {
    waiting.pending = nil
    // Keys that were typed ahead were meant for the refused request.
    waiting.keys = []
    notice = .refused(reason)
    dropWaitingEdits()
  }

  private mutating func receive(_ message: Message.Settings) -> [Effect] {
    switch message {
    case .themeChanged(let name): settings.theme = name
    case .placesOpened(let places):
      settings.places = places
      if let warning = places.warnings().first, notice == nil { notice = .warning(warning) }
      return readNewRows()
    case .themeKept(.success(let place)):
      notice = .done("theme: \(settings.theme); kept in \(place)")
    case .themeKept(.failure(let failure)):
      notice = .warning("theme: \(settings.theme), for this time: \(failure)")
    }
    return []
  }

  private mutating func receive(_ message: Message.Copy) -> [Effect] {
    switch message {
    case .fallsToTerminal(let text): return [.terminal(.copyThroughTerminal(text))]
    case .done(let outcome):
      notice = outcome.notice(secretsKey: key(.showSecrets))
      return []
    }
  }
}
