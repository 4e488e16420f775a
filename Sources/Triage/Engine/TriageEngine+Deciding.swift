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
      let wasForeign = try adoptForeignTexts(of: preview)
      if wasForeign || preview.plan.before.text != currentText(of: preview.path) {
        let renewed = try self.preview(
          preview.edit, reason: preview.reason, rule: preview.rule, table: table)
        return .ruleChanged(renewed, session)
      }
      // Once more, for the hits that came since the dialog opened.
      let effect = try effect(of: preview.plan, rule: preview.rule, table: table)
      guard
        effect.silenced(with: .truePositive) <= preview.effect.silenced(with: .truePositive)
      else {
        throw TriageRefusal(
          "hits that are marked as true positives would be silenced which the dialog did not show; look at the edit again"
        )
      }
      change = ruleChange(preview, effect)
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
    let note = try rebase(decision, isInForce: true, table: table)
    try carryOut(
      .undo(of: decision.sequence), change: session.nextUndo?.change,
      save: { $0.patches.inverted })
    return try .done(
      session, decision.change == nil ? nil : evaluate(table.rows, of: table),
      message: "undone: \(decision.summary)" + (note.map { " (\($0))" } ?? ""))
  }

  /// Makes the decision that was undone last again.
  public func redo(table: HitTable) throws(TriageRefusal) -> DecisionOutcome {
    guard let decision = session.nextRedo else { throw TriageRefusal("nothing to redo") }
    let note = try rebase(decision, isInForce: false, table: table)
    try carryOut(
      .redo(of: decision.sequence), change: session.nextRedo?.change, save: { $0.patches })
    return try .done(
      session, decision.change == nil ? nil : evaluate(table.rows, of: table),
      message: "redone: \(decision.summary)" + (note.map { " (\($0))" } ?? ""))
  }

  /// Journals what the analyst looked at. Losing it loses no decision, so a full disk is no reason to stop.
  public func look(_ action: JournalEntry.Action) {
    if case .moveCursor(session.cursor) = action { return }
    guard let journal, let entry = try? journal.append(action, at: clock.elapsed) else { return }
    try? session.apply(entry)
  }

  private func ruleChange(_ preview: EditPreview, _ effect: EditEffect) -> RuleChange {
    let plan = preview.plan
    return RuleChange(
      path: preview.path, target: plan.target, rule: rules.rules[preview.rule].identity,
      edit: plan.edit,
      stamp: plan.stamp, patches: plan.patches, before: SHA256.hex(of: plan.before.text.utf8),
      after: SHA256.hex(of: plan.after.text.utf8), silenced: effect.silenced.count)
  }

  /// The order that loses nothing: the new state is found first, then the journal is on disk, then the rule file.
  /// If the file cannot be written, the journal says so and the session is as before.
  private func carryOut(
    _ action: JournalEntry.Action, change: RuleChange?, save patches: (RuleChange) -> [TextPatch]
  ) throws(TriageRefusal) {
    try refusing {
      let write = try change.map { change in try self.write(change, patches(change)) }
      let entry = JournalEntry(sequence: upcomingSequence, time: clock.elapsed, action: action)
      var next = session
      try next.apply(entry)
      try journal?.append(action, at: entry.time)
      session = next
      guard let write else { return }
      do {
        try put(write.text, at: write.path, replacing: write.replaced)
      } catch {
        takeBack(entry, because: "\(error)")
        throw TriageRefusal("not saved: \(error)")
      }
    }
  }

  /// The text that a change makes of a file, and the text that it replaces.
  private func write(
    _ change: RuleChange, _ patches: [TextPatch]
  ) throws -> (path: String, text: String, replaced: String) {
    let text = try storedText(of: change.path)
    // Someone else's changes stay, as long as the bytes that this change is about are where they were.
    if text != session.ruleTexts[change.path] { try adopt(text, of: change.path) }
    guard let changed = try? patches.applied(to: text) else {
      throw TriageRefusal(
        "someone else changed \(change.path) in this moment; nothing was written; do it again"
      )
    }
    return (change.path, changed, text)
  }

  private func takeBack(_ entry: JournalEntry, because reason: String) {
    let failed = JournalEntry.Action.failed(of: entry.sequence, reason: reason)
    _ = try? journal?.append(failed, at: clock.elapsed)
    try? session.apply(
      JournalEntry(sequence: entry.sequence + 1, time: clock.elapsed, action: failed))
  }

  /// Makes the texts that someone else wrote since into the files that an edit is about the session's own: that of the
  /// rule, and those beside the rules. Returns whether there were any.
  private func adoptForeignTexts(of preview: EditPreview) throws(TriageRefusal) -> Bool {
    var wasForeign = false
    let paths = [path(ofRule: preview.rule), preview.path] + session.header.files.map(\.path)
    try refusing {
      for path in paths {
        let text = try storedText(of: path)
        if text == session.ruleTexts[path] { continue }
        try adopt(text, of: path)
        wasForeign = true
      }
    }
    return wasForeign
  }
}
