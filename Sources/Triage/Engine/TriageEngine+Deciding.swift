import RuleEditing
import Sigma

/// What the analyst asks the engine to do and keep.
public enum DecisionRequest: Sendable {
  /// A verdict on hits (`nil` withdraws it), and with an exception its effect on the rule.
  case judge(Verdict?, hits: [HitID], exception: EditPreview?)
  case comment(String, hits: [HitID])
  case edit(EditPreview)

  var preview: EditPreview? {
    switch self {
    case .judge(_, _, let preview): preview
    case .edit(let preview): preview
    case .comment: nil
    }
  }
}

/// How a request ended.
public enum DecisionOutcome: Sendable {
  /// It is journalled and written. With it what the rules as they are now make of all rows, or `nil` when no
  /// rule changed.
  case done(SessionState, Evaluation?, message: String)
  /// The rule file was changed by someone else: the same edit, planned on the new text, to be confirmed again.
  case ruleChanged(EditPreview, SessionState)
}

extension TriageEngine {
  /// Journals a decision, then writes the rule if it changes one.
  public func decide(
    _ request: DecisionRequest, table: HitTable
  ) throws(TriageRefusal) -> DecisionOutcome {
    var change: RuleChange?
    if let preview = request.preview {
      if try adoptForeignText(ofRule: preview.rule) {
        let renewed = try self.preview(
          preview.edit, reason: preview.plan.stamp.reason, rule: preview.rule, table: table)
        return .ruleChanged(renewed, session)
      }
      change = ruleChange(preview)
    }
    let kind: Decision.Kind
    switch request {
    case .judge(let verdict, let hits, _):
      kind = .judge(hits: hits, verdict: verdict, change: change)
    case .comment(let text, let hits): kind = .comment(hits: hits, text: text)
    case .edit:
      guard let change else { throw TriageRefusal("an edit without a plan") }
      kind = .changeRule(change)
    }
    let decision = Decision(
      kind: kind, sequence: upcomingSequence, at: clock.timestamp, author: author)
    try carryOut(.decide(decision), change: change, save: { $0.patches })
    return try .done(
      session, change == nil ? nil : evaluate(table.rows, of: table),
      message: decision.summary)
  }

  /// Takes the last decision back, with all that it changed.
  public func undo(table: HitTable) throws(TriageRefusal) -> DecisionOutcome {
    guard let decision = session.nextUndo else { throw TriageRefusal("nothing to undo") }
    try carryOut(
      .undo(of: decision.sequence), change: decision.change, save: { $0.patches.inverted })
    return try .done(
      session, decision.change == nil ? nil : evaluate(table.rows, of: table),
      message: "undone: \(decision.summary)")
  }

  /// Makes the decision that was undone last again.
  public func redo(table: HitTable) throws(TriageRefusal) -> DecisionOutcome {
    guard let decision = session.nextRedo else { throw TriageRefusal("nothing to redo") }
    try carryOut(.redo(of: decision.sequence), change: decision.change, save: { $0.patches })
    return try .done(
      session, decision.change == nil ? nil : evaluate(table.rows, of: table),
      message: "redone: \(decision.summary)")
  }

  /// Journals what the analyst looked at. Losing it loses no decision, so a full disk is no reason to stop.
  public func look(_ action: JournalEntry.Action) {
    if case .moveCursor(session.cursor) = action { return }
    guard let journal, let entry = try? journal.append(action, at: clock.elapsed) else { return }
    try? session.apply(entry)
  }

  private func ruleChange(_ preview: EditPreview) -> RuleChange {
    let plan = preview.plan
    return RuleChange(
      path: preview.path, rule: rules.rules[preview.rule].identity, edit: plan.edit,
      stamp: plan.stamp, patches: plan.patches, before: SHA256.hex(of: plan.before.text.utf8),
      after: SHA256.hex(of: plan.after.text.utf8), silenced: preview.effect.silenced.count)
  }

  /// The order that loses nothing: the new state is found first, then the journal is on disk, then the rule file.
  /// If the file cannot be written, the journal says so and the session is as before.
  private func carryOut(
    _ action: JournalEntry.Action, change: RuleChange?, save patches: (RuleChange) -> [TextPatch]
  ) throws(TriageRefusal) {
    var next = session
    var write: (path: String, text: String, replacing: String)?
    if let change {
      let location = location(of: change.path)
      do {
        let text = try storage.text(of: location)
        guard text == session.ruleTexts[change.path] else {
          throw TriageRefusal(
            "\(change.path) was changed by someone else since; its text no longer is what this was decided on"
          )
        }
        let changed = try patches(change).applied(to: text)
        write = (location, changed, SHA256.hex(of: text.utf8))
      } catch let refusal as TriageRefusal {
        throw refusal
      } catch {
        throw TriageRefusal("\(error)")
      }
    }
    do {
      let entry = JournalEntry(
        sequence: upcomingSequence, time: clock.elapsed, action: action)
      try next.apply(entry)
      try journal?.append(action, at: clock.elapsed)
      session = next
      if let write {
        do {
          try storage.save(write.text, to: write.path, replacing: write.replacing)
        } catch {
          takeBack(entry, because: "\(error)")
          throw TriageRefusal("not saved: \(error)")
        }
      }
    } catch let refusal as TriageRefusal {
      throw refusal
    } catch {
      throw TriageRefusal("\(error)")
    }
  }

  private func takeBack(_ entry: JournalEntry, because reason: String) {
    let failed = JournalEntry.Action.failed(of: entry.sequence, reason: reason)
    _ = try? journal?.append(failed, at: clock.elapsed)
    try? session.apply(
      JournalEntry(sequence: entry.sequence + 1, time: clock.elapsed, action: failed))
  }

  /// If the rule's file no longer holds what this session made of it, makes its text the session's own.
  /// Returns whether it did.
  private func adoptForeignText(ofRule rule: Int) throws(TriageRefusal) -> Bool {
    let path = path(ofRule: rule)
    do {
      let text = try storage.text(of: location(of: path))
      guard text != session.ruleTexts[path] else { return false }
      try adopt(text, of: path)
      return true
    } catch {
      throw TriageRefusal("\(error)")
    }
  }
}
