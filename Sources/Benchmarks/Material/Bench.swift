import CloudTrail
import Foundation
import TrailSynthesis

/// The material of the figures: sizes, and logs that are made on demand.
final class Bench {
  let folder: TemporaryFolder
  let events: Int
  let largest: Int
  let rounds: Int
  let rulesFolder: String?
  let python: String

  init(
    folder: TemporaryFolder, events: Int, largest: Int, rounds: Int, rulesFolder: String?,
    python: String
  ) {
    self.folder = folder
    (self.events, self.largest, self.rounds) = (events, largest, rounds)
    (self.rulesFolder, self.python) = (rulesFolder, python)
  }

  var cores: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// Logs as AWS delivers them.
  struct Logs {
    let path: String
    let files: [LogFile]
    let summary: SyntheticTrail.Summary
  }

  private var known: [Int: Logs] = [:]

  /// Gzipped logs with this many events, in the layout of S3.
  func logs(events: Int) throws -> Logs {
    if let logs = known[events] { return logs }
    let path = "\(folder.path)/\(events)"
    let trail = SyntheticTrail(seed: 7, events: events, days: 21)
    let summary = try trail.write(to: path, jobs: cores)
    let logs = Logs(path: path, files: LogDiscovery.discover([path]).files, summary: summary)
    known[events] = logs
    return logs
  }

  /// The records of the first files as JSON lines, up to this many bytes.
  func lines(of logs: Logs, atMost limit: Int) throws -> [UInt8] {
    let reader = RecordReader(fields: [])
    var lines: [UInt8] = []
    for file in logs.files where lines.count < limit {
      _ = reader.read(file, progress: { _ in lines.count < limit }) { _ in
        lines.append(contentsOf: reader.event.record)
        lines.append(UInt8(ascii: "\n"))
      }
    }
    return lines
  }
}
