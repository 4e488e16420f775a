/// The measure of a correlation in a window, updated as entries come and go.
struct WindowMetric {
  private var count = 0
  /// `value_count`: the count of each value.
  private var texts: [String: Int] = [:]
  /// `value_sum`, `value_avg`
  private var sum = RunningSum()
  private var numbers = 0
  /// `value_percentile`, `value_median`
  private var sorted = SortedValues()
  /// `temporal`: how often each rule matched.
  private var counts: [Int] = []
  /// `temporal_ordered`: the matches of each rule.
  private var order: MatchOrder?

  init(for correlation: Correlation) {
    if correlation.type.isTemporal {
      counts = correlation.rules.map { _ in 0 }
    }
    if correlation.type == .temporalOrdered {
      order = MatchOrder(ruleCount: correlation.rules.count)
    }
  }

  mutating func add(_ entry: WindowEntry, _ type: CorrelationType) {
    count += 1
    if type.isTemporal { counts[entry.slot] += 1 }
    order?.append(entry)
    switch entry.value {
    case .none: break
    case .text(let text): texts[text, default: 0] += 1
    case .number(let number):
      numbers += 1
      if type == .valueSum || type == .valueAverage {
        sum += number
      } else {
        sorted.insert(number)
      }
    }
  }

  /// Removes an entry that was added; the oldest are removed first.
  mutating func remove(_ entry: WindowEntry, _ type: CorrelationType) {
    count -= 1
    if type.isTemporal { counts[entry.slot] -= 1 }
    order?.removeFirst(of: entry.slot)
    switch entry.value {
    case .none: break
    case .text(let text):
      let left = (texts[text] ?? 1) - 1
      texts[text] = left == 0 ? nil : left
    case .number(let number):
      numbers -= 1
      if type == .valueSum || type == .valueAverage {
        sum += -number
      } else {
        sorted.remove(number)
      }
    }
  }

  /// Whether the correlation's condition holds for the window.
  func meets(_ correlation: Correlation) -> Bool {
    guard count > 0 else { return false }
    switch correlation.condition {
    case .bounds(let bounds):
      guard let measure = measure(of: correlation),
        bounds.allSatisfy({ $0.holds(for: measure) })
      else { return false }
    case .expression(let expression):
      let present = Set(
        zip(correlation.rules, counts).lazy.filter { $1 > 0 }.map(\.0.text))
      guard expression.holds(present.contains) else { return false }
    }
    return order?.isKept ?? true
  }

  /// Nil without a number to measure.
  private func measure(of correlation: Correlation) -> Double? {
    switch correlation.type {
    case .eventCount: Double(count)
    case .valueCount: Double(texts.count)
    case .temporal, .temporalOrdered: Double(counts.count { $0 > 0 })
    case .valueSum: numbers > 0 ? sum.value : nil
    case .valueAverage: numbers > 0 ? sum.value / Double(numbers) : nil
    case .valuePercentile, .valueMedian: sorted.percentile(correlation.percentile)
    }
  }
}
