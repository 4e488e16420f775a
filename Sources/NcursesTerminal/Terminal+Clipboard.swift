import Foundation
import TerminalScreen

extension Terminal {
  /// Asks the terminal to put a text on its clipboard. Whether it does, it does not say.
  /// - Returns: false when the bytes could not be sent.
  public func sendToClipboard(_ text: String, environment: [String: String]) -> Bool {
    guard isOpen else { return false }
    let bytes = ClipboardSequence.bytes(text, environment: environment)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        write(files.outputDescriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }
}
