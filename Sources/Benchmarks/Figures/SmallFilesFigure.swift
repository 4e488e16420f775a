import CloudTrail
import Foundation

/// The trail of a quiet account: a file every five minutes, with few events.
enum SmallFilesFigure: Figure {
  static let name = "files"
  static let summary = "20,000 gzip files of 5 records each, in the system's file cache"
  private static let count = 20_000
  private static let recordsPerFile = 5
  private static let filesPerFolder = 288

  static func measure(_ bench: Bench) throws -> [Line] {
    let path = "\(bench.folder.path)/small"
    try write(to: path, bench)
    var request = try Scanning.request([MadeRules.unusualRegion], logs: [path], jobs: 1)
    let one = request
    request.jobs = bench.cores
    let all = request
    let costs = try Cost.least(
      rounds: bench.rounds,
      [{ _ = LogDiscovery.discover([path]) }, { Scanning.run(one) }, { Scanning.run(all) }])
    func rate(_ seconds: Double) -> String { "\(Int(Double(count) / seconds)) files a second" }
    return [
      Line(
        "finding them, one thread", Written.seconds(costs[0].processor), rate(costs[0].processor)),
      Line(
        "scan, one thread", Written.seconds(costs[1].processor), rate(costs[1].processor)),
      Line(
        "scan, \(bench.cores) threads, by the clock", Written.seconds(costs[2].clock),
        rate(costs[2].clock)),
    ]
  }

  /// One folder per day, as AWS does.
  private static func write(to path: String, _ bench: Bench) throws {
    let lines = try bench.lines(of: bench.logs(events: bench.events), atMost: 8 << 20)
      .split(separator: UInt8(ascii: "\n"))
    let writer = GzipWriter()
    for index in 0..<count {
      let folder = "\(path)/\(index / filesPerFolder)"
      if index % filesPerFolder == 0 {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
      }
      let records = (0..<recordsPerFile).map { lines[(index * recordsPerFile + $0) % lines.count] }
      let text = Array(#"{"Records":["#.utf8) + records.joined(separator: [0x2C]) + Array("]}".utf8)
      let packed = try writer.compressed(text)
      guard let file = fopen("\(folder)/\(index).json.gz", "wb") else { continue }
      fwrite(packed, 1, packed.count, file)
      fclose(file)
    }
  }
}
