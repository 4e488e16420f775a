import Basics
import Foundation
import HitStore
import Sigma

/// Keeps a rule in another file if its own can't be written: the folder is read-only, the disk full
/// …
///
///     the session      W new.yml   ─▶   new.yml created with the session's rule
///     the journal      5 relocate rules/region.yml to /home/kim/new.yml
///     from then on     edits, undo and redo go to new.yml; the rule's own file is unchanged
extension TriageEngine {
  /// Moves a file of the session to the new file `place`, and then makes a decision there.
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
    if place == location(of: path) { throw TriageRefusal("\(place) is already its file") }
    try refusing {
      // Includes what someone else has written meanwhile. A file without a usable text has nothing
      // to include.
      _ = try? settle(path)
      let text = currentText(of: path)
      // The user has just named it.
      storage.writable.allow(place)
      let isThere = storage.exists(place)
      if isThere {
        // A copy from an earlier try is fine.
        guard (try? storage.text(of: place))?.hasSameBytes(as: text) == true else {
          throw TriageRefusal("\(place) already exists; nothing was written; choose another name")
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

  /// A path as typed, with `~`, relative to the working folder.
  private static func absolute(_ path: String) -> String {
    let home = ProcessInfo.processInfo.environment["HOME"] ?? NSHomeDirectory()
    let full = path.begins(with: "~/") ? home + path.dropFirst() : path
    return URL(fileURLWithPath: full).standardizedFileURL.path
  }
}

extension TriageEngine {
  /// On resuming, checks that files that are kept elsewhere still have their rules: a journal is
  /// only text, and naming a file there does not permit writing it. If not, the file is left alone,
  /// and the session continues with the file in its header. Returns notes for the analyst.
  ///
  /// - Parameter trusted: the header's paths of files that the analyst has just named.
  public func checkLocations(trusted: Set<String> = []) -> [String] {
    session.locations.sorted { $0.key < $1.key }.compactMap { path, place in
      if trusted.contains(path) || place == session.header.location(of: path) { return nil }
      if isRightful(place, of: path) { return "\(path) is kept in \(place)" }
      let own = session.header.location(of: path)
      try? record(.relocate(path: path, to: own))
      return "\(place) no longer has the rules of \(path); using \(own)"
    }
  }

  /// Whether a file has the session's text of another file, or at least its rules.
  private func isRightful(_ place: String, of path: String) -> Bool {
    guard let text = try? storage.text(of: place) else { return false }
    if session.ruleTexts[path]?.hasSameBytes(as: text) == true { return true }
    if let unsaved = session.unsaved?.file(path), text.hasSameBytes(as: unsaved.before) {
      return true
    }
    let wanted = RuleFile(text: session.originalText(of: path) ?? "", path: path).rules
    let found = RuleFile(text: text, path: path).rules.map(\.identity)
    return !wanted.isEmpty && wanted.allSatisfy { found.contains($0.identity) }
  }
}
