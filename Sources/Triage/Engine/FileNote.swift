/// Why the text that a file holds cannot be the session's. The session continues with the last text that could, writes
/// nothing there, and looks again before each edit.
public enum FileProblem: Error, Sendable, Hashable {
  /// In the words of the storage, which name the place.
  case unreadable(String)
  case missing
  case empty
  /// The text is not what such a file holds: the first error in it that was not there before.
  case invalid(line: Int?, message: String)
  /// Rules of the session that are no longer in it, by title.
  case lacks(rules: [String])
  /// A file of filters without a filter.
  case noFilters
  /// A rule of the session that could not be run any more.
  case notRunnable(rule: String, reason: String)
}

/// A file that waits for a text that can be the session's.
public struct WaitingFile: Error, Sendable, Hashable, CustomStringConvertible {
  /// Where it is, as it was given.
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
      "\(place) no longer holds "
        + (rules.count == 1
          ? "the rule “\(rules[0])”" : "\(rules.count) rules, such as “\(rules[0])”")
    case .noFilters: "\(place) no longer holds a filter"
    case .notRunnable(let rule, let reason): "\(place): the rule “\(rule)” cannot be run: \(reason)"
    }
  }
}

/// What the session found when it looked into a file.
public enum FileNote: Sendable, Hashable, CustomStringConvertible {
  /// The session's own change, which a kill kept from the file, is in it now.
  case completed(place: String)
  /// The session's own change did not reach the file, and is not written: why.
  case notInFile(place: String, change: String, reason: String)
  /// Somebody else changed the file; that is the session's text from here on.
  case changedElsewhere(place: String)
  case waiting(WaitingFile)
  /// A file that waited holds the session's text again.
  case isBack(place: String)
  /// Files that only the session names: they are looked at, and not written.
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
      // What to do comes first: a path may be longer than the screen.
      "not written unless trailsift is started with \(places.count == 1 ? "it" : "them"): "
        + places.joined(separator: ", ")
        + "; only the session names \(places.count == 1 ? "it" : "them")"
    }
  }
}

extension FileNote {
  /// Whether the session has another text than before.
  var isOfAnotherText: Bool {
    switch self {
    case .completed, .notInFile, .changedElsewhere: true
    case .waiting, .isBack, .protected: false
    }
  }

  /// Whether something is to be done about it.
  var needsAPerson: Bool {
    switch self {
    case .waiting, .notInFile, .protected: true
    case .completed, .changedElsewhere, .isBack: false
    }
  }
}
