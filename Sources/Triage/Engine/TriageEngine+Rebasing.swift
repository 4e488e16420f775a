import Basics
import HitStore
import RuleEditing
import Sessions
import Sigma
import SourceYAML

/// Undo and redo after someone else has changed the file.
///
///     the session      allow ap-east-1                  undo?
///     an editor                         adds a filter
///     the journal      4 allowRegion    5 ruleChangedElsewhere   6 rebase of 4   7 undo of 4
///
/// The decision's change is located in the new text, proved to be exactly that change, and
/// journalled as a `rebase`. From then on the decision has its place, so that a replay needs no
/// search.
extension TriageEngine {
  /// Moves the next decision to undo or redo to its files' current texts. Returns a note for the
  /// analyst.
  func rebase(
    _ decision: Decision, isInForce: Bool, table: HitTable
  ) throws(TriageRefusal) -> String? {
    if decision.changes.isEmpty { return nil }
    return try refusing {
      for path in decision.paths {
        try settle(path)
        try storage.check(location(of: path))
        try tell(path)
      }
      var move = Move(decision, isInForce: isInForce)
      for path in decision.paths {
        let now = currentText(of: path)
        move.texts[path] = now
        guard let own = session.ownText(of: decision, path: path), !own.hasSameBytes(as: now) else {
          continue
        }
        move.ownTexts[path] = own
      }
      if move.ownTexts.isEmpty {
        if !isInForce { try planAgainIfNotMade(decision, table: table) }
        return nil
      }
      // The change that was made last is undone first.
      let indices = decision.changes.indices
      var notes: [String] = []
      for index in isInForce ? indices.reversed() : Array(indices) {
        if let note = try rebase(index, &move, table: table), !notes.contains(note) {
          notes.append(note)
        }
      }
      try record(.rebase(of: decision.sequence, patches: move.patches))
      return notes.isEmpty ? nil : notes.joined(separator: "; ")
    }
  }

  /// The changes of a decision on their way to other texts.
  private struct Move {
    let changes: [RuleChange]
    let isInForce: Bool
    var patches: [[TextPatch]]
    /// The files' texts before the next change is undone or redone.
    var texts: [String: String] = [:]
    /// The texts that the patches fit, for files with another one.
    var ownTexts: [String: String] = [:]

    init(_ decision: Decision, isInForce: Bool) {
      changes = decision.changes
      patches = changes.map(\.patches)
      self.isInForce = isInForce
    }

    func made(_ patches: [TextPatch], on text: String) throws -> String {
      try (isInForce ? patches.inverted : patches).applied(to: text)
    }
  }

  private func rebase(_ index: Int, _ move: inout Move, table: HitTable) throws -> String? {
    let change = move.changes[index]
    let now = move.texts[change.path] ?? ""
    var note: String?
    if let own = move.ownTexts[change.path] {
      let file = RuleFile(text: now, path: change.path)
      let rebased =
        try move.isInForce
        ? taking(back: change, own: own, from: file) : making(change, own: own, againIn: file)
      if let plan = rebased.plan, let rule = ruleIndex(of: change) {
        _ = try effect(of: plan, rule: rule, table: table)
      }
      move.patches[index] = rebased.patches
      move.ownTexts[change.path] = try move.made(change.patches, on: own)
      note = rebased.note
    }
    move.texts[change.path] = try move.made(move.patches[index], on: now)
    return note
  }

  /// A decision that was undone in part, since someone else had undone the rest, is redone as a
  /// whole.
  private func planAgainIfNotMade(_ decision: Decision, table: HitTable) throws {
    var state = session
    var patches: [[TextPatch]] = []
    for change in decision.changes {
      let text = state.ruleTexts[change.path] ?? ""
      // If they do not fit, redoing says so.
      guard let redone = try? change.patches.applied(to: text) else { return }
      guard
        state.with(redone, of: change.path).canPlan(again: change)
          || Self.lacksRegion(redone, change)
      else {
        patches.append(change.patches)
        state = state.with(redone, of: change.path)
        continue
      }
      let plan = try state.plan(again: change)
      if let rule = ruleIndex(of: change) { _ = try effect(of: plan, rule: rule, table: table) }
      patches.append(plan.patches)
      state = state.with(plan.after.text, of: change.path)
    }
    guard patches != decision.changes.map(\.patches) else { return }
    try record(.rebase(of: decision.sequence, patches: patches))
  }

  /// Whether the text does not allow the region of a change. If it does not list the region either,
  /// the rule can't match there, and the edit could not be planned on this text.
  private static func lacksRegion(_ text: String, _ change: RuleChange) -> Bool {
    guard case .allowRegion(let region) = change.edit, change.site == .rule,
      let rule = RuleFile(text: text, path: change.path).rules
        .first(where: { $0.identity == change.rule })
    else { return false }
    return !Allowlist(rule).allows(region)
  }

  private typealias Rebased = (patches: [TextPatch], plan: EditPlan?, note: String?)

  private func taking(
    back change: RuleChange, own: String, from file: RuleFile
  ) throws -> Rebased {
    do {
      let rebase = try EditRebase(
        takingBack: change.edit, site: change.site, stamp: change.stamp, change: change.patches,
        own: own, now: file, rule: change.ruleInFile)
      return (rebase.patches, rebase.plan, rebase.note)
    } catch {
      throw TriageRefusal("\(change.edit) cannot be undone: \(error)")
    }
  }

  /// An edit is a value and can be planned on any text.
  private func making(
    _ change: RuleChange, own: String, againIn file: RuleFile
  ) throws -> Rebased {
    do {
      guard change.site == .rule else {
        let rebase = try EditRebase(makingAgain: change.patches, own: own, now: file)
        return (rebase.patches, nil, rebase.note)
      }
      guard let index = file.rules.firstIndex(where: { $0.identityInFile == change.ruleInFile })
      else {
        throw TriageRefusal("\(file.path) no longer has the rule \(change.rule)")
      }
      let plan = try RuleEditor.plan(change.edit, stamp: change.stamp, rule: index, in: file)
      return (plan.patches, plan, nil)
    } catch let refusal as EditRefusal {
      if case .noSuchException = refusal {
      } else if !refusal.isNothingToDo {
        throw TriageRefusal("\(change.edit) cannot be redone: \(refusal)")
      }
      return ([], nil, "someone else had made it in \(file.path) already")
    } catch let refusal as EditRebaseRefusal {
      throw TriageRefusal("\(change.edit) cannot be redone: \(refusal)")
    }
  }

  private func ruleIndex(of change: RuleChange) -> Int? {
    rules.rules.firstIndex { $0.identity == change.rule }
  }

  /// Journals an entry and applies it.
  func record(_ action: JournalEntry.Action) throws {
    let entry = JournalEntry(sequence: upcomingSequence, time: clock.elapsed, action: action)
    var next = session
    try next.apply(entry)
    try journal?.append(action, at: entry.time)
    session = next
  }
}
