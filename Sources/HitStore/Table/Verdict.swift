/// An analyst's verdict on a hit. The raw values are those of journals and reports.
public enum Verdict: String, Sendable, Hashable, CaseIterable, Codable {
  case truePositive = "true_positive"
  case falsePositive = "false_positive"
  /// The rule is right, but the activity was intended: a red team, an announced migration.
  case benignTruePositive = "benign_true_positive"

  /// `false positive`
  public var words: String { String(rawValue.map { $0 == "_" ? " " : $0 }) }
}
