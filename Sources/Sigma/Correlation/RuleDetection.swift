/// An event that rules matched, as correlations see it.
public struct RuleDetection: Sendable, Hashable {
  /// Milliseconds since 1970.
  public var time: Int64
  /// Its eventID.
  public var event: String
  /// The rules that matched, as indices in the rules that the `CorrelationSet` was made for.
  public var rules: [Int]
  /// Its texts at `CorrelationSet.fields`: for each field the first value that is neither null nor
  /// a list, or nil.
  public var texts: [String?]

  public init(time: Int64, event: String, rules: [Int], texts: [String?]) {
    self.time = time
    self.event = event
    self.rules = rules
    self.texts = texts
  }
}
