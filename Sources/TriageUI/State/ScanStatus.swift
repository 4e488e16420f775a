import Scanning

/// How far the scan is, and what it has counted.
public struct ScanStatus: Sendable {
  public var progress = ScanProgress()
  public var counts = ScanCounts()
  public var report: ScanReport?
  /// Whether the logs are there to be read again: a bundle holds only the hits.
  public var hasLogs = true
  /// The analyst asked to stop it.
  var isStopping = false

  public var isRunning: Bool { report == nil }
  /// Files have been found and are being read, and nobody has asked to stop.
  var isReading: Bool { isRunning && !isStopping && progress.filesTotal > 0 }
}
