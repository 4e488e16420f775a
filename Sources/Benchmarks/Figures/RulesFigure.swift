import Sigma

/// Many rules at once: one pass over the logs whatever their number.
enum RulesFigure: Figure {
  static let name = "rules"
  static let summary = "60 rules (or those of --rules) against one, on the same logs"
  private static let count = 60

  static func measure(_ bench: Bench) throws -> [Line] {
    let logs = try bench.logs(events: bench.events)
    let files = try bench.rulesFolder.map {
      try RuleDiscovery.discover($0).map { try RuleFile.load(path: $0) }
    }
    let one = try Scanning.request([MadeRules.unusualRegion], logs: [logs.path], jobs: 1)
    let many = try Scanning.request(
      files ?? MadeRules.files(count: count), logs: [logs.path], jobs: 1)
    let costs = try Cost.least(
      rounds: bench.rounds, [{ Scanning.run(one) }, { Scanning.run(many) }])
    let (single, all) = (costs[0].processor, costs[1].processor)
    let perEvent = (all - single) / Double(logs.summary.records) * 1e9
    return [
      Line("one rule", Written.seconds(single)),
      Line(
        "\(many.matcher.rules.count) rules", Written.seconds(all),
        "\(Written.ratio(all / single)) of one rule's; \(Int(perEvent)) ns more an event"),
    ]
  }
}
