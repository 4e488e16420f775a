/// What a correlation measures in the time span of a group.
public enum CorrelationType: String, Sendable, CaseIterable {
  /// How many events.
  case eventCount = "event_count"
  /// How many different values of a field; of several fields how many combinations.
  case valueCount = "value_count"
  /// How many of the rules.
  case temporal
  /// How many of the rules, and those in the order of the list.
  case temporalOrdered = "temporal_ordered"
  case valueSum = "value_sum"
  case valueAverage = "value_avg"
  /// The value below which a percentage of the values lie, interpolated linearly.
  case valuePercentile = "value_percentile"
  case valueMedian = "value_median"

  public var isTemporal: Bool { self == .temporal || self == .temporalOrdered }

  /// Whether `condition.field` names numbers.
  public var measuresNumbers: Bool {
    switch self {
    case .valueSum, .valueAverage, .valuePercentile, .valueMedian: true
    case .eventCount, .valueCount, .temporal, .temporalOrdered: false
    }
  }

  /// Whether the condition needs a `field`.
  public var measuresField: Bool { measuresNumbers || self == .valueCount }
}
