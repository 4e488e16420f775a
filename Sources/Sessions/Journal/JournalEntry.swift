import Basics
import EventJSON
import Foundation
import HitStore
import Places
import RuleEditing
import SourceYAML

/// One line of a journal, except the first.
///
///     {"seq":3,"t":12.48,"do":"moveCursor","hit":"6b3c…/0f6e…"}
///     {"seq":4,"t":15.02,"do":"allowRegion","at":"2026-11-02T14:03:59Z","author":"kim","change":{…}}
///     {"seq":4,"t":15.02,"do":"markFalsePositive",…,"changes":[{…},{…}]}
///     {"seq":5,"t":20.11,"do":"undo","of":4}
public struct JournalEntry: Sendable, Hashable {
  public enum Action: Sendable, Hashable {
    case decide(Decision)
    /// Undoes or redoes a decision. `of` is the decision's number.
    case undo(of: Int)
    case redo(of: Int)
    /// The entry with this number had no effect: the rule file could not be written.
    case failed(of: Int, reason: String)
    /// The change of the entry with this number is in the rule file now.
    case saved(of: Int)
    /// Someone else changed the rule file. From here on, this is its text.
    case ruleChangedElsewhere(path: String, text: String)
    /// A rule file was changed elsewhere, and these are now the places of decision `of`'s changes, in
    /// their order. An undo or redo of that decision follows.
    case rebase(of: Int, patches: [[TextPatch]])
    /// From here on, the session reads and writes the header's file `path` at the absolute path
    /// `to`.
    case relocate(path: String, to: String)
    /// The session was opened again.
    case resume(at: String, author: String)
    /// What was known about the sources of the hits of decision `of`.
    case places(of: Int, KeptPlaces)
    case moveCursor(HitID)
    case search(String)
    /// The analyst quit, with so many hits in the list of all hits, and so many of them open.
    case left(hits: Int, open: Int)
    /// An entry of a later version. It is kept and ignored.
    case unknown(name: String)
  }

  public var sequence: Int
  /// Seconds since the session began, with milliseconds.
  public var time: Double
  public var action: Action

  public init(sequence: Int, time: Double, action: Action) {
    self.sequence = sequence
    self.time = time
    self.action = action
  }

  /// Whether losing it would lose a decision.
  var isDurable: Bool {
    switch action {
    case .saved, .moveCursor, .search, .left, .unknown: false
    default: true
    }
  }
}

// MARK: - Writing

extension JournalEntry {
  /// The entry as one line of JSON, without the line feed. Keys have a fixed order, important ones
  /// first.
  var line: String {
    var line = JSONLine()
    line.add("seq", sequence)
    line.add("t", milliseconds: time)
    line.add("do", name)
    switch action {
    case .decide(let decision):
      line.add("at", decision.at)
      line.add("author", decision.author)
      switch decision.kind {
      case .judge(let hits, _, let changes):
        line.add("hits", hits.map(\.description))
        line.add(changes)
      case .comment(let hits, let text):
        line.add("hits", hits.map(\.description))
        line.add("text", text)
      case .changeRules(let changes): line.add(changes)
      }
    case .undo(let of), .redo(let of), .saved(let of): line.add("of", of)
    case .failed(let of, let reason):
      line.add("of", of)
      line.add("reason", reason)
    case .ruleChangedElsewhere(let path, let text):
      line.add("path", path)
      line.add("text", text)
    case .rebase(let of, let patches):
      line.add("of", of)
      if patches.count == 1 {
        line.add("patches", encoding: patches[0])
      } else {
        line.add("all_patches", encoding: patches)
      }
    case .relocate(let path, let to):
      line.add("path", path)
      line.add("to", to)
    case .resume(let at, let author):
      line.add("at", at)
      line.add("author", author)
    case .places(let of, let places):
      line.add("of", of)
      places.add(to: &line)
    case .moveCursor(let hit): line.add("hit", hit.description)
    case .search(let text): line.add("text", text)
    case .left(let hits, let open):
      line.add("count", hits)
      line.add("open", open)
    case .unknown: break
    }
    return line.text
  }

  /// The entry's name in the journal.
  public var name: String {
    switch action {
    case .decide(let decision): decision.name
    case .undo: "undo"
    case .redo: "redo"
    case .failed: "failed"
    case .saved: "saved"
    case .ruleChangedElsewhere: "ruleChangedElsewhere"
    case .rebase: "rebase"
    case .relocate: "relocate"
    case .resume: "resume"
    case .places: "places"
    case .moveCursor: "moveCursor"
    case .search: "search"
    case .left: "left"
    case .unknown(let name): name
    }
  }
}

extension JSONLine {
  /// `change` if there is one, `changes` if there are several.
  fileprivate mutating func add(_ changes: [RuleChange]) {
    if changes.count == 1 {
      add("change", changes[0].line)
    } else if !changes.isEmpty {
      add("changes", changes.map(\.line))
    }
  }
}

extension RuleChange {
  fileprivate var line: JSONLine {
    var line = JSONLine()
    line.add("path", path)
    if site != .rule { line.add("target", site.rawValue) }
    line.add("rule", rule)
    line.add("edit", encoding: edit)
    line.add("stamp", encoding: stamp)
    line.add("patches", encoding: patches)
    line.add("before_sha256", before)
    line.add("after_sha256", after)
    line.add("silenced", silenced)
    return line
  }
}
