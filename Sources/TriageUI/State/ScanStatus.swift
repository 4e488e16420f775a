import Scanning

/// The progress of the scan, and its counts.
public struct ScanStatus: Sendable {
  public var progress = ScanProgress()
  public var counts = ScanCounts()
  public var report: ScanReport?
  /// Whether the logs can be read again: a bundle has only the hits.
  public var hasLogs = true
  /// The progress of reading the logs again for rules that changed; nil unless that is running.
  public var again: ScanProgress?
  /// The analyst asked to stop it.
  var isStopping = false

  public var isRunning: Bool { report == nil }
  /// Whether files are being read, and no stop was requested.
  var isReading: Bool { isRunning && !isStopping && progress.filesTotal > 0 }
}
