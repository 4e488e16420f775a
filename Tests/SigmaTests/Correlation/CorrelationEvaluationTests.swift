import TestSupport
import Testing

@testable import Sigma

@Suite struct CorrelationEvaluationTests {
  private static func rules(_ sections: [String], names: [String] = ["A", "B", "C"]) -> String {
    let rules = names.map {
      """
      title: \($0)
      name: \($0)
      logsource: {product: aws, service: cloudtrail}
      detection:
        selection: {eventName: \($0)}
        condition: selection

      """
    }
    let correlations = sections.enumerated().map { index, section in
      "title: c\(index)\nname: c\(index)\ncorrelation:\n"
        + section.split(separator: "\n").map { "  \($0)\n" }.joined()
    }
    return (rules + correlations).joined(separator: "---\n")
  }

  /// `A@65 x`: the event A, 65 seconds after noon, by the user x.
  private static func events(_ notes: [String]) -> [String] {
    notes.map { note in
      let parts = note.split(separator: " ")
      let head = parts[0].split(separator: "@")
      let seconds = Int(head[1]) ?? 0
      func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      let clock = "\(pad(12 + seconds / 3_600)):\(pad(seconds / 60 % 60)):\(pad(seconds % 60))"
      let number = parts.count > 2 ? ",\"n\":\(parts[2])" : ""
      return
        #"{"eventName":"\#(head[0])","eventTime":"2026-03-01T\#(clock)Z","user":"\#(parts[1])""#
        + number + "}"
    }
  }

  private func alerts(_ sections: [String], _ notes: [String]) throws -> [String] {
    try Correlating(Self.rules(sections), events: Self.events(notes)).alerts.map {
      $0.replacing("2026-03-01T12:", with: "")
    }
  }

  private static let threeInAMinute =
    "type: event_count\nrules: [A]\ngroup-by: [user]\ntimespan: 1m\ncondition: {gte: 3}"

  @Test func anAlertNamesItsEvents() throws {
    #expect(
      try alerts([Self.threeInAMinute], ["A@0 x", "A@1 y", "A@40 x", "A@41 y", "B@42 x", "A@60 x"])
        == ["c0|x|01:00Z|0 2 5"])
  }

  /// A continuing burst is reported once per time span, not once per event.
  @Test func aBurstIsNotReportedAgainByEveryEvent() throws {
    let burst = (0..<180).map { "A@\($0) x" }
    let alerts = try alerts([Self.threeInAMinute], burst)
    #expect(alerts.map { $0.split(separator: "|")[2] } == ["00:02Z", "01:03Z", "02:04Z"])
    #expect(alerts[1].hasSuffix("|" + (3...63).map(String.init).joined(separator: " ")))
  }

  /// A second burst inside the time span of an alert is reported if it meets the condition by
  /// itself.
  @Test func aSecondBurstIsTold() throws {
    let first = ["A@0 x", "A@20 x", "A@40 x"]
    #expect(try alerts([Self.threeInAMinute], first + ["A@85 x", "A@90 x"]).count == 1)
    #expect(
      try alerts([Self.threeInAMinute], first + ["A@85 x", "A@90 x", "A@95 x"])
        == ["c0|x|00:40Z|0 1 2", "c0|x|01:35Z|2 3 4 5"])
  }

  @Test func aRangeHoldsOnlyInside() throws {
    let range = "type: event_count\nrules: [A]\ntimespan: 1m\ncondition: {gte: 2, lt: 4}"
    #expect(
      try alerts([range], (0..<8).map { "A@\($0) x" } + ["A@200 x", "A@201 x"])
        == ["c0||00:01Z|0 1", "c0||03:21Z|8 9"])
  }

  @Test func numbersAreMeasured() throws {
    func measure(_ type: String, _ condition: String) throws -> [String] {
      try alerts(
        ["type: \(type)\nrules: [A]\ntimespan: 1m\ncondition: {field: n, \(condition)}"],
        ["A@0 x 10", "A@10 x 20", "A@20 x 90", "A@25 x", "A@65 x 0.5", "A@200 x 7"]
      ).map { String($0.split(separator: "|")[1]) }
    }
    #expect(try measure("value_sum", "gte: 120") == ["00:20Z"])
    #expect(try measure("value_sum", "eq: 110.5") == ["01:05Z"])
    #expect(try measure("value_avg", "gt: 39") == ["00:20Z"])
    #expect(try measure("value_avg", "lt: 10") == ["03:20Z"])
    #expect(try measure("value_median", "gte: 20") == ["00:20Z"])
    #expect(try measure("value_percentile", "percentile: 100, gte: 90") == ["00:20Z"])
    #expect(try measure("value_percentile", "percentile: 0, neq: 10") == ["01:05Z", "03:20Z"])
  }

  @Test func anExpressionOverRules() throws {
    let expression = "type: temporal\ntimespan: 1m\ncondition: A and (B or C) and not (B and C)"
    #expect(try alerts([expression], ["A@0 x", "C@30 x", "B@40 x"]) == ["c0||00:30Z|0 1"])
    let ordered = "type: temporal_ordered\nrules: [A, B]\ntimespan: 1m\ncondition: A and B"
    #expect(try alerts([ordered], ["B@0 x", "A@30 x", "B@31 x"]) == ["c0||00:31Z|0 1 2"])
  }

  /// CloudTrail has whole seconds: events of one group in the same second may be in any order.
  @Test func eventsOfOneSecondAreInOrder() throws {
    let ordered = "type: temporal_ordered\nrules: [A, B, C]\ngroup-by: [user]\ntimespan: 1m"
    func times(_ notes: [String]) throws -> [String] {
      try alerts([ordered], notes).map { String($0.split(separator: "|")[2]) }
    }
    #expect(try times(["C@5 x", "B@5 x", "A@5 x"]) == ["00:05Z"])
    #expect(try times(["C@5 x", "B@5 x", "A@5 y", "A@6 x", "A@6 y"]) == [])
    #expect(try times(["A@5 x", "C@6 x", "B@6 x", "B@6 y"]) == ["00:06Z"])
    #expect(try times(["B@5 x", "A@6 x", "C@6 x", "B@40 x", "C@40 x"]) == ["00:40Z"])
  }

  /// The third of a burst is not also what follows the burst.
  @Test func aBurstIsFollowedByAnotherEvent() throws {
    let chain = "type: temporal_ordered\nrules: [c0, A]\ngroup-by: [user]\ntimespan: 5m"
    func count(_ notes: [String]) throws -> Int {
      try alerts([Self.threeInAMinute, chain], notes).count { $0.hasPrefix("c1") }
    }
    #expect(try count(["A@0 x", "A@1 x", "A@2 x"]) == 0)
    #expect(try count(["A@0 x", "A@1 x", "A@2 x", "A@3 x"]) == 1)
    let other = chain.replacing("[c0, A]", with: "[c0, B]")
    #expect(
      try alerts([Self.threeInAMinute, other], ["A@0 x", "A@1 x", "B@2 x", "A@2 x"])
        == ["c1|x|00:02Z|2 0 1 3"])
  }

  /// Alerts of correlations over correlations name the underlying events, without duplicates.
  @Test func anOuterAlertNamesTheEventsBelow() throws {
    let chain = "type: temporal_ordered\nrules: [c0, B]\ngroup-by: [user]\ntimespan: 5m"
    let run = try Correlating(
      Self.rules([Self.threeInAMinute, chain]),
      events: Self.events(["A@0 x", "A@1 x", "A@2 x", "A@3 x", "A@4 y", "B@9 x"]))
    #expect(run.alerts == ["c1|x|2026-03-01T12:00:09Z|0 1 2 3 5"])
    #expect(run.detections.isEmpty)
    let generating = try Correlating(
      Self.rules([Self.threeInAMinute, chain + "\ngenerate: true"]),
      events: Self.events(["A@0 x", "A@1 x", "A@2 x", "B@9 x"]))
    #expect(generating.alerts.map { $0.prefix(2) } == ["c0", "c1"])
    #expect(generating.detections == ["B/3"])
  }

  @Test func anEventThatTwoRulesMatchCountsOnce() throws {
    let text = Self.rules(
      ["type: event_count\nrules: [A, Z]\ntimespan: 1m\ncondition: {gte: 2}"], names: ["A"])
    let both = text.replacing(
      "title: c0",
      with: """
        title: Z
        name: Z
        logsource: {product: aws}
        detection:
          selection: {user: x}
          condition: selection
        ---
        title: c0
        """)
    #expect(try Correlating(both, events: Self.events(["A@0 x"])).alerts.isEmpty)
    #expect(
      try Correlating(both, events: Self.events(["A@0 x", "A@1 y"])).alerts.map { $0.suffix(3) }
        == ["0 1"])
  }

  // MARK: Bounds

  /// Beyond the bound the oldest entries are dropped, and this is reported.
  @Test func windowsAreBounded() throws {
    let day =
      "type: event_count\nrules: [A]\ngroup-by: [user]\ntimespan: 1d\ncondition: {gte: 400}"
    let notes = (0..<2_000).map { "A@\($0) u\($0 % 5)" }
    let whole = try Correlating(Self.rules([day]), events: Self.events(notes))
    #expect(!whole.isCutShort && whole.alerts.count == 5)
    let cut = try Correlating(Self.rules([day]), events: Self.events(notes), bound: 100_000)
    #expect(cut.isCutShort && cut.alerts.isEmpty)
    // Alerts that fit are still found.
    let few = try Correlating(
      Self.rules([Self.threeInAMinute]), events: Self.events(notes), bound: 100_000)
    let all = try Correlating(Self.rules([Self.threeInAMinute]), events: Self.events(notes))
    #expect(!few.isCutShort && few.alerts == all.alerts && all.alerts.count > 100)
    let atOnce = try Correlating(
      Self.rules([day]), events: Self.events((0..<2_000).map { _ in "A@0 x" }), bound: 100_000)
    #expect(atOnce.isCutShort)
  }

  // MARK: Against the definition

  /// Every type, over random events: alerts follow the definition, with exactly the events of their
  /// window, and the first moment of each group is reported.
  @Test(arguments: [
    ("event_count", "{gte: 4}"), ("event_count", "{gt: 1, lt: 4}"), ("event_count", "{neq: 2}"),
    ("value_count", "{field: n, gte: 3}"), ("value_sum", "{field: n, gte: 9}"),
    ("value_avg", "{field: n, lt: 2}"), ("value_median", "{field: n, gt: 2}"),
    ("value_percentile", "{field: n, percentile: 75, gte: 3}"), ("temporal", "{gte: 3}"),
    ("temporal_ordered", "{gte: 3}"), ("temporal_ordered", "{gte: 2}"),
  ])
  func sameAsTheDefinition(_ type: String, _ condition: String) throws {
    var generator = SeededGenerator(seed: 11)
    var time = 0
    let notes = (0..<400).map { _ in
      time += Int.random(in: 0...12, using: &generator)
      let name = ["A", "B", "C"].randomElement(using: &generator) ?? "A"
      let user = ["x", "y"].randomElement(using: &generator) ?? "x"
      return (time, name, user, Int.random(in: 0...5, using: &generator))
    }
    let text = Self.rules([
      "type: \(type)\nrules: [A, B, C]\ngroup-by: [user]\ntimespan: 30s\ncondition: \(condition)"
    ])
    let run = try Correlating(
      text, events: Self.events(notes.map { "\($0.1)@\($0.0) \($0.2) \($0.3)" }))
    let correlation = run.set.entries[0].correlation
    var held: [String: [String]] = [:]
    for (time, _, user, _) in notes {
      let window = notes.enumerated().filter {
        $0.element.2 == user && (time - 30...time).contains($0.element.0)
      }
      guard Self.holds(correlation, window.map(\.element)) else { continue }
      let alert = Self.alert(user, time, window.map(\.offset))
      if held[user]?.last != alert { held[user, default: []].append(alert) }
    }
    let all = Set(held.values.joined())
    #expect(run.alerts.allSatisfy(all.contains), "\(run.alerts.filter { !all.contains($0) })")
    #expect(held.values.compactMap(\.first).allSatisfy(run.alerts.contains))
    #expect(!run.alerts.isEmpty && Set(run.alerts).count == run.alerts.count)
  }

  private static func alert(_ user: String, _ time: Int, _ events: [Int]) -> String {
    func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let clock = "\(pad(12 + time / 3_600)):\(pad(time / 60 % 60)):\(pad(time % 60))"
    return "c0|\(user)|2026-03-01T\(clock)Z|" + events.map(String.init).joined(separator: " ")
  }

  private static func holds(_ correlation: Correlation, _ window: [(Int, String, String, Int)])
    -> Bool
  {
    let numbers = window.map { Double($0.3) }.sorted()
    let measure: Double
    switch correlation.type {
    case .eventCount: measure = Double(window.count)
    case .valueCount: measure = Double(Set(numbers).count)
    case .temporal, .temporalOrdered: measure = Double(Set(window.map(\.1)).count)
    case .valueSum: measure = numbers.reduce(0, +)
    case .valueAverage: measure = numbers.reduce(0, +) / Double(numbers.count)
    case .valuePercentile, .valueMedian:
      let place = Double(numbers.count - 1) * correlation.percentile / 100
      let low = Int(place)
      let high = min(low + 1, numbers.count - 1)
      measure = numbers[low] + (place - Double(low)) * (numbers[high] - numbers[low])
    }
    guard case .bounds(let bounds) = correlation.condition,
      bounds.allSatisfy({ $0.holds(for: measure) })
    else { return false }
    guard correlation.type == .temporalOrdered else { return true }
    var last = -1
    for name in ["A", "B", "C"] where window.contains(where: { $0.1 == name }) {
      guard let next = window.filter({ $0.1 == name && $0.0 >= last }).map(\.0).min() else {
        return false
      }
      last = next
    }
    return true
  }
}
