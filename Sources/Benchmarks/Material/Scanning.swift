import Scanning
import Sigma

/// A scan like the program's.
enum Scanning {
  /// The fields that the workbench picks for the sample rule.
  static func request(
    _ files: [RuleFile], logs: [String], jobs: Int
  ) throws -> ScanRequest {
    let rules = try RuleSet(files: files, placeholders: Placeholders())
    var request = ScanRequest(
      matcher: rules.matcher, logs: logs, columns: rules.columns, jobs: jobs)
    request.keepsInputOrder = true
    return request
  }

  @discardableResult
  static func run(_ request: ScanRequest) -> ScanReport { Scan(request).run { _ in } }
}
