/// Why a file's text can't be used by the session. The session continues with the last usable text,
/// does not write the file, and checks it again before each edit.
public enum FileProblem: Error, Sendable, Hashable {
  /// The storage's message, which names the file.
  case unreadable(String)
  case missing
  case empty
  /// The text is not valid: its first new error.
  case invalid(line: Int?, message: String)
  /// Rules of the session that are missing, by title.
  case lacks(rules: [String])
  /// A filter file without a filter.
  case noFilters
  /// A rule of the session that can't run any more.
  case notRunnable(rule: String, reason: String)
}

/// A file without a usable text.
public struct WaitingFile: Error, Sendable, Hashable, CustomStringConvertible {
  /// Its path, as given.
  public let place: String
  public let problem: FileProblem

  public var description: String { what + "; nothing is written there until its rules are back" }

  private var what: String {
    switch problem {
    case .unreadable(let reason): reason
    case .missing: "\(place) is gone"
    case .empty: "\(place) is empty"
    case .invalid(let line, let message):
      place + (line.map { ":\($0)" } ?? "") + ": \(message)"
    case .lacks(let rules):
      "\(place) no longer has "
        + (rules.count == 1
          ? "the rule “\(rules[0])”" : "\(rules.count) rules, such as “\(rules[0])”")
    case .noFilters: "\(place) no longer has a filter"
    case .notRunnable(let rule, let reason): "\(place): the rule “\(rule)” can't run: \(reason)"
    }
  }
}

/// The result of checking a file.
public enum FileNote: Sendable, Hashable, CustomStringConvertible {
  /// The session's own change, which a crash kept from the file, was completed.
  case completed(place: String)
  /// The session's own change did not reach the file, and can't be completed, with the reason.
  case notInFile(place: String, change: String, reason: String)
  /// Someone else changed the file; the session uses that text from here on.
  case changedElsewhere(place: String)
  case waiting(WaitingFile)
  /// A file has a usable text again.
  case isBack(place: String)
  /// Files that only the session names: they are read, but not written.
  case protected(places: [String])

  public var description: String {
    switch self {
    case .completed(let place): "\(place): the last change had not reached the file; it has now"
    case .notInFile(let place, let change, let reason):
      "\(place) is without the last change (\(change)): \(reason)"
    case .changedElsewhere(let place): "\(place) was changed by someone else since; its text counts"
    case .waiting(let file): "\(file)"
    case .isBack(let place): "\(place) is as it was again"
    case .protected(let places):
      // The advice comes first, since a path may be longer than the screen.
      "not written unless trailsift is started with \(places.count == 1 ? "it" : "them"): "
        + places.joined(separator: ", ")
        + "; only the session names \(places.count == 1 ? "it" : "them")"
    }
  }
}

extension FileNote {
  /// Whether the session's text changed.
  var isOfAnotherText: Bool {
    switch self {
    case .completed, .notInFile, .changedElsewhere: true
    case .waiting, .isBack, .protected: false
    }
  }

  /// Whether the analyst has to act.
  var needsAPerson: Bool {
    switch self {
    case .waiting, .notInFile, .protected: true
    case .completed, .changedElsewhere, .isBack: false
    }
  }
}
