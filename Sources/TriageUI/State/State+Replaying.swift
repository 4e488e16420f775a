import HitStore
import Sessions

extension State {
  mutating func receive(_ message: Message.Replay) -> [Effect] {
    switch message {
    case .tick(let seconds):
      guard !scan.isRunning, isReplayWatched else { return [] }
      return moveReplay { $0.advance(seconds: seconds) }
    case .played(let position):
      return moveReplay {
        $0.go(to: position)
        $0.isPlaying = true
      }
    case .replayed(let evaluation):
      take(evaluation)
      return lookWhereTheAnalystLooked() + evaluateNewRows()
    }
  }

  /// Whether nothing covers what a replay shows.
  var isReplayWatched: Bool {
    switch surfaces.top {
    case .hits, .event: true
    case .text(let page): page.kind == .diff
    default: false
    }
  }

  /// Changes the position of the replay, and shows the state of that moment.
  ///
  /// It depends only on the position, so that it looks the same from any direction.
  mutating func moveReplay(_ change: (inout Replay) -> Void) -> [Effect] {
    guard var replay else { return [] }
    let before = replay.position
    change(&replay)
    self.replay = replay
    guard replay.position != before else { return [] }

    let texts = session.ruleTexts
    show(replay.timeline.state(at: replay.position, from: (before, session.state)))
    list.search.text = replay.timeline.search(at: replay.position)
    list.rangeStart = nil
    notice = replay.notice
    var effects: [Effect] = []
    // In this order, so that the event that is read next is explained by the rule of that moment.
    if session.ruleTexts != texts { effects.append(.engine(.replay(session.state))) }
    return effects + lookWhereTheAnalystLooked()
  }

  /// Puts the cursor on the hit that the analyst was at.
  mutating func lookWhereTheAnalystLooked() -> [Effect] {
    guard let replay else { return [] }
    if let hit = replay.timeline.look(at: replay.position), let row = table.row(of: hit) {
      list.move(near: row, of: table)
    } else {
      list.move(to: 0)
    }
    let key = pressedKey(replay)
    self.replay?.key = key
    guard let row = currentRow else {
      event.clear()
      return []
    }
    return [.engine(.readEvent(row))]
  }

  /// The key of the last played entry. A journal has the effects of keys; a step to a neighbour was
  /// `j` or `k`.
  private func pressedKey(_ replay: Replay) -> String? {
    guard let entry = replay.cause else { return nil }
    if case .moveCursor = entry.action {
      guard let before = replay.timeline.look(at: replay.position - 1),
        let row = table.row(of: before), list.shown.indices.contains(list.cursor)
      else { return nil }
      let cursor = list.cursor
      if cursor > 0, list.shown[cursor - 1] == row { return settings.keymap.keyName(of: .moveDown) }
      if cursor + 1 < list.shown.count, list.shown[cursor + 1] == row {
        return settings.keymap.keyName(of: .moveUp)
      }
      return nil
    }
    guard let command = Command.all.first(where: { $0.name == entry.name }) else { return nil }
    return settings.keymap.keyName(of: command)
  }
}

extension Replay {
  /// After a decision the cursor moves on by itself; so soon after it no key was pressed.
  private static let soonAfter = 0.25

  /// The entry with a key: the last played one, or the decision that moved the cursor.
  fileprivate var cause: JournalEntry? {
    guard let entry else { return nil }
    guard case .moveCursor = entry.action, let decision = timeline.decision(at: position - 1),
      decision.entry == position - 2, entry.time - decision.seconds <= Self.soonAfter
    else { return entry }
    return timeline.entries[decision.entry]
  }

  /// The decision of the last played entry, if there is one.
  fileprivate var notice: Notice? {
    guard let cause else { return nil }
    if case .failed(_, let reason) = cause.action { return .refused("not saved: " + reason) }
    guard let decision = timeline.decision(at: position),
      timeline.entries[decision.entry] == cause
    else { return nil }
    return .done(decision.summary + (decision.effect.map { ", " + $0 } ?? ""))
  }
}

extension HitList {
  /// Puts the cursor on a row, or where the row would be if it is not in the list.
  mutating func move(near row: HitTable.Row, of table: HitTable) {
    if move(toRow: row, of: table) { return }
    move(to: cursor)
    keepCursor(on: row, table)
  }
}
