import Basics
import CNcurses
import Foundation
import TerminalScreen

/// The terminfo entry to use, and the colours that it allows.
///
/// Entries such as `xterm-256color` know 256 colours, even where the terminal shows 16 million. ncurses shows
/// those only by an entry such as `xterm-direct` (Debian: package ncurses-term). So with
/// `COLORTERM=truecolor` that entry is tried first; without it the nearest of 256 are used.
enum TerminalType {
  static func open(files: TerminalFiles, color: ColorDepth?) -> OpaquePointer? {
    let environment = ProcessInfo.processInfo.environment
    for name in directNames(environment, color: color) {
      if let handle = newterm(name, files.output, files.input) { return handle }
    }
    guard let handle = newterm(nil, files.output, files.input) else { return nil }
    // Without it (TERM=dumb) a screen comes out as rubbish.
    if trailsift_capability("cup") != nil { return handle }
    endwin()
    delscreen(handle)
    return nil
  }

  /// Starts colours, with the terminal's own foreground and background as pair 0.
  static func startColors(_ wanted: ColorDepth?) -> ColorDepth {
    guard wanted != .monochrome, has_colors(), start_color() == OK else { return .monochrome }
    guard use_default_colors() == OK else { return .monochrome }
    let depths: [ColorDepth] = [.truecolor, .ansi256, .ansi16, .ansi8]
    let possible: Int
    switch trailsift_colors() {
    case 0x1000000...: possible = 0
    case 256...: possible = 1
    case 16...: possible = 2
    case 8...: possible = 3
    default: return .monochrome
    }
    let asked = wanted.flatMap(depths.firstIndex(of:)) ?? 0
    return depths[max(asked, possible)]
  }

  private static func directNames(
    _ environment: [String: String], color: ColorDepth?
  ) -> [String] {
    let promised = ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? "")
    guard color == .truecolor || (color == nil && promised) else { return [] }
    guard let term = environment["TERM"], !term.isEmpty, !term.ends(with: "-direct") else {
      return []
    }
    var base = term
    for suffix in ["-256color", "-color"] where base.ends(with: suffix) {
      base.removeLast(suffix.count)
    }
    // tmux calls itself screen by default.
    if base == "screen", environment["TMUX"] != nil { base = "tmux" }
    return ["\(base)-direct"]
  }
}
