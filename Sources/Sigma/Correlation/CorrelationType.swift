/// The measure of a correlation in the time span of a group.
public enum CorrelationType: String, Sendable, CaseIterable {
  /// The number of events.
  case eventCount = "event_count"
  /// The number of different values of a field, or of combinations of several fields.
  case valueCount = "value_count"
  /// The number of rules that matched.
  case temporal
  /// The number of rules that matched, in the order of the list.
  case temporalOrdered = "temporal_ordered"
  case valueSum = "value_sum"
  case valueAverage = "value_avg"
  /// The value below which a percentage of the values are, interpolated linearly.
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
