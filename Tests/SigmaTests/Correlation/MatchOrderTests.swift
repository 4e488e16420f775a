import TestSupport
import Testing

@testable import Sigma

/// `temporal_ordered` when events have the same time.
@Suite struct MatchOrderTests {
  /// `AB@5`: an event at second 5 that the rules A and B match, by its place in the list.
  private static func order(_ rules: String, _ notes: [String]) -> MatchOrder {
    var order = MatchOrder(ruleCount: rules.count)
    for (index, note) in notes.enumerated() {
      let parts = note.split(separator: "@")
      for (slot, rule) in rules.enumerated() where parts[0].contains(rule) {
        order.append(
          WindowEntry(
            time: Int64(parts[1]) ?? 0, serial: UInt64(index), slot: slot, events: .one("\(index)"),
            value: .none))
      }
    }
    return order
  }

  @Test(arguments: [
    ("ABC", ["A@5", "B@5", "C@5"]), ("ABC", ["C@5", "B@5", "A@5"]),
    ("ABC", ["A@5", "B@6", "C@6"]), ("ABC", ["B@5", "A@5", "C@9"]),
    ("ABC", ["C@1", "A@5", "C@6", "B@6"]), ("AB", ["B@4", "B@5", "A@5"]),
    // A rule that is needed twice has two events; an event that two rules match counts for one.
    ("ABA", ["A@5", "B@5", "A@5"]), ("AA", ["A@1", "A@1"]), ("AB", ["AB@5", "A@5"]),
    ("AB", ["AB@5", "B@5"]), ("AB", ["AB@5", "AB@5"]), ("ABC", ["AB@5", "B@5", "ABC@5"]),
    // Missing rules are not waited for.
    ("ABC", ["C@5", "A@5"]), ("ABC", ["B@5"]),
  ])
  func orderThatCanBe(rules: String, events: [String]) {
    #expect(Self.order(rules, events).isKept)
  }

  @Test(arguments: [
    ("ABC", ["B@5", "A@6", "C@7"]), ("ABC", ["B@5", "A@6", "C@6"]),
    ("ABC", ["A@5", "C@5", "B@6"]), ("ABA", ["A@5", "B@5"]), ("AA", ["A@5"]),
    ("AB", ["AB@5"]), ("ABC", ["AB@5", "ABC@5"]), ("ABA", ["A@4", "A@4", "B@5"]),
  ])
  func orderThatCannotBe(rules: String, events: [String]) {
    #expect(!Self.order(rules, events).isKept)
  }

  /// By brute force: some order of the events that their times allow has the rules in order.
  @Test(arguments: ["AB", "ABC", "ABA", "AAB", "ABCD", "ABAC"])
  func asInSomeOrderOfTheEvents(rules: String) {
    var generator = SeededGenerator(seed: 23)
    var kept = 0
    for _ in 0..<1_500 {
      let names = Array(Set(rules)).sorted()
      let times = (0..<Int.random(in: 1...6, using: &generator))
        .map { _ in Int.random(in: 1...3, using: &generator) }.sorted()
      let notes = times.map { time in
        let matched = names.filter { _ in Int.random(in: 0..<5, using: &generator) < 2 }
        let one = String(names.randomElement(using: &generator) ?? "A")
        return "\(matched.isEmpty ? one : String(matched))@\(time)"
      }
      let isKept = Self.order(rules, notes).isKept
      #expect(isKept == Self.bruteForce(rules, notes), "\(rules) \(notes)")
      kept += isKept ? 1 : 0
    }
    #expect((150...1_450).contains(kept))
  }

  private static func bruteForce(_ rules: String, _ notes: [String]) -> Bool {
    let events = notes.map { note -> (rules: Substring, time: Int) in
      let parts = note.split(separator: "@")
      return (parts[0], Int(parts[1]) ?? 0)
    }
    let wanted = rules.filter { rule in events.contains { $0.rules.contains(rule) } }
    return permutations(Array(events.indices)).contains { order in
      guard zip(order, order.dropFirst()).allSatisfy({ events[$0].time <= events[$1].time }) else {
        return false
      }
      var rest = wanted[...]
      for index in order {
        if let next = rest.first, events[index].rules.contains(next) { rest.removeFirst() }
      }
      return rest.isEmpty
    }
  }

  private static func permutations(_ items: [Int]) -> [[Int]] {
    if items.count < 2 { return [items] }
    return items.indices.flatMap { index in
      var rest = items
      let first = rest.remove(at: index)
      return permutations(rest).map { [first] + $0 }
    }
  }

  /// Entries that have left the window do not count.
  @Test func matchesLeave() {
    var order = Self.order("AB", ["A@1", "B@2", "A@3"])
    #expect(order.isKept)
    order.removeFirst(of: 0)
    #expect(!order.isKept)
  }

  /// Many events of one second cost no more than a few, whatever the rules match.
  @Test func aCrowdInOneSecond() {
    let notes = (0..<20_000).map { _ in "AB@5" } + ["C@5"]
    let order = Self.order("ABABC", notes)
    for _ in 0..<1_000 where !order.isKept { Issue.record("the order can be kept") }
  }

  /// An alert comes after its own events: none of them follows it, but another one of that second
  /// may.
  @Test func anAlertIsAfterItsEvents() {
    func order(_ event: String) -> MatchOrder {
      var order = MatchOrder(ruleCount: 2)
      order.append(
        WindowEntry(
          time: 5, serial: 1, slot: 0, events: .several(["x", "y"]), value: .none))
      order.append(
        WindowEntry(time: 5, serial: 2, slot: 1, events: .one(event), value: .none))
      return order
    }
    #expect(!order("y").isKept)
    #expect(order("z").isKept)
  }
}
