import Basics
import HitStore
import TerminalScreen
import Triage

// Verdicts on the marked hits, or on the hit under the cursor.

extension Command {
  static let markTruePositive = judging(
    .truePositive, name: "markTruePositive", key: "t", hint: "true pos",
    help: "True positive: the rule was right, this is what it is for.")

  static let markBenignTruePositive = judging(
    .benignTruePositive, name: "markBenignTruePositive", key: "b", hint: "benign",
    help: "Benign true positive: the rule was right, and the activity was meant to happen.")

  static let clearVerdict = judging(
    nil, name: "clearVerdict", key: "x", hint: "clear",
    help: "Takes the verdict off.")

  private static func judging(
    _ verdict: Verdict?, name: String, key: Character, hint: String, help: String
  ) -> Command {
    Command(
      name, keys: [.character(key)], hint: hint, help: help, in: .panesAndPages,
      availability: canDecideOnHits
    ) { state in
      state.decide(.judge(verdict, hits: state.targetIDs, exception: nil))
    }
  }

  /// Whether there is a hit to decide on, and decisions are possible.
  static let canDecideOnHits: @Sendable (State) -> Availability = { state in
    if case .unavailable(let reason) = canDecide(state) { return .unavailable(because: reason) }
    return state.targetFacts.count == 0 ? .unavailable(because: "there is no hit here") : .available
  }

  /// Whether nothing is pending: a later answer must not replace what opens now.
  static let isIdle: @Sendable (State) -> Availability = { state in
    switch state.waiting.pending {
    case .preview:
      .unavailable(
        because: "the effect is being worked out; \(state.key(.clearOrBack)) gives it up")
    case .decision: .unavailable(because: "the last decision is being saved")
    case nil: .available
    }
  }

  /// Whether the list has rows, and nothing is pending.
  static let isIdleOnHits: @Sendable (State) -> Availability = { state in
    state.list.shown.isEmpty ? .unavailable(because: "the list is empty") : isIdle(state)
  }

  static let canDecide: @Sendable (State) -> Availability = { state in
    if state.replay != nil {
      return .unavailable(because: "this is a replay: it shows what was decided")
    }
    return isIdle(state)
  }
}

extension Command {
  static let rowPerHit = Command(
    "rowPerHit", keys: [.character("V")],
    help: "One row for each hit, or again one for each event with all rules that match it.",
    in: [.hits]
  ) { state in
    let isPerEvent = !state.list.isPerEvent
    state.list.setPerEvent(isPerEvent, of: state.table, state.session.byRow)
    state.notice = .done(isPerEvent ? "one row for each event" : "one row for each hit")
    return state.showCurrentIfChanged()
  }

  static let stayAfterVerdict = Command(
    "stayAfterVerdict", keys: [.character("`")],
    help: "After a verdict the cursor stays, or moves to the next open hit again.",
    in: [.hits]
  ) { state in
    state.settings.staysAfterVerdict.toggle()
    state.notice = .done(
      state.settings.staysAfterVerdict
        ? "the cursor stays after a verdict"
        : "after a verdict the cursor goes to the next open hit")
    return []
  }
}

extension State {
  /// Requests a decision, and closes its dialogs.
  mutating func decide(_ request: DecisionRequest) -> [Effect] {
    surfaces.dismissDialogs()
    waiting.pending = .decision
    return [.engine(.decide(request))]
  }

  /// The notice after the last displayed hit got its verdict; `nil` while some are open.
  ///
  ///     all 86 hits are judged: 3 true positive, 80 false positive, 3 benign; 2 edits of the rule; d shows them
  var completionWords: String? {
    let shown = list.hits
    guard !shown.isEmpty, list.openCount == 0 else { return nil }
    var counts: [Verdict: Int] = [:]
    for row in shown { if let verdict = session.byRow[row] { counts[verdict, default: 0] += 1 } }
    let said = Verdict.allCases.compactMap { verdict in
      counts[verdict].map { "\($0.grouped) \(verdict.words)" }
    }
    var words = "all \(shown.countedAs("hit")) "
    words += list.filters.isEmpty ? "are judged: " : "that pass the filters are judged: "
    words += said.joined(separator: ", ")
    let edits = session.decisions.count { !$0.changes.isEmpty }
    if edits > 0 {
      words += "; \(edits.counting("edit")) of the rule, \(key(.showDiff)) shows what it gained"
    }
    return words
  }

  /// After a verdict, moves the cursor to the next hit without one, in the order of the list.
  mutating func goToNextUndecided() {
    guard !settings.staysAfterVerdict, let row = list.current,
      !list.isOpen(row, table, session.byRow)
    else { return }
    let later = list.shown[(list.cursor + 1)...]
    if let next = later.firstIndex(where: { list.isOpen($0, table, session.byRow) }) {
      return list.move(to: next)
    }
    if let first = list.shown.firstIndex(where: { list.isOpen($0, table, session.byRow) }) {
      list.move(to: first)
    }
  }
}
