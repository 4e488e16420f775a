import ArgumentParser
import Basics
import Foundation
import HitStore
import Scanning
import Sigma

/// The memory of a scan: little with few hits, and not much for each of many.
enum MemoryFigure: Figure {
  static let name = "memory"
  static let summary = "peak memory of a process that scans --largest events and keeps its hits"

  static func measure(_ bench: Bench) throws -> [Line] {
    let logs = try bench.logs(events: bench.largest)
    return try [("few hits", "few"), ("every event a hit", "all")].map { label, hits in
      let program = CommandLine.arguments[0]
      guard
        let words = ChildProcess.output([
          program, "measure-memory", logs.path, "--hits", hits, "--jobs", "\(bench.cores)",
        ])?.split(whereSeparator: \.isWhitespace).compactMap({ Int64($0) }), words.count == 3
      else { throw ChildProcess.Failure(description: "\(program) measure-memory failed") }
      return Line(
        label, Written.megabytes(words[0]),
        "\(words[1]) hits; their events in the spool: \(Written.megabytes(words[2]))")
    }
  }
}

/// The child of ``MemoryFigure``: scans like the workbench, and prints its peak memory, the number
/// of hits and the bytes of their events.
struct MeasureMemory: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure-memory", abstract: "What the figure of memory runs.", shouldDisplay: false
  )

  enum Hits: String, ExpressibleByArgument { case few, all }

  @Argument var logs: String
  @Option var hits: Hits
  @Option var jobs: Int

  func run() throws {
    let file = hits == .few ? MadeRules.unusualRegion : MadeRules.everything
    var request = try Scanning.request([file], logs: [logs], jobs: jobs)
    request.keepsInputOrder = false
    let spool = try Spool()
    let kept = Locked(
      (
        table: HitTable(columns: request.columns, ruleIdentities: ["made"]), bytes: 0,
        hasFailed: false
      ))
    Scan(request).run { update in
      guard case .hits(let batch) = update else { return }
      kept.withLock { kept in
        guard let offset = try? spool.append(batch.json) else {
          kept.hasFailed = true
          return
        }
        kept.table.append(batch, spoolOffset: offset)
        kept.bytes += batch.json.count
      }
    }
    let (count, bytes, hasFailed) = kept.withLock { ($0.table.count, $0.bytes, $0.hasFailed) }
    if hasFailed { throw ChildProcess.Failure(description: "the spool cannot be written") }
    print(PeakMemory.bytes, count, bytes)
  }
}
