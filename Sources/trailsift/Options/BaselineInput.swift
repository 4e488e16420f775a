import ArgumentParser
import Baseline
import Basics
import Foundation
import Scanning
import Sigma

/// The baseline of a command line: from logs, or from a file.
enum BaselineInput {
  /// Reads a baseline file. Ends the program if it is none.
  static func load(_ path: String) throws -> BaselineReport {
    let bytes = try contents(of: path)
    do { return try BaselineReport(bytes) } catch {
      Console.error("\(path): \(error)")
      throw ExitCode.incomplete
    }
  }

  /// The eventIDs in a file.
  static func truePositives(_ path: String?) throws -> Set<String> {
    guard let path else { return [] }
    return Set(String(decoding: try contents(of: path), as: UTF8.self).words.map(String.init))
  }

  private static func contents(of path: String) throws -> [UInt8] {
    do { return Array(try Data(contentsOf: URL(fileURLWithPath: path))) } catch {
      let exists = FileManager.default.fileExists(atPath: path)
      Console.error("\(path): \(exists ? "it can't be read" : "no such file")")
      throw ExitCode.inputMissing
    }
  }

  /// Counts the events of logs, without any rule.
  static func scan(
    _ logs: [String], _ baseline: BaselineRequest, jobs: Int?, quiet: Bool
  ) throws -> (BaselineReport?, ScanReport) {
    try LogInputs.check(logs)
    var request = ScanRequest(
      matcher: try RuleMatcher([]), logs: logs, columns: [],
      jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    request.baseline = baseline
    let scan = Scan(request)
    let interruption = Interruption { scan.stop() }
    let progress = Locked(ProgressLine(isWanted: !quiet))
    let report = scan.run { update in
      if case .progress(let state, let counts) = update {
        progress.withLock { $0.show(state, hits: counts.matched) }
      }
    }
    progress.withLock { $0.clear() }
    if report.wasStopped, let signal = interruption.signal { throw ExitCode(128 + signal) }
    return (report.baselineReport, report)
  }
}
