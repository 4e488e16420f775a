import Basics
import Foundation
import Scanning
import TerminalScreen

/// The progress of a scan in the terminal's last line. It is written to standard error, if that is
/// a terminal. Clear it before anything else is written.
///
///     48 %  1.2 GB of 2.5 GB  212,000 events/s  153 hits  0:12 left
struct ProgressLine: Sendable {
  private let isShown: Bool
  private var isOnScreen = false

  init(isWanted: Bool) { isShown = isWanted && Terminals.isTerminal(STDERR_FILENO) }

  mutating func show(_ progress: ScanProgress, hits: Int) {
    guard isShown else { return }
    let columns = (Terminals.columns(of: STDERR_FILENO) ?? 80) - 1
    let parts = [
      progress.percent, progress.bytes, progress.rate, hits.counting("hit"), progress.timeLeft,
    ]
    let text = parts.compactMap(\.self).joined(separator: "  ")
    write("\r\(SafeText(text).truncated(to: columns).text)\u{1B}[K")
    isOnScreen = true
  }

  mutating func clear() {
    guard isOnScreen else { return }
    write("\r\u{1B}[K")
    isOnScreen = false
  }

  private func write(_ text: String) { StandardDescriptors.writeError(text) }
}
