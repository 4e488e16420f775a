extension LanguagePage {
  /// Every type of correlation, and what its condition measures.
  static var correlations: String {
    let types = CorrelationType.allCases.map { type in
      let name = "  " + type.rawValue
      return name + String(repeating: " ", count: 21 - name.count) + words(type)
    }
    return example + "\n\n" + types.joined(separator: "\n") + "\n\n" + notes
  }

  private static func words(_ type: CorrelationType) -> String {
    switch type {
    case .eventCount: "the number of events"
    case .valueCount: "the number of different values of the condition's 'field'"
    case .temporal: "all of the rules, in any order; or their number"
    case .temporalOrdered: "all of the rules, in the order of the list"
    case .valueSum: "the sum of the numbers in 'field'"
    case .valueAverage: "their average"
    case .valuePercentile: "the value below which 'percentile' % of the values are"
    case .valueMedian: "the value in the middle"
    }
  }

  private static let relations = CorrelationCondition.Bound.Relation.allCases.map(\.rawValue)
    .joined(separator: ", ")

  private static let example = """
    A correlation looks at what other rules match within a time span. The rules
    may stand in any file that is given.

      title: Many failed logins
      correlation:
        type: event_count
        rules: [failed_login]            names or ids, of correlations too
        group-by: [userIdentity.arn]
        timespan: 10m                    s, m, h, d, w, M, y
        condition: {gte: 10}             \(relations)
    """

  private static let notes = """
    'aliases' give fields of several rules one name for group-by. A temporal
    condition may be an expression over the rules: (a or b) and not c.
    """
}
