import Basics
import CNcurses
import Foundation
import TerminalScreen

/// The terminfo entry to use, and the colours that it allows.
///
/// Entries such as `xterm-256color` know 256 colours, even if the terminal shows 16 million.
/// ncurses needs an entry such as `xterm-direct` for those (Debian: package ncurses-term). So with
/// `COLORTERM=truecolor` that entry is tried first; without it the nearest of 256 colours are used.
enum TerminalType {
  /// - Returns: the screen, and the entry used instead of one that terminfo does not know.
  static func open(
    files: TerminalFiles, color: ColorDepth?
  ) -> (handle: OpaquePointer, substitute: String?)? {
    fixSize(of: files)
    defer { releaseSize() }
    let environment = ProcessInfo.processInfo.environment
    let term = environment["TERM"] ?? ""
    for name in directNames(term, environment, color: color) {
      if let handle = newterm(name, files.output, files.input) { return (handle, nil) }
    }
    if let handle = newterm(nil, files.output, files.input) {
      // Without it (TERM=dumb) the screen would be garbled.
      if trailsift_capability("cup") != nil { return (handle, nil) }
      endwin()
      delscreen(handle)
      return nil
    }
    // Terminals newer than the system's terminfo (ghostty, kitty, foot) do what xterm does.
    guard !term.isEmpty, !poor.contains(term) else { return nil }
    for name in directNames(common, environment, color: color) + [common] {
      if let handle = newterm(name, files.output, files.input) { return (handle, name) }
    }
    return nil
  }

  private static let common = "xterm-256color"
  /// Names that say little about the terminal.
  private static let poor: Set<String> = ["unknown", "dumb", "network", "dialup"]

  // MARK: - Sizes

  /// More than the largest screen has in the smallest letters. A terminal that reports more is
  /// mistaken, or attacks our memory.
  private static let maximum = Size(columns: 800, rows: 300)

  static func capped(_ size: Size) -> Size {
    Size(columns: min(size.columns, maximum.columns), rows: min(size.rows, maximum.rows))
  }

  /// The size to set in `COLUMNS` and `LINES` while ncurses starts, since ncurses reads them first:
  /// the terminal's own size or, if it reports none, the one already set if a screen can have it.
  /// Nil leaves it to ncurses.
  static func startSize(reported: Size?, environment: [String: String]) -> Size? {
    if let reported { return capped(reported) }
    guard let columns = environment["COLUMNS"].flatMap({ Int($0) }), columns > 0,
      let rows = environment["LINES"].flatMap({ Int($0) }), rows > 0
    else { return nil }
    return capped(Size(columns: columns, rows: rows))
  }

  private static func fixSize(of files: TerminalFiles) {
    var columns: Int32 = 0
    var rows: Int32 = 0
    let isReported = trailsift_window_size(files.outputDescriptor, &columns, &rows)
    let size = startSize(
      reported: isReported ? Size(columns: Int(columns), rows: Int(rows)) : nil,
      environment: ProcessInfo.processInfo.environment)
    guard let size else { return releaseSize() }
    setenv("COLUMNS", "\(size.columns)", 1)
    setenv("LINES", "\(size.rows)", 1)
  }

  private static func releaseSize() {
    unsetenv("COLUMNS")
    unsetenv("LINES")
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
    _ term: String, _ environment: [String: String], color: ColorDepth?
  ) -> [String] {
    let promised = ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? "")
    guard color == .truecolor || (color == nil && promised) else { return [] }
    guard !term.isEmpty, !term.ends(with: "-direct") else { return [] }
    var base = term
    for suffix in ["-256color", "-color"] where base.ends(with: suffix) {
      base = String(base.without(suffix: suffix) ?? base[...])
    }
    // tmux calls itself screen by default.
    if base == "screen", environment["TMUX"] != nil { base = "tmux" }
    return ["\(base)-direct"]
  }
}
