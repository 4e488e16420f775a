import Basics
import Sessions
import Sigma
import SourceYAML

/// The stored files that edits change.
///
///     the file has                             then
///     the session's text                       nothing to do
///     the text before the session's last       the change is completed, if it is the session's own and proved
///       change, which did not reach it
///     another text with the session's rules    it becomes the session's text
///     nothing, no rule, other rules            the session keeps its text, and does not write the file
///
/// The file always wins: no text from the journal is ever written over an unknown one.
///
/// A missing filter file has the empty text until an edit creates it. Undoing that edit removes the
/// file.
extension TriageEngine {
  /// The current text of a file, by the header's path.
  func storedText(of path: String) throws(RuleStorageError) -> String {
    let location = location(of: path)
    if session.header.isAbsentWhenEmpty(path), !storage.exists(location) { return "" }
    return try storage.text(of: location)
  }

  /// Writes `text` to a file if its content is still `old`.
  func put(_ text: String, at path: String, replacing old: String) throws(RuleStorageError) {
    let location = location(of: path)
    let digest = SHA256.hex(of: old.utf8)
    guard session.header.isAbsentWhenEmpty(path) else {
      return try storage.save(text, to: location, replacing: digest)
    }
    switch (storage.exists(location), text.isEmpty) {
    case (true, true): try storage.remove(location, replacing: digest)
    case (true, false): try storage.save(text, to: location, replacing: digest)
    case (false, true): break
    case (false, false): try storage.create(text, at: location)
    }
  }

  /// Checks a file and reconciles it with the session. Returns what changed, or nil.
  @discardableResult
  func settle(_ path: String) throws(WaitingFile) -> FileNote? {
    let place = place(of: path)
    do {
      let note = try settling(path)
      return waiting.remove(path) == nil ? note : note ?? .isBack(place: place)
    } catch {
      let file = WaitingFile(
        place: place, problem: error as? FileProblem ?? .unreadable("\(error)"))
      waiting.insert(path)
      throw file
    }
  }

  private func settling(_ path: String) throws -> FileNote? {
    let text = try storedText(of: path)
    let unsaved = session.unsaved.flatMap { $0.file(path) == nil ? nil : $0 }
    if session.ruleTexts[path]?.hasSameBytes(as: text) == true {
      if unsaved != nil { noteSaved(in: path) }
      return nil
    }
    var reason: String?
    if let unsaved {
      do {
        try complete(unsaved, path, onto: text)
        return .completed(place: place(of: path))
      } catch {
        reason = "\(error)"
      }
    }
    // The session knows the text before its own change.
    if unsaved?.file(path)?.before.hasSameBytes(as: text) != true,
      let problem = problem(with: text, of: path)
    {
      throw problem
    }
    try adopt(text, of: path)
    if let unsaved, let reason {
      return .notInFile(place: place(of: path), change: unsaved.summary, reason: reason)
    }
    return .changedElsewhere(place: place(of: path))
  }

  /// Completes the session's own change that a crash kept from its file.
  private func complete(_ unsaved: UnsavedChange, _ path: String, onto text: String) throws {
    guard let file = unsaved.file(path), text.hasSameBytes(as: file.before) else {
      throw TriageRefusal("it was not in the file, and someone else has changed the file since")
    }
    try storage.check(location(of: path))
    guard session.isProven(unsaved) else {
      throw TriageRefusal("the recorded text is not the result of that edit")
    }
    try put(file.after, at: path, replacing: text)
    noteSaved(in: path)
  }

  /// A file has the text of the last decision. When all its files have theirs, the journal says so.
  private func noteSaved(in path: String) {
    guard let sequence = session.unsaved?.sequence else { return }
    session.noteInFile(path)
    if session.unsaved == nil { noteSaved(sequence) }
  }

  /// Losing this journal line loses nothing, but the session must know.
  func noteSaved(_ sequence: Int) {
    let saved = JournalEntry.Action.saved(of: sequence)
    look(saved)
    try? session.apply(
      JournalEntry(sequence: session.lastSequence, time: clock.elapsed, action: saved))
  }

  /// Adopts a text that someone else wrote. For a file that must not be written, the journal does
  /// not store the text either, since it could end up in the wrong place.
  private func adopt(_ text: String, of path: String) throws {
    let action = JournalEntry.Action.ruleChangedElsewhere(path: path, text: text)
    if storage.writable.allows(location(of: path)) {
      try record(action)
      untold.remove(path)
    } else {
      try session.apply(
        JournalEntry(sequence: session.lastSequence, time: clock.elapsed, action: action))
      untold.insert(path)
    }
  }

  /// Ensures that the journal has a file's text before the session changes it.
  func tell(_ path: String) throws {
    guard untold.contains(path), let text = session.ruleTexts[path] else { return }
    try record(.ruleChangedElsewhere(path: path, text: text))
    untold.remove(path)
  }
}

// MARK: - Unusable texts

extension TriageEngine {
  /// Why the session can't continue with this text of a file; nil if it can.
  func problem(with text: String, of path: String) -> FileProblem? {
    let known = [session.originalText(of: path) ?? "", session.ruleTexts[path] ?? ""]
    if text.isBlank {
      if known.allSatisfy(\.isBlank) { return nil }
      return text.isEmpty && !storage.exists(location(of: path)) ? .missing : .empty
    }
    guard let file = rules.files.firstIndex(where: { $0.path == path }) else {
      return problem(with: text, ofFileBesideRules: path, known: known)
    }
    let new = RuleFile(text: text, path: path)
    if let error = new.diagnostics.firstError(
      besides: known.flatMap { RuleFile(text: $0, path: path).diagnostics })
    {
      return .invalid(error)
    }
    let own = rules.rules.indices.filter { rules.places[$0].file == file }
    let lost = own.filter { index(ofRule: $0, in: new) == nil }
    if !lost.isEmpty { return .lacks(rules: lost.map { rules.rules[$0].title }) }
    return notRunnable(own, with: text, of: path)
  }

  private func problem(
    with text: String, ofFileBesideRules path: String, known: [String]
  ) -> FileProblem? {
    let isFilters = session.header.files.contains { $0.path == path && $0.kind == .filters }
    if isFilters {
      let new = RuleFile(text: text, path: path)
      let old = known.map { RuleFile(text: $0, path: path) }
      if let error = new.diagnostics.firstError(besides: old.flatMap(\.diagnostics)) {
        return .invalid(error)
      }
      let isOnlyComment = new.documents.allSatisfy { $0.kind == .commentOnly }
      if new.filters.isEmpty, !isOnlyComment || old.contains(where: { !$0.filters.isEmpty }) {
        return .noFilters
      }
    } else {
      let errors = known.flatMap { PlaceholderFile(text: $0, path: path).diagnostics }
      if let error = PlaceholderFile(text: text, path: path).diagnostics.firstError(besides: errors)
      {
        return .invalid(error)
      }
    }
    return notRunnable(Array(rules.rules.indices), with: text, of: path)
  }

  /// The first of some rules that can't run with this text of a file.
  private func notRunnable(
    _ indices: [Int], with text: String, of path: String
  ) -> FileProblem? {
    for rule in indices {
      do {
        _ = try RuleMatcher([version(ofRule: rule, with: [path: text])])
      } catch {
        return .notRunnable(rule: rules.rules[rule].title, reason: "\(error)")
      }
    }
    return nil
  }
}

extension FileProblem {
  fileprivate static func invalid(_ error: Diagnostic) -> FileProblem {
    .invalid(line: error.position?.line, message: error.message)
  }
}

extension [Diagnostic] {
  fileprivate func firstError(besides known: [Diagnostic]) -> Diagnostic? {
    let known = Set(known.map(\.message))
    return first { $0.severity == .error && !known.contains($0.message) }
  }
}

extension String {
  fileprivate var isBlank: Bool { utf8.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) } }
}
