import Foundation
import TerminalScreen
import Triage

/// The line at the bottom of the terminal that says how far a scan is. It stands on standard error, and only while that
/// is a terminal; whatever else is written clears it first.
///
///     48 %  1.2 GB of 2.5 GB  212,000 events/s  153 hits  0:12 left
struct ProgressLine: Sendable {
  private let isShown: Bool
  private let start = ContinuousClock.now
  private var isOnScreen = false

  init(isWanted: Bool) { isShown = isWanted && Terminals.isTerminal(STDERR_FILENO) }

  mutating func show(_ progress: ScanProgress, hits: Int) {
    guard isShown else { return }
    let seconds = start.duration(to: .now) / .seconds(1)
    let columns = (Terminals.columns(of: STDERR_FILENO) ?? 80) - 1
    let text = Self.text(progress, hits: hits, seconds: seconds)
    write("\r\(SafeText(text).truncated(to: columns).text)\u{1B}[K")
    isOnScreen = true
  }

  mutating func clear() {
    guard isOnScreen else { return }
    write("\r\u{1B}[K")
    isOnScreen = false
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

  /// The time left comes from the bytes done so far; it is told once there are enough of them to say.
  static func text(_ progress: ScanProgress, hits: Int, seconds: Double) -> String {
    var parts: [String] = []
    let isSized = progress.bytesTotal > 0
    if isSized {
      parts.append("\(Int(progress.fraction * 100)) %")
      parts.append("\(progress.bytesDone.asBytes) of \(progress.bytesTotal.asBytes)")
    } else {
      parts.append("\(progress.bytesDone.asBytes)")
    }
    if seconds > 0 { parts.append("\(Int(Double(progress.events) / seconds).grouped) events/s") }
    parts.append(hits.counting("hit"))
    if isSized, seconds >= 1, progress.fraction > 0.01 {
      parts.append(clock(seconds / progress.fraction - seconds) + " left")
    }
    return parts.joined(separator: "  ")
  }

  /// `0:07`, `12:30`, `1:02:03`
  private static func clock(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.up))
    let (hours, minutes, rest) = (whole / 3_600, whole / 60 % 60, whole % 60)
    return hours > 0
      ? String(format: "%d:%02d:%02d", hours, minutes, rest)
      : String(format: "%d:%02d", minutes, rest)
  }
}
