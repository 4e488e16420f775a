import Basics
import Foundation

extension ScanProgress {
  /// `48 %`; nil if the total is unknown.
  package var percent: String? { isSized ? "\(Int(fraction * 100)) %" : nil }

  /// The amount read: `1.2 GB of 2.5 GB`, or `1.2 GB`.
  package var bytes: String {
    isSized ? "\(bytesDone.asBytes) of \(bytesTotal.asBytes)" : bytesDone.asBytes
  }

  /// The speed: `212,000 events/s`.
  package var rate: String? {
    seconds > 0 ? "\(Int(Double(events) / seconds).grouped) events/s" : nil
  }

  /// The estimated time left, once it can be estimated: `0:12 left`.
  package var timeLeft: String? {
    guard isSized, seconds >= 1, fraction > 0.01, fraction < 1 else { return nil }
    return Self.clock(seconds / fraction - seconds) + " left"
  }

  private var isSized: Bool { bytesTotal > 0 && !isListing }

  /// `0:07`, `12:30`, `1:02:03`
  private static func clock(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.up))
    let (hours, minutes, rest) = (whole / 3_600, whole / 60 % 60, whole % 60)
    return hours > 0
      ? String(format: "%d:%02d:%02d", hours, minutes, rest)
      : String(format: "%d:%02d", minutes, rest)
  }
}

extension EventlessFile: CustomStringConvertible {
  /// `x.json: no event in 2 records; looks like digests, which hold no events`
  public var description: String { "\(path): \(reason)" }

  public var reason: String { "no event in \(recordCount.counting("record")); looks like \(kind)" }
}
