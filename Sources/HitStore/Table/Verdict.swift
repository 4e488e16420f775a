/// What an analyst says of a hit. The raw values are the field's own words, as in journals and reports.
public enum Verdict: String, Sendable, Hashable, CaseIterable, Codable {
  case truePositive = "true_positive"
  case falsePositive = "false_positive"
  /// The rule is right, and what it saw was meant to happen: a red team, an announced migration.
  case benignTruePositive = "benign_true_positive"

  /// `false positive`
  public var words: String { String(rawValue.map { $0 == "_" ? " " : $0 }) }
}
