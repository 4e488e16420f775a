import Basics
import Foundation

/// The folder of a user's sessions: `$XDG_STATE_HOME/trailsift/sessions`, one journal per session.
///
///     2026-11-02T140359Z-unusual-region.jsonl
public struct SessionStore: Sendable {
  public let folder: String

  public init(environment: [String: String]) {
    folder = StateFolder.path(environment: environment) + "/sessions"
  }

  /// Whether a journal is the user's own: it is in this folder, and nobody else can have written
  /// it. Files that it recorded were named by the user.
  public func isOwn(_ journal: Journal) -> Bool {
    let parent = URL(fileURLWithPath: journal.path).deletingLastPathComponent()
    guard let own = Self.resolved(folder), own == Self.resolved(parent.path) else { return false }
    return journal.isPrivate
  }

  private static func resolved(_ path: String) -> String? {
    realpath(path, nil).map { resolved in
      defer { free(resolved) }
      return String(cString: resolved)
    }
  }

  /// A session in a list.
  public struct Summary: Sendable {
    /// Hits and open hits when the session was last left, if the journal says so.
    public var counts: (hits: Int, open: Int)?
    public let path: String
    public let header: SessionHeader
    /// The number of decisions in force, and of undone ones that can be redone.
    public let decisions: Int
    public let undone: Int
    public let verdicts: Int
    public let problems: [String]
    /// Whether another trailsift has it open.
    public var isInUse = false
  }

  /// A unique path for a new session, named after its start and the given rule file or folder.
  public func newPath(header: SessionHeader) -> String {
    // The last part of `.` or `..` names nothing.
    let rule = URL(fileURLWithPath: header.rulesPlace).standardizedFileURL
    let name = rule.deletingPathExtension().lastPathComponent.unicodeScalars.filter {
      $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-"
    }
    let started = header.started.replacing(text: ":", by: "")
    let stem = folder + "/" + started + "-" + String(scalars: name.prefix(40))
    var path = stem + ".jsonl"
    var number = 2
    while FileManager.default.fileExists(atPath: path) {
      path = "\(stem)-\(number).jsonl"
      number += 1
    }
    return path
  }

  /// All sessions, newest first. Skips files that are not sessions.
  public func summaries() -> [Summary] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.ends(with: ".jsonl") }.compactMap { summary(of: folder + "/" + $0) }
      .sorted { ($0.header.started, $0.path) > ($1.header.started, $1.path) }
  }

  public func summary(of path: String) -> Summary? {
    guard let contents = try? JournalContents(path: path) else { return nil }
    let (state, problems) = SessionState.replaying(contents)
    return Summary(
      path: path, header: contents.header, decisions: state.decisions.count,
      undone: state.undone.count,
      verdicts: state.verdicts.count, problems: contents.problems + problems,
      isInUse: Journal.isInUse(path)
    ).with(contents.counts)
  }

  /// The newest session over the same rule files and logs that is not open and has a decision, even
  /// an undone one. Logs from a pipe are gone and can't be read again.
  ///
  /// - Parameter filters: paths of the filter files.
  public func resumable(
    rules: [String], filters: [String] = [], logs: [String], editsTo: String? = nil
  ) -> Summary? {
    logs.contains("-")  // a list
      ? nil
      : summaries().first {
        !$0.isInUse && $0.decisions + $0.undone > 0 && $0.header.rules.map(\.absolutePath) == rules
          && $0.header.logs.map(\.absolutePath) == logs
          && $0.header.editsToLocation == editsTo
          && $0.header.filterLocations == Set(filters).subtracting([editsTo].compactMap { $0 })
      }
  }
}

extension SessionState {
  /// The result of a journal. Entries that do not follow from earlier ones are ignored and
  /// reported.
  public static func replaying(_ contents: JournalContents) -> (SessionState, problems: [String]) {
    var state = SessionState(header: contents.header)
    var problems: [String] = []
    for entry in contents.entries {
      do {
        try state.apply(entry)
      } catch {
        problems.append("entry \(entry.sequence) \(error.description)")
      }
    }
    return (state, problems)
  }
}

extension SessionStore.Summary {
  fileprivate func with(_ counts: (hits: Int, open: Int)?) -> SessionStore.Summary {
    var copy = self
    copy.counts = counts
    return copy
  }
}

extension JournalContents {
  /// Hits and open hits when the session was last left.
  fileprivate var counts: (hits: Int, open: Int)? {
    for entry in entries.reversed() {
      if case .left(let hits, let open) = entry.action { return (hits, open) }
    }
    return nil
  }
}
