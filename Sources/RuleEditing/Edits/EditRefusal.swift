/// Why an edit is not made. Nothing was changed; the rule's file is as it was.
///
///     rule.yml:12: the detection is written in one line with braces; write it as a block first
public enum EditRefusal: Error, Sendable, Hashable {
  case noSuchRule(index: Int, count: Int)
  /// The stamp's date is not `YYYY-MM-DD`.
  case invalidDate(String)
  /// A region is a short text on one line.
  case invalidRegion(String)
  case invalidException(reason: String)
  /// The region is in the filter already.
  case alreadyAllowed(region: String, filter: String)
  /// A filter of the rule says the same.
  case alreadyExcepted(filter: String)
  case notAllowed(region: String)
  /// The rule matches nothing in the region, whatever else the event says.
  case cannotMatch(region: String)
  /// An entry of the filter that covers the region covers others too.
  case coveredByPattern(region: String, pattern: String, filter: String)
  /// The regions come from a placeholder, whose file is what has to change.
  case regionsFromPlaceholder(placeholder: String, identifier: String)
  /// Several searches list regions, and nothing tells which of them is meant.
  case severalRegionLists(identifiers: [String])
  case noSuchException(name: String, existing: [String])
  /// The search exists, but the condition does more with it than exclude it.
  case notAnException(name: String)
  /// The exception is as the edit wants it.
  case unchanged(name: String)
  /// A Sigma filter refers to a rule by its id or name, and the rule has neither.
  case noReference(title: String)
  /// The rule itself allows the region, or has the exception; a filter document cannot take that
  /// back.
  case partOfRule(what: String)
  /// The values of a placeholder cannot be changed as wanted.
  case placeholder(name: String, reason: String)
  /// The place is written in a way that this version does not edit.
  case unsupportedLayout(line: Int, reason: String)
  /// What would change comes from another map by a merge key (`<<`).
  case mergedText(line: Int, what: String)
  /// Whatever the name, the condition would take the new filter for something else.
  case noNeutralName(tried: [String])
  /// The new text is no longer a rule.
  case wouldNotLoad(message: String)
  /// The proof over the structure failed: something else would change too.
  case unproven(reason: String)
  /// The old and the new rule were run over this event, and the new one was not the old one and
  /// not the edit.
  case disproven(event: String, reason: String)
}

extension EditRefusal {
  /// Whether the rule is already as the edit would make it, or the edit would make no difference.
  public var isNothingToDo: Bool {
    switch self {
    case .alreadyAllowed, .alreadyExcepted, .notAllowed, .coveredByPattern, .unchanged,
      .cannotMatch:
      true
    default: false
    }
  }

  /// Whether the edit is clear, but this way of writing it into the rule does not keep the promise.
  var isOfLayout: Bool {
    switch self {
    case .unsupportedLayout, .mergedText, .unproven, .wouldNotLoad, .noNeutralName: true
    default: false
    }
  }
}

extension EditRefusal: CustomStringConvertible {
  /// What is wrong and what to do. Holds text of the rule and of events: show it as safe text.
  public var description: String {
    switch self {
    case .noSuchRule(let index, let count):
      "there is no rule number \(index + 1): the file has \(count) without errors"
    case .invalidDate(let date):
      "\"\(date)\" is not a date; write YYYY-MM-DD"
    case .invalidRegion(let region):
      "\"\(region)\" cannot be a region; a region is a short text on one line, such as eu-central-1"
    case .invalidException(let reason):
      "this exception cannot be written: \(reason)"
    case .alreadyAllowed(let region, let filter):
      "\(region) is allowed already: \(filter) lists it"
    case .alreadyExcepted(let filter):
      "the rule has this exception already: \(filter)"
    case .notAllowed(let region):
      "\(region) is not allowed by this rule, so there is nothing to take back"
    case .cannotMatch(let region):
      "the rule cannot match events from \(region), so there is nothing to allow"
    case .coveredByPattern(let region, let pattern, let filter):
      "\(region) is allowed by the pattern \(pattern) in \(filter), which allows other regions too; "
        + "change the pattern by hand"
    case .regionsFromPlaceholder(let placeholder, let identifier):
      "\(identifier) takes its regions from the placeholder \(placeholder); change the list in the "
        + "placeholder file"
    case .severalRegionLists(let identifiers):
      "several searches list regions (\(identifiers.joined(separator: ", "))), and nothing tells "
        + "which is meant; change the list by hand"
    case .noSuchException(let name, let existing):
      "the rule has no exception \(name)"
        + (existing.isEmpty ? "" : "; it has \(existing.joined(separator: ", "))")
    case .notAnException(let name):
      "\(name) is not an exception: the condition does more with it than exclude it"
    case .unchanged(let name):
      "\(name) says this already"
    case .noReference(let title):
      "a Sigma filter names its rule by id or name, and \"\(title)\" has neither; give the rule an id"
    case .partOfRule(let what):
      "\(what) in the rule itself, which edits to a filter file leave alone; edit the rule, without "
        + "--edits-to"
    case .placeholder(let name, let reason):
      "the values of the placeholder %\(name)% cannot be changed: \(reason)"
    case .unsupportedLayout(let line, let reason):
      "line \(line): \(reason)"
    case .mergedText(let line, let what):
      "line \(line): \(what) comes from another map by a merge key ('<<'), and a change there would "
        + "change every map that takes it; write it out where it is used first"
    case .noNeutralName(let tried):
      "the condition would catch a new filter under any name tried "
        + "(\(tried.joined(separator: ", "))); name the searches in the condition one by one first"
    case .wouldNotLoad(let message):
      "the edited rule would not load: \(message)"
    case .unproven(let reason):
      "the edit would change more than it should (\(reason)); edit this rule by hand"
    case .disproven(let event, let reason):
      "the edited rule would not do what is promised: event \(event) \(reason)"
    }
  }
}
