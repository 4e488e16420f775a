import Foundation

/// A familiar yardstick: Foundation's JSON parser.
enum FoundationFigure: Figure {
  static let name = "foundation"
  static let summary = "the same JSON lines parsed by Foundation's JSONSerialization"

  static func measure(_ bench: Bench) throws -> [Line] {
    let logs = try bench.logs(events: bench.events)
    let lines = try bench.lines(of: logs, atMost: 16 << 20)
    let path = "\(bench.folder.path)/some-lines.json"
    try Data(lines).write(to: URL(fileURLWithPath: path))
    let request = try Scanning.request([MadeRules.unusualRegion], logs: [path], jobs: 1)
    let records = lines.split(separator: UInt8(ascii: "\n")).map { Data($0) }
    let costs = try Cost.least(
      rounds: min(bench.rounds, 3),
      [
        { for record in records { _ = try JSONSerialization.jsonObject(with: record) } },
        { Scanning.run(request) },
      ])
    let bytes = Int64(lines.count)
    return [
      Line(
        "JSONSerialization", Written.seconds(costs[0].processor),
        Written.speed(bytes, costs[0].processor)),
      Line(
        "scan, one thread", Written.seconds(costs[1].processor),
        "\(Int(costs[0].processor / costs[1].processor)) times as fast"),
    ]
  }
}
