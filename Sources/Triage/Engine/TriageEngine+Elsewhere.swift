import Basics
import Foundation
import HitStore
import RuleEditing
import Sigma

/// Keeping a rule in another file, where it cannot be written in its own: the folder is read-only, the disk full …
///
///     the session      W new.yml   ─▶   new.yml made with the rule as the session has it
///     the journal      5 relocate rules/region.yml to /home/kim/new.yml
///     from then on     edits, undo and redo go to new.yml; the rule's own file stays as it is
extension TriageEngine {
  /// Moves a file of the session to `place`, where nothing stands yet, and then makes a decision there.
  ///
  /// - Parameter path: the header's path of the file.
  public func writeElsewhere(
    _ path: String, to place: String, then request: DecisionRequest?, table: HitTable
  ) throws(TriageRefusal) -> DecisionOutcome {
    do {
      try relocate(path, to: Self.absolute(place))
    } catch {
      guard let preview = request?.preview else { throw error }
      return .notSaved(preview, reason: error.description, session)
    }
    if let request { return try decide(request, table: table) }
    return .done(session, nil, message: "\(path) is kept in \(location(of: path)) from here on")
  }

  private func relocate(_ path: String, to place: String) throws(TriageRefusal) {
    if place == location(of: path) { throw TriageRefusal("\(place) is where it is kept now") }
    try refusing {
      // What someone else has written meanwhile is not to be left behind. A file without a usable text leaves nothing.
      _ = try? settle(path)
      let text = currentText(of: path)
      // The user has named it just now.
      storage.writable.allow(place)
      let isThere = storage.exists(place)
      if isThere {
        // A copy from an earlier try is as good as a new one.
        guard (try? storage.text(of: place))?.hasSameBytes(as: text) == true else {
          throw TriageRefusal("\(place) is there already; nothing was written; choose another name")
        }
      } else {
        try storage.create(text, at: place)
      }
      do {
        try tell(path)
        try record(.relocate(path: path, to: place))
        waiting.remove(path)
      } catch {
        if !isThere { try? storage.remove(place, replacing: SHA256.hex(of: text.utf8)) }
        throw error
      }
    }
  }

  /// A path as an analyst types it, with `~` and from the working folder.
  private static func absolute(_ path: String) -> String {
    let home = ProcessInfo.processInfo.environment["HOME"] ?? NSHomeDirectory()
    let full = path.begins(with: "~/") ? home + path.dropFirst() : path
    return URL(fileURLWithPath: full).standardizedFileURL.path
  }
}

extension TriageEngine {
  /// Looks, when a session is resumed, whether the files that it keeps elsewhere still hold the rules they should: a
  /// journal is only a text, and no file is written because a journal names it. What does not is left alone, and the
  /// session continues with the file in its header. Returns what the analyst should know.
  ///
  /// - Parameter trusted: header's paths of files that the analyst has just named.
  public func checkLocations(trusted: Set<String> = []) -> [String] {
    session.locations.sorted { $0.key < $1.key }.compactMap { path, place in
      if trusted.contains(path) || place == session.header.location(of: path) { return nil }
      if isRightful(place, of: path) { return "\(path) is kept in \(place)" }
      let own = session.header.location(of: path)
      try? record(.relocate(path: path, to: own))
      return "\(place) is not the file any more that \(path) was kept in; \(own) is used"
    }
  }

  /// Whether a file holds what the session made of another, or at least its rules.
  private func isRightful(_ place: String, of path: String) -> Bool {
    guard let text = try? storage.text(of: place) else { return false }
    if session.ruleTexts[path]?.hasSameBytes(as: text) == true { return true }
    if let unsaved = session.unsaved, unsaved.path == path, text.hasSameBytes(as: unsaved.before) {
      return true
    }
    let wanted = RuleFile(text: session.originalText(of: path) ?? "", path: path).rules
    let found = RuleFile(text: text, path: path).rules.map(\.identity)
    return !wanted.isEmpty && wanted.allSatisfy { found.contains($0.identity) }
  }
}
