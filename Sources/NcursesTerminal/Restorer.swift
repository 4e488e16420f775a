import Basics
import CNcurses
import Foundation

/// The bytes that restore a terminal, ready for a handler that may neither allocate nor query
/// terminfo.
struct Restorer {
  private let bytes: UnsafeMutableBufferPointer<UInt8>

  /// Mouse reporting and bracketed paste go off first, the alternate screen last, so that nothing
  /// that the terminal still sends arrives in the shell.
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

  /// Passes the bytes to the signal handlers.
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
      // `$<5>` is a delay. Any other dollar is a dollar.
      let delay = behind.without(prefix: "<")?.cut(at: ">")
      if delay == nil { result += "$" }
      rest = delay?.behind ?? behind
    }
    return result + rest
  }
}
