import Foundation

/// The extra cost of counting all events by region, as the workbench does.
enum RegionsFigure: Figure {
  static let name = "regions"
  static let summary = "a scan that counts all events by region against one that does not"

  static func measure(_ bench: Bench) throws -> [Line] {
    let logs = try bench.logs(events: bench.events)
    let file = "\(bench.folder.path)/regions.json"
    try Data(bench.lines(of: logs, atMost: 256 << 20)).write(to: URL(fileURLWithPath: file))
    return try [("gzip", logs.path), ("JSON lines", file)].map { name, path in
      let without = try Scanning.request([MadeRules.unusualRegion], logs: [path], jobs: 1)
      var with = without
      with.countsRegions = true
      let costs = try Cost.least(
        rounds: bench.rounds, [{ Scanning.run(without) }, { [with] in Scanning.run(with) }])
      return Line(
        "of \(name), one thread", Written.seconds(costs[1].processor),
        "\(Written.ratio(costs[1].processor / costs[0].processor)) of the time without")
    }
  }
}
