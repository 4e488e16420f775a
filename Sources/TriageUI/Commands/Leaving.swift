import TerminalScreen

// Closing pages and dialogs, suspending, quitting.

extension Command {
  static let showDiff = Command(
    "showDiff", keys: [.character("d")], hint: "diff",
    help: "Shows what the rule has gained since the session began.", in: .panesAndPages,
    availability: isIdle
  ) { $0.open(TextSurface(.diff)) }

  static let showScan = Command(
    "showScan", keys: [.character("S")],
    help: "Shows what the scan read and what it left out: every record and every file.",
    in: .panesAndPages,
    availability: isIdle
  ) { $0.open(TextSurface(.scan)) }

  static let closeDialog = Command(
    "closeDialog", keys: [.escape, .character("q"), .control("c")], hint: "back",
    help: "Closes the page or the dialog; nothing is changed.",
    in: [.confirm, .proposals, .fields, .page, .commands, .decisions, .themes, .chooseGroup]
  ) { state in
    let effects = Menu(state.surfaces.top)?.content.closedWithoutChoice() ?? []
    let isEdit = ConfirmEdit(state.surfaces.top) != nil
    state.giveUpPreview()
    state.surfaces.pop()
    if isEdit { state.dropWaitingEdits() }
    return effects
  }

  static let resumeSession = Command(
    "resumeSession", keys: [.enter], hint: "resume",
    help: "Goes on with the session that was found.",
    in: [.resume]
  ) { state in
    guard case .dialog(.confirm(.resume(let summary))) = state.surfaces.top else { return [] }
    return [.leave(.resume(path: summary.path))]
  }

  static let startNewSession = Command(
    "startNewSession", keys: [.character("n"), .escape], hint: "new session",
    help: "Begins a new session; the one that was found stays as it is.", in: [.resume]
  ) { _ in [.leave(.beginSession)] }

  static let redraw = Command(
    "redraw", keys: [.control("l")], help: "Redraws the screen.", in: Set(Context.allCases)
  ) { _ in [.terminal(.redraw)] }

  static let suspend = Command(
    "suspend", keys: [.control("z")], help: "Back to the shell; fg returns here.",
    in: Set(Context.allCases)
  ) { _ in [.terminal(.suspend)] }

  static let quit: Command = Command(
    "quit", keys: [.character("q"), .control("c")], hint: "quit",
    help:
      "Leaves; stops the scan while one runs. Everything was saved at the moment it was decided.",
    in: [.hits, .event, .resume]
  ) { state in
    guard state.scan.isReading else { return state.lastLook + [.logs(.stopScan), .leave(.quit)] }
    state.scan.isStopping = true
    state.notice = .done(
      "the scan is stopped: these are the hits so far; \(state.key(.quit)) again leaves")
    return [.logs(.stopScan)]
  }
}

extension State {
  /// Journals how many hits there are and how many are open, for the list of sessions.
  fileprivate var lastLook: [Effect] {
    guard replay == nil, !session.isReadOnly, !session.decisions.isEmpty else { return [] }
    let results = list.results
    let open = results.count { session.byRow.isOpen($0) }
    return [.engine(.look(.left(hits: results.count, open: open)))]
  }
}
