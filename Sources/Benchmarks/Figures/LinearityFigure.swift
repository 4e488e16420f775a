/// Whether the cost of a byte stays the same as logs grow.
enum LinearityFigure: Figure {
  static let name = "growth"
  static let summary = "the cost of a byte as logs grow to --largest events"

  static func measure(_ bench: Bench) throws -> [Line] {
    let sizes = [bench.largest / 100, bench.largest / 10, bench.largest]
    let logs = try sizes.map { try bench.logs(events: $0) }
    let requests = try logs.map {
      try Scanning.request([MadeRules.unusualRegion], logs: [$0.path], jobs: 1)
    }
    // The largest runs long enough to be accurate after fewer rounds.
    let costs = try Cost.least(
      rounds: min(bench.rounds, 3), requests.map { request in { Scanning.run(request) } })
    let perByte = zip(costs, logs).map { $0.processor / Double($1.summary.inflatedBytes) * 1e9 }
    return zip(sizes, perByte).map { size, cost in
      Line(
        "\(size) events", String(Written.ratio(cost)) + " ns/B",
        "\(Written.ratio(cost / perByte[0])) of the smallest's")
    }
  }
}
