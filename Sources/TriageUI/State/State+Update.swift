import TerminalScreen
import Triage

extension State {
  /// Takes in a message and returns what shall happen because of it.
  public mutating func update(_ message: Message) -> [Effect] {
    var effects = handle(message)
    while pending != .decision, !waitingKeys.isEmpty {
      effects += press(waitingKeys.removeFirst())
    }
    effects += keepGroupsUp()
    targetFacts.keepUp(with: self)
    keepVisible()
    overview.keepUp(with: self)
    effects += keepPageUp()
    return effects
  }

  private mutating func handle(_ message: Message) -> [Effect] {
    switch message {
    case .key(let key): return press(key)
    case .paste(let text):
      return edit {
        for character in text { $0.insert(character) }
        return true
      }
    case .resized(let size):
      self.size = size
      return []
    case .themeChanged(let name):
      theme = name
      return []
    case .themeKept(.success(let place)):
      notice = .done("theme: \(theme); kept in \(place)")
      return []
    case .themeKept(.failure(let failure)):
      notice = .warning("theme: \(theme), for this time: \(failure.reason)")
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
    case .pairRead(let first, let second): return open(ComparePage(first, second))
    case .contextEventRead(let detail, let search):
      takeContextEvent(detail, search: search)
      return []
    case .collected(let text): return [.copy(text)]
    case .copyFallsToTerminal(let text): return [.copyThroughTerminal(text)]
    case .copied(let outcome):
      notice = outcome.notice
      return []
    case .alertOpened(let events): return open(events)
    case .previewed(let preview, let purpose):
      guard pending == .preview else { return [] }
      pending = nil
      var confirm = Dialog.ConfirmEdit(preview: preview, purpose: purpose)
      if purpose == .edit { confirm.following = editQueue?.waiting.count ?? 0 }
      dialog = .confirm(confirm)
      return []
    case .exceptionsListed(let statuses, let rule):
      change(ExceptionsPage.self) { page, _ in if page.rule == rule { page.take(statuses) } }
      return []
    case .exceptionFieldsFound(let choices, let rule): return take(choices, rule: rule)
    case .proposed(let proposals, let hits, let rule):
      guard pending == .preview else { return [] }
      pending = nil
      dialog = .proposals(
        Dialog.ChooseException(proposals: proposals, hits: hits, rule: rule))
      return []
    case .decided(let outcome, let request): return take(outcome, of: request)
    case .replayed(let evaluation):
      take(evaluation)
      return lookWhereTheAnalystLooked() + evaluateNewRows()
    case .evaluated(let evaluation):
      isEvaluating = false
      take(evaluation)
      return evaluateNewRows() + showCurrentIfChanged()
    case .listed(let result): return take(result) + showCurrentIfChanged()
    case .listProgress(let job, let fraction):
      if let slot = work.first(where: { $0.value.job.id == job })?.key {
        work[slot]?.fraction = fraction
      }
      return []
    case .listFailed(let job, let reason):
      giveUp(job, because: reason)
      return []
    case .regionsRead(let regions):
      ruleRegions = regions
      return []
    case .refused(let reason):
      let isUnsaved = pending == .decision && reason.hasPrefix("not saved")
      pending = nil
      // What was typed ahead was meant for what did not come.
      waitingKeys = []
      notice = .refused(reason + (isUnsaved ? "; W keeps the rule in another file" : ""))
      dropWaitingEdits()
      return []
    }
  }

  // MARK: - Keys

  private mutating func press(_ key: Key) -> [Effect] {
    if isTooSmall { return key == .character("q") ? [.stopScan, .quit] : [] }
    if case .mouse(let mouse) = key { return take(mouse) }
    if pending == .decision, key != .control("c") {
      if waitingKeys.count < Self.mostWaitingKeys { waitingKeys.append(key) }
      return []
    }
    targetFacts.keepUp(with: self)
    awaitedContext = nil
    guard let command = Command.command(on: key, in: self) else {
      return counts(key) ? [] : type(key)
    }
    notice = nil
    defer { count = nil }
    if case .unavailable(let reason) = command.availability(self) {
      notice = .refused("\(key.name) does nothing now: \(reason)")
      return []
    }
    return command.perform(&self)
  }

  /// Digits before a command say how often, or on how many hits. `false` for another key.
  private mutating func counts(_ key: Key) -> Bool {
    guard dialog == nil, page == nil, pane == .hits, case .character(let character) = key,
      let digit = character.wholeNumberValue, character.isASCII, digit > 0 || count != nil
    else {
      count = nil
      return false
    }
    count = min((count ?? 0) * 10 + digit, Self.highestCount)
    notice = nil
    return true
  }

  private static let highestCount = 1_000_000_000

  /// A key that no command has: in a line of text it edits the text.
  private mutating func type(_ key: Key) -> [Effect] { edit { $0.take(key) } }

  /// Changes the line of text that is being typed, if there is one; `change` says whether it did.
  private mutating func edit(_ change: (inout TextInput) -> Bool) -> [Effect] {
    switch dialog {
    case .comment(var input, let hits):
      if change(&input) { dialog = .comment(input, hits: hits) }
    case .expiry(var input, let exception, let rule):
      if change(&input) { dialog = .expiry(input, exception: exception, rule: rule) }
    case .reason(var input, let confirm):
      if change(&input) { dialog = .reason(input, confirm) }
    case .filter(var input):
      guard change(&input.input) else { break }
      input.historyPlace = 0
      return filterChanged(input)
    case .chooseColumns(var choice):
      guard var input = choice.input, change(&input) else { break }
      choice.input = input
      dialog = .chooseColumns(choice)
    case .seek(var input):
      if change(&input) { dialog = .seek(input) }
    case .search(var input):
      if change(&input) { dialog = .search(input) }
    case .place(var input, let path, let confirm):
      if change(&input) { dialog = .place(input, of: path, confirm) }
    case .commands(var search):
      let before = search.input
      guard change(&search.input) else { break }
      if search.input.text != before.text { search.cursor = 0 }
      dialog = .commands(search)
    case .searchEvent(var input):
      if change(&input) { dialog = .searchEvent(input) }
    default: break
    }
    return []
  }

  // MARK: - The scan

  private mutating func take(_ batches: [SpooledHits]) -> [Effect] {
    let start = table.count
    let before = currentRow
    for hits in batches { table.append(hits.batch, spoolOffset: hits.offset) }
    verdicts.extend(to: table, session.verdicts)
    list.add(
      start..<table.count, of: table, verdicts, readyCount: readyCount(list.arrangement))
    takeReadyRows()
    var effects = evaluateNewRows() + readNewRows()
    if currentRow != before, let row = currentRow { effects.append(.readEvent(row, table)) }
    return effects
  }

  private mutating func finishScan(_ report: ScanReport) -> [Effect] {
    scan.report = report
    scan.counts = report.counts
    if let reason = report.correlation?.incompleteness { notice = .warning(reason) }
    if !report.damaged.isEmpty || !report.failedInputs.isEmpty {
      let inputs = report.failedInputs
      let failed = report.damaged.count + inputs.count
      let first =
        report.damaged.first.map { "\($0.path): \($0.damage)" }
        ?? inputs.first.map { "\($0.path): \($0.reason)" } ?? ""
      notice = .warning(
        failed == 1 ? first : "\(failed) files could not be read whole; \(first); …")
    }
    // A resumed session goes on where the analyst was.
    guard !list.hasMoved, let cursor = session.cursor, let row = table.row(of: cursor),
      list.move(toRow: row, of: table)
    else { return [] }
    return showCurrentIfChanged()
  }

  var hasChangedRules: Bool {
    !session.changedPaths.isEmpty
  }

  /// Hits that came after the rules were changed are hits of the rules as they were: asks whether they still are.
  /// One question at a time, however fast hits come.
  private mutating func evaluateNewRows() -> [Effect] {
    guard hasChangedRules, !isEvaluating, evaluatedCount < table.count else { return [] }
    isEvaluating = true
    return [.evaluate(evaluatedCount..<table.count, table)]
  }

  private mutating func take(_ evaluation: Evaluation) {
    list.silence(evaluation, of: table, verdicts)
    if evaluation.rows.lowerBound <= evaluatedCount {
      evaluatedCount = max(evaluatedCount, evaluation.rows.upperBound)
    }
  }

  // MARK: - Decisions

  private mutating func take(_ outcome: DecisionOutcome, of request: DecisionRequest?) -> [Effect] {
    pending = nil
    switch outcome {
    case .done(let session, let evaluation, let message):
      self.session = session
      notice = .done(message)
      let marked = !list.marks.isEmpty
      let isOnPage = page != nil
      if let evaluation { take(evaluation) }
      if case .judge(_?, _, _) = request {
        if isOnPage {
          change(GroupsPage.self) { page, state in page.goToNextOpen(in: state) }
        } else {
          list.marks = []
          if !marked { goToNextUndecided() }
        }
      }
      if case .judge(_?, _, _) = request, let words = completionWords { notice = .done(words) }
      let next = request == nil ? [] : previewNextEdit()
      return evaluateNewRows() + showCurrentIfChanged(always: true) + next
    case .ruleChanged(let preview, let session):
      self.session = session
      notice = .warning(
        "the rule file was changed by someone else: this is the edit on its new text")
      var confirm = Dialog.ConfirmEdit(preview: preview, purpose: purpose(of: request))
      confirm.isRenewed = true
      show(confirm)
      return []
    case .notSaved(let preview, let reason, let session):
      self.session = session
      notice = .refused("nothing was written")
      var confirm = Dialog.ConfirmEdit(preview: preview, purpose: purpose(of: request))
      confirm.failure = reason
      show(confirm)
      return []
    }
  }

  private func purpose(of request: DecisionRequest?) -> PreviewPurpose {
    if case .judge(_, let hits, _) = request { .falsePositive(hits: hits) } else { .edit }
  }

  /// Opens the dialog again, with an edit that was not written.
  private mutating func show(_ confirm: Dialog.ConfirmEdit) {
    var confirm = confirm
    confirm.following = editQueue?.waiting.count ?? 0
    waitingKeys = []
    dialog = .confirm(confirm)
  }

  mutating func showCurrentIfChanged(always: Bool = false) -> [Effect] {
    guard let row = currentRow else { return showNothing() }
    if !always && event.detail?.row == row { return [] }
    return showCurrent()
  }

  /// There is no hit, so there is no event to be in.
  mutating func showNothing() -> [Effect] {
    event.clear()
    pane = .hits
    return []
  }

  /// Keeps the cursor on the screen, and nothing scrolled past its end.
  private mutating func keepVisible() {
    let layout = Layout(state: self)
    if replay == nil {
      list.scroll(height: layout.hitRows)
    } else {
      list.turnPage(height: layout.hitRows)
    }
    event.settle(
      head: EventView.head(self), showsSecrets: showsSecrets, ofList: searching?.matcher)
    let text = EventView.textRect(layout.event ?? layout.body)
    event.keepVisible(width: text.columns, height: text.rows)
  }
}
