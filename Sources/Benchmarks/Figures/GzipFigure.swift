/// The usual case: a tree of `.json.gz` as AWS delivers them, one rule.
enum GzipFigure: Figure {
  static let name = "gzip"
  static let summary = "a scan of .json.gz files against zlib inflating the same files"

  static func measure(_ bench: Bench) throws -> [Line] {
    let logs = try bench.logs(events: bench.events)
    let paths = logs.files.map(\.path)
    let zlib = ZlibInflation()
    let one = try Scanning.request([MadeRules.unusualRegion], logs: [logs.path], jobs: 1)
    var all = one
    all.jobs = bench.cores
    let bytes = logs.summary.inflatedBytes
    let costs = try Cost.least(
      rounds: bench.rounds,
      [{ _ = zlib.inflate(paths) }, { Scanning.run(one) }, { Scanning.run(all) }])
    let alone = costs[0].processor
    return [
      Line("zlib alone, one thread", Written.seconds(alone), Written.speed(bytes, alone)),
      Line(
        "scan, one thread", Written.seconds(costs[1].processor),
        "\(Written.ratio(costs[1].processor / alone)) of zlib's processor time"),
      Line(
        "scan, \(bench.cores) threads, by the clock", Written.seconds(costs[2].clock),
        "\(Written.ratio(costs[2].clock / costs[0].clock)) of zlib's time by the clock"),
    ]
  }
}
