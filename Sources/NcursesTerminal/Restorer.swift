import Basics
import CNcurses
import Foundation

/// The bytes that give a terminal back, ready for a handler that may neither allocate nor ask terminfo.
struct Restorer {
  private let bytes: UnsafeMutableBufferPointer<UInt8>

  /// Mouse reporting and bracketed paste off first, the alternate screen last: whatever a terminal still
  /// sends must not arrive in the shell.
  init() {
    var sequence = "\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l"
    if BracketedPaste.isSupported { sequence += BracketedPaste.off }
    for name in ["sgr0", "op", "rmkx", "cnorm", "rmcup"] {
      guard let value = trailsift_capability(name) else { continue }
      sequence += Restorer.withoutPadding(String(cString: value))
    }
    bytes = .allocate(capacity: sequence.utf8.count)
    _ = bytes.initialize(from: sequence.utf8)
  }

  /// Hands the bytes to the signal handlers.
  func publish() {
    signalState.pointee.farewell = bytes.baseAddress
    signalState.pointee.farewellCount = bytes.count
  }

  func withdraw() {
    signalState.pointee.farewell = nil
    bytes.deallocate()
  }

  /// terminfo writes delays for old terminals as `$<5>`.
  private static func withoutPadding(_ capability: String) -> String {
    var rest = capability[...]
    var result = ""
    while let (before, behind) = rest.cut(at: "$") {
      result += before
      // `$<5>` is a delay, and any other dollar a dollar.
      let delay = behind.without(prefix: "<")?.cut(at: ">")
      if delay == nil { result += "$" }
      rest = delay?.behind ?? behind
    }
    return result + rest
  }
}
