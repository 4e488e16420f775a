import RuleEditing

extension TriageEngine {
  /// Brings the rule files and the session together after a restart, and says what it found.
  ///
  /// A crash can fall between the journal and the rule file: then the file still has the text before the last change,
  /// and the change is written now. A file with any other text was changed by someone else, and its text counts.
  public func reconcile() -> [String] {
    var messages: [String] = []
    for path in session.header.paths {
      guard let wanted = session.ruleTexts[path] else { continue }
      do {
        let text = try storedText(of: path)
        if text == wanted { continue }
        if let before = session.textsBeforeLastChange[path], text == before {
          try put(wanted, at: path, replacing: text)
          messages.append("\(path): the last change had not reached the file; it has now")
        } else {
          try adopt(text, of: path)
          messages.append("\(path) was changed by someone else since; its text counts")
        }
      } catch {
        messages.append("\(error)")
      }
    }
    return messages
  }

  /// Makes a text that someone else wrote the session's own.
  func adopt(_ text: String, of path: String) throws {
    let action = JournalEntry.Action.ruleChangedElsewhere(path: path, text: text)
    let entry = JournalEntry(sequence: upcomingSequence, time: clock.elapsed, action: action)
    try journal?.append(action, at: clock.elapsed)
    try session.apply(entry)
  }

  /// Plays a journalled entry in memory.
  public func replay(
    _ entry: JournalEntry, table: HitTable
  ) throws(TriageRefusal) -> DecisionOutcome {
    do {
      try session.apply(entry)
    } catch {
      throw TriageRefusal("entry \(entry.sequence) \(error.description)")
    }
    let summary: String
    switch entry.action {
    case .decide(let decision): summary = decision.summary
    case .undo: summary = "undone: " + (session.nextRedo?.summary ?? "")
    case .redo: summary = "redone: " + (session.nextUndo?.summary ?? "")
    default: summary = entry.name
    }
    return .done(
      session, try evaluate(table.rows, of: table), message: summary)
  }
}
