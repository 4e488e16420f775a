import Basics
import TerminalScreen

extension State {
  /// Whether digits were typed that the next key counts by.
  public var isCounting: Bool { waiting.count != nil }

  /// Takes in a message and returns what shall happen because of it.
  public mutating func update(_ message: Message) -> [Effect] {
    var effects = handle(message)
    while waiting.pending != .decision, !waiting.keys.isEmpty {
      effects += press(waiting.keys.removeFirst())
    }
    effects += keepGroupsUp()
    layOut(size)
    targetFacts.keepUp(with: self)
    keepVisible()
    overview.keepUp(with: self)
    effects += settlePage()
    return effects
  }

  private mutating func handle(_ message: Message) -> [Effect] {
    switch message {
    case .key(let key):
      let effects = press(key)
      return session.hasWaitingFiles && waiting.pending == nil
        ? effects + [.engine(.recheckFiles)] : effects
    case .mouse(let mouse): return take(mouse)
    case .paused:
      waiting.count = nil
      return []
    case .paste(let text):
      return edit {
        $0.insert(text)
        return true
      }
    case .resized(let size):
      self.size = size
      return []
    case .themeChanged(let name):
      settings.theme = name
      return []
    case .themeKept(.success(let place)):
      notice = .done("theme: \(settings.theme); kept in \(place)")
      return []
    case .themeKept(.failure(let failure)):
      notice = .warning("theme: \(settings.theme), for this time: \(failure)")
      return []
    case .tick(let seconds):
      guard !scan.isRunning, isReplayWatched else { return [] }
      return moveReplay { $0.advance(seconds: seconds) }
    case .played(let position):
      return moveReplay {
        $0.go(to: position)
        $0.isPlaying = true
      }

    case .scanStarted(let files, let progress):
      table.files += files
      scan.progress = progress
      return []
    case .hits(let batches): return take(batches)
    case .scanned(let progress, let counts):
      scan.progress = progress
      scan.counts = counts
      return []
    case .scanFinished(let report): return finishScan(report)

    case .eventRead(let detail):
      guard detail.row == currentRow else { return [] }
      event.show(detail)
      return showAwaitedContext()
    case .contextFound(let update, let search):
      takeContext(update, search: search)
      return []
    case .pairRead(let first, let second): return open(ComparisonSurface(first, second))
    case .contextEventRead(let detail, let search):
      takeContextEvent(detail, search: search)
      return []
    case .collected(let text): return [.terminal(.copy(text))]
    case .copyFallsToTerminal(let text): return [.terminal(.copyThroughTerminal(text))]
    case .copied(let outcome):
      notice = outcome.notice
      return []
    case .alertOpened(let events): return open(events)
    case .previewed(let preview, let purpose):
      guard waiting.pending == .preview else { return [] }
      waiting.pending = nil
      var confirm = ConfirmEdit(preview: preview, purpose: purpose)
      if purpose == .edit { confirm.following = waiting.edits?.waiting.count ?? 0 }
      // With another reason it is the same edit.
      if ConfirmEdit(surfaces.top) != nil { surfaces.pop() }
      surfaces.push(.dialog(.confirm(.edit(confirm))))
      return []
    case .exceptionsListed(let statuses, let rule):
      surfaces.update(ExceptionsSurface.self) { if $0.rule == rule { $0.take(statuses) } }
      return []
    case .exceptionFieldsFound(let choices, let rule): return take(choices, rule: rule)
    case .proposed(let proposals, let hits, let rule):
      guard waiting.pending == .preview else { return [] }
      waiting.pending = nil
      let menu = Menu(ProposalsMenu(proposals: proposals, hits: hits, rule: rule))
      surfaces.push(.dialog(.menu(menu)))
      return []
    case .filesSettled(let notes, let session, let evaluation, let areAllBack):
      show(session)
      self.session.hasWaitingFiles = !areAllBack
      take(evaluation)
      if let note = notes.first { notice = .warning(note.description) }
      return evaluateNewRows() + showCurrentIfChanged(always: true)
    case .decided(let outcome, let request, let hasWaitingFiles):
      self.session.hasWaitingFiles = hasWaitingFiles
      return take(outcome, of: request)
    case .decisionRefused(let refusal, let session, let hasWaitingFiles):
      self.session.hasWaitingFiles = hasWaitingFiles
      let effects = session.ruleTexts == self.session.ruleTexts ? [] : adopt(session)
      let wayOut = "; \(key(.writeElsewhere)) keeps the rule in another file"
      refuse(refusal.description + (refusal.kind == .notSaved ? wayOut : ""))
      return effects
    case .replayed(let evaluation):
      take(evaluation)
      return lookWhereTheAnalystLooked() + evaluateNewRows()
    case .evaluated(let evaluation):
      session.isEvaluating = false
      take(evaluation)
      return evaluateNewRows() + showCurrentIfChanged()
    case .listed(let result): return take(result) + showCurrentIfChanged()
    case .listProgress(let job, let fraction):
      if let slot = list.work.first(where: { $0.value.job.id == job })?.key {
        list.work[slot]?.fraction = fraction
      }
      return []
    case .listFailed(let job, let reason):
      giveUp(job, because: reason)
      return []
    case .regionsRead(let regions):
      rules.regions = regions
      return []
    case .refused(let reason):
      refuse(reason)
      return []
    }
  }

  private mutating func refuse(_ reason: String) {
    waiting.pending = nil
    // What was typed ahead was meant for what did not come.
    waiting.keys = []
    notice = .refused(reason)
    dropWaitingEdits()
  }

  mutating func showCurrentIfChanged(always: Bool = false) -> [Effect] {
    guard let row = currentRow else { return showNothing() }
    if !always && event.detail?.row == row { return [] }
    return showCurrent()
  }

  /// There is no hit, so there is no event to be in.
  mutating func showNothing() -> [Effect] {
    event.clear()
    surfaces.closeEvent()
    return []
  }

  /// Keeps the cursor on the screen, and nothing scrolled past its end.
  private mutating func keepVisible() {
    list.settle(height: viewport.hitRows, byPages: replay != nil)
    event.settle(
      head: eventHead, showsSecrets: settings.showsSecrets, ofList: list.search.result?.matcher)
    let text = viewport.eventText
    event.keepVisible(width: text.columns, height: text.rows)
  }
}
