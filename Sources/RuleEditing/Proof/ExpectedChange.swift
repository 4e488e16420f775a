/// What an edit is meant to change in a rule; all else must be as before.
struct ExpectedChange: Sendable {
  /// A list within a search: indices that lead from the search's value to the list.
  struct Place: Sendable, Hashable {
    var search: String
    var path: [Int]
  }

  /// The new search, last but for keys that are no searches.
  var added: FilterBlock?
  var removed: Set<String> = []
  /// Of searches that are lists: which of their alternatives go.
  var removedAlternatives: [String: Set<Int>] = [:]
  /// The Sigma texts that a list holds afterwards; a single value counts as a list of one.
  var lists: [Place: [String]] = [:]
  /// Searches that say another exception afterwards.
  var rewritten: [String: RuleException] = [:]
  var changesCondition = false
  /// In JSON, the texts under `tuning`; none: the key is gone. Nil: it stays as it is.
  var tuning: [String]?
  /// The value that `modified` gets; nil: it stays as it is, there or not.
  var modified: String?
}
