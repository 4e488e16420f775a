/// What a correlation measures in a window, kept up to date as entries come and go.
struct WindowMetric {
  private var count = 0
  /// `value_count`: how often each value is there.
  private var texts: [String: Int] = [:]
  /// `value_sum`, `value_avg`
  private var sum = RunningSum()
  private var numbers = 0
  /// `value_percentile`, `value_median`
  private var sorted = SortedValues()
  /// `temporal`: the times at which each rule matched, in order.
  private var times: [TimeQueue] = []

  init(for correlation: Correlation) {
    if correlation.type.isTemporal {
      times = correlation.rules.map { _ in TimeQueue() }
    }
  }

  mutating func add(_ entry: WindowEntry, _ type: CorrelationType) {
    count += 1
    if type.isTemporal { times[entry.slot].append(entry.time) }
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

  /// Takes out an entry that was added; the oldest go first.
  mutating func remove(_ entry: WindowEntry, _ type: CorrelationType) {
    count -= 1
    if type.isTemporal { times[entry.slot].removeFirst() }
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

  /// Whether the correlation's condition holds for what is in the window.
  func meets(_ correlation: Correlation) -> Bool {
    guard count > 0 else { return false }
    switch correlation.condition {
    case .bounds(let bounds):
      guard let measure = measure(of: correlation),
        bounds.allSatisfy({ $0.holds(for: measure) })
      else { return false }
    case .expression(let expression):
      let present = Set(
        zip(correlation.rules, times).lazy.filter { !$1.isEmpty }.map(\.0.text))
      guard expression.holds(present.contains) else { return false }
    }
    return correlation.type != .temporalOrdered || isOrdered
  }

  /// Nil when there is no number to measure.
  private func measure(of correlation: Correlation) -> Double? {
    switch correlation.type {
    case .eventCount: Double(count)
    case .valueCount: Double(texts.count)
    case .temporal, .temporalOrdered: Double(times.count { !$0.isEmpty })
    case .valueSum: numbers > 0 ? sum.value : nil
    case .valueAverage: numbers > 0 ? sum.value / Double(numbers) : nil
    case .valuePercentile, .valueMedian: sorted.percentile(correlation.percentile)
    }
  }

  /// Whether the rules that are there can be found one after the other, at strictly rising times.
  private var isOrdered: Bool {
    var last = Int64.min
    for queue in times where !queue.isEmpty {
      guard let next = queue.first(after: last) else { return false }
      last = next
    }
    return true
  }
}

/// Times in rising order, of which the first ones go.
private struct TimeQueue {
  private var times: [Int64] = []
  private var head = 0

  var isEmpty: Bool { head == times.count }

  mutating func append(_ time: Int64) { times.append(time) }

  mutating func removeFirst() {
    head += 1
    if head * 2 > times.count, head > 32 {
      times.removeFirst(head)
      head = 0
    }
  }

  func first(after time: Int64) -> Int64? {
    var low = head
    var high = times.count
    while low < high {
      let middle = (low + high) / 2
      if times[middle] <= time { low = middle + 1 } else { high = middle }
    }
    return low < times.count ? times[low] : nil
  }
}
