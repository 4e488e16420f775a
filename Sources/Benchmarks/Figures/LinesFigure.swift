import EventJSON
import Foundation

/// JSON lines: the work without inflating.
enum LinesFigure: Figure {
  static let name = "lines"
  static let summary = "plain JSON lines, picked in memory and scanned as a file"

  static func measure(_ bench: Bench) throws -> [Line] {
    let logs = try bench.logs(events: bench.events)
    let lines = try bench.lines(of: logs, atMost: 256 << 20)
    let path = "\(bench.folder.path)/lines.json"
    try Data(lines).write(to: URL(fileURLWithPath: path))
    let request = try Scanning.request([MadeRules.unusualRegion], logs: [path], jobs: 1)
    let event = PickedEvent(trie: FieldTrie(fields: request.matcher.fields))
    let costs = try Cost.least(
      rounds: bench.rounds, [{ try pick(lines, event) }, { Scanning.run(request) }])
    let bytes = Int64(lines.count)
    return [
      Line(
        "fields picked in memory", Written.seconds(costs[0].processor),
        Written.speed(bytes, costs[0].processor)),
      Line(
        "scan of the file, one thread", Written.seconds(costs[1].processor),
        Written.speed(bytes, costs[1].processor)),
    ]
  }

  private static func pick(_ lines: [UInt8], _ event: PickedEvent) throws {
    try lines.withUnsafeBytes { bytes in
      var offset = 0
      while offset + 1 < bytes.count {
        offset += try event.read(UnsafeRawBufferPointer(rebasing: bytes[offset...]))
      }
    }
  }
}
