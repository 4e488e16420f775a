import TerminalScreen

/// A command of the analyst: its name, keys, texts, availability, and action.
///
///     markTruePositive   t   "true positive"   works: on a hit, not in a replay   does: a verdict on the targets
///
/// The table `Command.all` is the source of key handling, the footer, the help page and the
/// journal's names.
public struct Command: Sendable {
  /// Its name, as in the journal: `allowRegion`.
  public let name: String
  /// Its default keys. The footer shows the first one.
  public let keys: [Key]
  /// Two words for the footer; `nil` if it is not shown there.
  public let hint: String?
  /// A sentence for the help page.
  public let help: String
  public let contexts: Set<Context>
  let availability: @Sendable (State) -> Availability
  let perform: @Sendable (inout State) -> [Effect]

  public enum Availability: Sendable, Hashable {
    case available
    case unavailable(because: String)
  }

  init(
    _ name: String, keys: [Key], hint: String? = nil, help: String, in contexts: Set<Context>,
    availability: @escaping @Sendable (State) -> Availability = { _ in .available },
    perform: @escaping @Sendable (inout State) -> [Effect]
  ) {
    self.name = name
    self.keys = keys
    self.hint = hint
    self.help = help
    self.contexts = contexts
    self.availability = availability
    self.perform = perform
  }

  /// A command of one kind of surface, which gets that surface.
  init<S: SurfaceContent>(
    _ name: String, keys: [Key], hint: String? = nil, help: String, on kind: S.Type,
    in contexts: Set<Context>,
    availability: @escaping @Sendable (S, State) -> Availability = { _, _ in .available },
    perform: @escaping @Sendable (S, inout State) -> [Effect]
  ) {
    self.init(
      name, keys: keys, hint: hint, help: help, in: contexts,
      availability: { state in
        S(state.surfaces.top).map { availability($0, state) } ?? .unavailable(because: "")
      },
      perform: { state in S(state.surfaces.top).map { perform($0, &state) } ?? [] })
  }

  /// A command that changes only its surface, or says why it can't.
  init<S: SurfaceContent>(
    _ name: String, keys: [Key], hint: String? = nil, help: String, on kind: S.Type,
    in contexts: Set<Context>,
    availability: @escaping @Sendable (S, State) -> Availability = { _, _ in .available },
    change: @escaping @Sendable (inout S, State) throws(Refusal) -> Void
  ) {
    self.init(
      name, keys: keys, hint: hint, help: help, on: kind, in: contexts,
      availability: availability,
      perform: { surface, state in
        var surface = surface
        do throws(Refusal) {
          try change(&surface, state)
          surface.put(into: &state.surfaces.top)
        } catch {
          state.notice = .refused(error.reason)
        }
        return []
      })
  }

  /// Why a command did nothing.
  struct Refusal: Error {
    let reason: String
  }
}

extension Command {
  /// All commands, in the order of the help page; within a context, the most useful ones for the
  /// footer first.
  public static let all: [Command] = [
    // Enter on the row under the cursor.
    .toggleFold, .openAlert, .openGroup,
    // On the pages of regions and of time.
    .applyBaseline, .chooseProposal, .showProposalHits, .matchAllRegions, .forceProposal,
    .filterByTime, .markHour, .toggleRegion, .filterByRegion, .markRegion, .nextRegion,
    .toggleCallers,
    .previousRegion, .sortRegions, .zoomIn, .zoomOut, .stackTimeline, .rangeOfTime, .laterZone,
    .earlierZone,
    // Deciding.
    .allowRegion, .markFalsePositive, .markTruePositive, .markBenignTruePositive, .clearVerdict,
    .changeException, .setExpiry, .removeException, .comment, .undo, .redo,
    // Pages.
    .showDiff, .showAllowlist, .disallowRegion, .showExceptions, .showSilenced,
    .showTimeline,
    .showHeatMap, .showRegionMap, .showScan, .showBaseline,
    // The list.
    .search, .searchNext, .searchPrevious, .filterHits, .groupHits, .sortHits, .markGroup,
    .sortGroups,
    .onlyThisValue, .notThisValue, .onlyThisPrincipal, .onlyThisAddress, .onlyThisAccessKey,
    .onlyOpen, .nextOpen, .previousOpen, .removeFilter, .clearFilters, .chooseColumns, .rowPerHit,
    .stayAfterVerdict, .toggleMark, .markRange,
    .markAll, .markSame, .nextPane, .enterEvent,
    .largerEvent, .smallerEvent, .clearOrBack, .exportList, .editRule,
    // The event.
    .copyField, .copyPath, .copyEvent, .foldOrOut, .unfoldOrIn, .foldAll, .searchEvent,
    .searchEventNext, .searchEventPrevious, .showSecrets,
    // Events around a hit, or beside it.
    .openContextEvent, .contextOfPrincipal, .contextOfSource, .contextOfKey, .widenContext,
    .narrowContext, .decideOnContext, .closeContext, .compareEvents, .showSame, .nextDifference,
    .previousDifference, .showRules, .openRule, .sortRules, .hideIdleRules, .showCell,
    // Rows of a page.
    .searchRows, .searchRowsNext, .searchRowsPrevious, .filterRows, .copyRow,
    // Moving.
    .moveDown, .moveUp, .moveToTop, .moveToBottom, .pageDown, .pageUp, .halfPageDown, .halfPageUp,
    .columnLeft, .columnRight,
    // Dialogs.
    .write, .giveReason, .writeAnyway, .writeElsewhere, .choose, .toggleField, .submitFilter,
    .completeFilter, .olderFilter, .newerFilter, .chooseGroup, .toggleColumn, .moveColumnDown,
    .moveColumnUp, .widenColumn, .narrowColumn, .addColumn, .usualColumns, .closeColumns,
    .submitText, .searchWholeEvents, .leaveText, .resumeSession, .startNewSession,
    // A replay.
    .playPause, .stepReplay, .stepBack, .nextDecision, .previousDecision, .listDecisions, .seek,
    .slower, .faster, .replayStart, .replayEnd, .goToDecision,
    // The workbench itself.
    .runCommand, .completeCommand, .closeDialog, .closePage, .chooseTheme, .keepTheme, .toggleMouse,
    .palette, .redraw, .suspend, .help, .quit,
  ]

  /// The contexts that have the keys now: a dialog, a page or the focused pane, and the replay in a
  /// replay.
  static func contexts(of state: State) -> Set<Context> {
    switch state.surfaces.top {
    case .dialog(let dialog): return dialog.contexts
    case .hits:
      return Set([.hits] + (state.isOnAlert ? [.alert] : []) + replay(state))
    case .event: return Set([.event] + replay(state))
    // In a replay, the diff is also visible while it grows.
    case .text(let page): return TextSurface.contexts.union(page.kind == .diff ? replay(state) : [])
    case let surface: return surface.page.map { type(of: $0).contexts } ?? []
    }
  }

  private static func replay(_ state: State) -> [Context] { state.replay == nil ? [] : [.replay] }

  static func current(in state: State) -> [Command] {
    let contexts = contexts(of: state)
    return all.filter { !$0.contexts.isDisjoint(with: contexts) }
  }

  /// The command of a key. In a replay its own keys come first, on a page those of that page. In a
  /// line of text, characters are text.
  static func command(on key: Key, in state: State) -> Command? {
    let isText = contexts(of: state).contains(where: \.isText)
    if isText, case .character = key { return nil }
    let candidates = current(in: state).filter { state.settings.keymap.keys(of: $0).contains(key) }
    let own = state.surfaces.top.page.map { type(of: $0).context }
    return candidates.first { $0.contexts.contains(.replay) }
      ?? own.flatMap { own in candidates.first { $0.contexts.contains(own) } } ?? candidates.first
  }
}
