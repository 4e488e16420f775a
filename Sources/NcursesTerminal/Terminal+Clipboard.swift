import Basics
import TerminalScreen

extension Terminal {
  /// Asks the terminal to put a text on its clipboard. The terminal does not confirm it.
  /// - Returns: false if the bytes could not be sent.
  public func sendToClipboard(_ text: String, environment: [String: String]) -> Bool {
    guard isOpen else { return false }
    let bytes = ClipboardSequence.bytes(text, environment: environment)
    return (try? FileCalls.system.writeAll(bytes, to: files.outputDescriptor)) != nil
  }
}
