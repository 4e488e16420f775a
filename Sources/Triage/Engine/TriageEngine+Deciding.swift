import Basics
import HitStore
import RuleEditing
import Sessions
import Sigma
import SourceYAML

/// A decision for the engine to carry out and record.
public enum DecisionRequest: Sendable {
  /// A verdict on hits (`nil` removes it) and, with an exception, its edit of the rule.
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

/// The outcome of a request.
public enum DecisionOutcome: Sendable {
  /// Journalled and written, with the effect of the current rules on all rows, or `nil` if no rule
  /// changed.
  case done(SessionState, Evaluation?, message: String)
  /// Someone else changed the rule file: the same edit, planned on the new text, to be confirmed
  /// again.
  case ruleChanged(EditPreview, SessionState)
  /// The file or the journal could not be read or written: nothing has changed, and the edit waits
  /// for another try or another file.
  case notSaved(EditPreview, reason: String, SessionState)
}

extension TriageEngine {
  /// Journals a decision, then writes the rules that it changes.
  public func decide(
    _ request: DecisionRequest, table: HitTable
  ) throws(TriageRefusal) -> DecisionOutcome {
    var changes: [RuleChange] = []
    if let preview = request.preview {
      let wasForeign: Bool
      do {
        wasForeign = try adoptForeignTexts(of: preview)
        for part in preview.parts { try storage.check(location(of: part.path)) }
      } catch {
        return .notSaved(preview, reason: "\(error)", session)
      }
      if wasForeign || !isOnCurrentTexts(preview) { return try renewed(preview, table: table) }
      // Again, for the hits that arrived since the dialog opened.
      var lost = 0
      for part in preview.parts {
        let effect = try effect(of: part.plan, rule: part.rule, table: table)
        lost += effect.silenced(with: .truePositive)
        changes.append(ruleChange(part, effect))
      }
      guard lost <= preview.effect.silenced(with: .truePositive) else {
        throw TriageRefusal(
          "the edit would silence true positives that the dialog did not show; look at the edit again"
        )
      }
    }
    let kind: Decision.Kind
    switch request {
    case .judge(let verdict, let hits, _):
      kind = .judge(hits: hits, verdict: verdict, changes: changes)
    case .comment(let text, let hits): kind = .comment(hits: hits, text: text)
    case .edit: kind = .changeRules(changes)
    }
    let at = clock.timestamp
    func decision(_ sequence: Int) -> Decision {
      Decision(kind: kind, sequence: sequence, at: at, author: author)
    }
    do throws(TriageRefusal) {
      switch try carryOut({ .decide(decision($0)) }, paths: decision(0).paths) {
      case .done: break
      case .changedUnderneath:
        if let preview = request.preview { return try renewed(preview, table: table) }
      case .notSaved(let reason):
        guard let preview = request.preview else { throw TriageRefusal(reason, kind: .notSaved) }
        return .notSaved(preview, reason: reason, session)
      }
    } catch {
      guard let preview = request.preview else { throw error }
      return .notSaved(preview, reason: error.description, session)
    }
    keepPlaces(of: decision(0).hits, table)
    return try .done(
      session, changes.isEmpty ? nil : evaluate(table.rows, of: table),
      message: (changes.isEmpty ? "" : "\(changes.effect): ") + decision(0).summary)
  }

  /// Whether the preview was planned on the texts that the files have.
  private func isOnCurrentTexts(_ preview: EditPreview) -> Bool {
    var texts: [String: String] = [:]
    for part in preview.parts {
      let text = texts[part.path] ?? currentText(of: part.path)
      guard part.plan.before.text.hasSameBytes(as: text) else { return false }
      texts[part.path] = part.plan.after.text
    }
    return true
  }

  /// Undoes the last decision, with all that it changed.
  public func undo(table: HitTable) throws(TriageRefusal) -> DecisionOutcome {
    guard let decision = session.nextUndo else { throw TriageRefusal("nothing to undo") }
    let note = try carryOutRebased(
      { _ in .undo(of: decision.sequence) }, decision, isInForce: true, table: table)
    return try .done(
      session, decision.changes.isEmpty ? nil : evaluate(table.rows, of: table),
      message: "undone: \(decision.summary)" + (note.map { " (\($0))" } ?? ""))
  }

  /// Redoes the last undone decision.
  public func redo(table: HitTable) throws(TriageRefusal) -> DecisionOutcome {
    guard let decision = session.nextRedo else { throw TriageRefusal("nothing to redo") }
    let note = try carryOutRebased(
      { _ in .redo(of: decision.sequence) }, decision, isInForce: false, table: table)
    return try .done(
      session, decision.changes.isEmpty ? nil : evaluate(table.rows, of: table),
      message: "redone: \(decision.summary)" + (note.map { " (\($0))" } ?? ""))
  }

  /// Journals what the analyst looked at. Losing this loses no decision, so a full disk does not
  /// stop the session.
  public func look(_ action: JournalEntry.Action) {
    if case .moveCursor(session.cursor) = action { return }
    guard let journal, let entry = try? journal.append(action, at: clock.elapsed) else { return }
    try? session.apply(entry)
  }

  private func ruleChange(_ part: EditPreview.Part, _ effect: EditEffect) -> RuleChange {
    let plan = part.plan
    return RuleChange(
      path: part.path, site: plan.site.kind, rule: rules.rules[part.rule].identity,
      edit: plan.edit,
      stamp: plan.stamp, patches: plan.patches, before: SHA256.hex(of: plan.before.text.utf8),
      after: SHA256.hex(of: plan.after.text.utf8), silenced: effect.silenced.count)
  }

  /// The order that loses nothing: compute the new state, write the journal to disk, then the rule
  /// files. If one can't be written, those before it are put back, the journal says so, and the
  /// session is unchanged. After a crash in between, the next start completes the files.
  ///
  /// - Parameters:
  ///   - action: the entry to journal, by its number.
  ///   - paths: the files that it changes.
  private func carryOut(
    _ action: (Int) -> JournalEntry.Action, paths: [String]
  ) throws(TriageRefusal) -> Saving {
    try refusing {
      for path in paths {
        // An editor may have changed the file since the plan was made.
        if try settle(path)?.isOfAnotherText == true { return .changedUnderneath }
        try tell(path)
      }
      let sequence = upcomingSequence
      let entry = JournalEntry(
        sequence: sequence, time: clock.elapsed, action: action(sequence))
      var next = session
      do {
        try next.apply(entry)
      } catch  where !paths.isEmpty {
        throw TriageRefusal("the edit \(error); nothing was written; do it again")
      }
      let writes = paths.map { path in
        FileWrite(
          path: path, text: next.ruleTexts[path] ?? "", replaced: session.ruleTexts[path] ?? "")
      }
      try journal?.append(entry.action, at: entry.time)
      session = next
      if writes.isEmpty { return .done }
      for (index, write) in writes.enumerated() {
        do throws(RuleStorageError) {
          try put(write.text, at: write.path, replacing: write.replaced)
        } catch {
          let rest = putBack(writes[..<index])
          takeBack(entry, because: "\(error)\(rest)")
          switch error {
          case .changedUnderneath: return .changedUnderneath
          case .failed, .forbidden:
            return .notSaved("not saved: \(error)\(rest)")
          }
        }
      }
      noteSaved(entry.sequence)
      return .done
    }
  }

  /// A new text of a file, and the text that it replaces.
  private struct FileWrite {
    let path: String
    let text: String
    let replaced: String
  }

  /// Gives files that were written their former texts. Returns what became of them, in words.
  private func putBack(_ writes: ArraySlice<FileWrite>) -> String {
    var back: [String] = []
    var left: [String] = []
    for write in writes.reversed() {
      do throws(RuleStorageError) {
        try put(write.replaced, at: write.path, replacing: write.text)
        back.append(place(of: write.path))
      } catch {
        left.append("\(place(of: write.path)) keeps the change: \(error)")
      }
    }
    let words = back.isEmpty ? [] : ["put back: " + back.joined(separator: ", ")]
    return (words + left).map { "; " + $0 }.joined()
  }

  private enum Saving {
    case done, changedUnderneath
    case notSaved(String)
  }

  /// An undo or redo on the file's current text. Returns a note for the analyst.
  private func carryOutRebased(
    _ action: (Int) -> JournalEntry.Action, _ decision: Decision, isInForce: Bool, table: HitTable
  ) throws(TriageRefusal) -> String? {
    // An editor may write between the check and the save: then try again.
    for _ in 0..<2 {
      let note = try rebase(decision, isInForce: isInForce, table: table)
      let next = isInForce ? session.nextUndo : session.nextRedo
      switch try carryOut(action, paths: next?.paths ?? []) {
      case .done: return note
      case .changedUnderneath: continue
      case .notSaved(let reason): throw TriageRefusal(reason, kind: .notSaved)
      }
    }
    throw TriageRefusal(
      "not saved: another program keeps writing the rule file", kind: .notSaved)
  }

  /// The same edit on the file's current text.
  private func renewed(
    _ preview: EditPreview, table: HitTable
  ) throws(TriageRefusal) -> DecisionOutcome {
    do { _ = try adoptForeignTexts(of: preview) } catch {
      return .notSaved(preview, reason: "\(error)", session)
    }
    let renewed = try self.preview(
      preview.edit, reason: preview.reason, rules: preview.rules, table: table)
    return .ruleChanged(renewed, session)
  }

  private func takeBack(_ entry: JournalEntry, because reason: String) {
    let failed = JournalEntry.Action.failed(of: entry.sequence, reason: reason)
    do {
      try journal?.append(failed, at: clock.elapsed)
    } catch {
      // A full disk has no room for that line, but the entry before it can be removed, so that
      // resuming does not repeat a failed change.
      _ = journal?.retract(entry.sequence)
    }
    try? session.apply(
      JournalEntry(sequence: entry.sequence + 1, time: clock.elapsed, action: failed))
  }

  /// Checks the files of an edit: the rule's file, and the filter and placeholder files. Returns
  /// whether someone else has changed any.
  private func adoptForeignTexts(of preview: EditPreview) throws(WaitingFile) -> Bool {
    var wasForeign = false
    let paths =
      preview.parts.flatMap { [path(ofRule: $0.rule), $0.path] } + session.header.files.map(\.path)
    for path in paths where try settle(path)?.isOfAnotherText == true { wasForeign = true }
    return wasForeign
  }
}
