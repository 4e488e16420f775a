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
  /// Moves the next decision to undo or redo to its file's current text. Returns a note for the
  /// analyst.
  func rebase(
    _ decision: Decision, isInForce: Bool, table: HitTable
  ) throws(TriageRefusal) -> String? {
    guard let change = decision.change else { return nil }
    return try refusing {
      try settle(change.path)
      try storage.check(location(of: change.path))
      try tell(change.path)
      let now = currentText(of: change.path)
      guard let own = session.ownText(of: decision), !own.hasSameBytes(as: now) else {
        if !isInForce { try planAgainIfNotMade(change, of: decision, on: now, table: table) }
        return nil
      }
      let file = RuleFile(text: now, path: change.path)
      let rebased =
        try isInForce
        ? taking(back: change, own: own, from: file) : making(change, own: own, againIn: file)
      if let plan = rebased.plan, let rule = ruleIndex(of: change) {
        _ = try effect(of: plan, rule: rule, table: table)
      }
      try record(.rebase(of: decision.sequence, patches: rebased.patches))
      return rebased.note
    }
  }

  /// A decision that was undone in part, since someone else had undone the rest, is redone as a
  /// whole.
  private func planAgainIfNotMade(
    _ change: RuleChange, of decision: Decision, on text: String, table: HitTable
  ) throws {
    guard let redone = try? change.patches.applied(to: text),
      session.with(redone, of: change.path).canPlan(again: change)
        || Self.lacksRegion(redone, change)
    else { return }
    let plan = try session.plan(again: change)
    if let rule = ruleIndex(of: change) { _ = try effect(of: plan, rule: rule, table: table) }
    try record(.rebase(of: decision.sequence, patches: plan.patches))
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
