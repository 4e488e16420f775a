import ArgumentParser
import Triage

extension ScanReport {
  /// Names on standard error what could not be read, or was read only in part.
  func complain() {
    for file in damaged { Console.error("\(file.path): \(file.damage)") }
    for file in failedInputs {
      Console.error("\(file.path): \(file.reason)")
    }
    if let unfollowed { Console.error("new files are not waited for: \(unfollowed)") }
  }

  /// `6,012 records in 214 files: 153 matched, 5,790 did not, 60 repeated, 9 no events, 0 bad`
  var summary: String {
    (wasStopped ? "stopped: " : "")
      + "\(counts.total.counting("record")) in \(filesRead.counting("file")): \(counts.matched) matched, "
      + "\(counts.unmatched) did not, \(counts.duplicate) repeated, "
      + "\(counts.notEvent) no events, \(counts.bad) bad"
      + (skipped.isEmpty ? "" : "; \(skipped.countedAs("file")) left out")
  }
}
