import Foundation
import Testing

/// Every kind of terminal: the same workbench, and afterwards the same shell as before.
@Suite(.serialized) struct TerminalTypesTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func open(_ environment: [String: String], columns: Int = 80) throws -> Terminal {
    try Terminal(
      columns: columns, in: folder, run: ["trailsift", Samples.rule, Samples.logs, "--read-only"],
      environment: environment)
  }

  private func waitForScan(_ terminal: Terminal) throws {
    try terminal.wait("the end of the scan") { $0.contains("150 hits") && !$0.contains(" %") }
  }

  @Test(arguments: [
    "xterm-256color", "xterm", "screen-256color", "screen", "tmux-256color", "linux", "vt100",
  ])
  func itWorksUnder(term: String) throws {
    let terminal = try open(["TERM": term])
    try waitForScan(terminal)
    try terminal.press("j", "t")
    try terminal.wait(for: "1 TP")
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")
    let modes = try String(contentsOfFile: folder.path + "/stty-after", encoding: .utf8)
    let on = Set(modes.split(whereSeparator: \.isWhitespace))
    for mode: Substring in ["icanon", "echo", "isig", "opost", "icrnl"] {
      #expect(on.contains(mode), "\(mode) is off")
    }
  }

  /// Terminals newer than terminfo: treated as xterm, with a notice.
  @Test(arguments: ["xterm-nosuch", "nosuchterminal"]) func itTakesXtermForWhatItDoesNotKnow(
    term: String
  ) throws {
    let terminal = try open(["TERM": term])
    try terminal.wait(for: "terminfo does not know TERM=\(term); xterm-256color is used")
    try waitForScan(terminal)
    try terminal.press("j", "t")
    try terminal.wait(for: "1 TP")
    try terminal.quit()
  }

  /// It says what to do instead, and leaves no trace of a screen.
  @Test(arguments: ["dumb", "", "unknown"]) func itRefuses(term: String) throws {
    let terminal = try open(["TERM": term])
    let screen = try terminal.wait(for: "ended with status 74").filter { $0 != "\n" }
    #expect(screen.contains("trailsift scan"))
    #expect(screen.contains(term.isEmpty ? "TERM is not set" : "TERM is \"\(term)\""))
  }

  @Test func withoutColoursEverythingIsStillThere() throws {
    let terminal = try open(["TERM": "xterm-256color", "NO_COLOR": "1"])
    let log = folder.path + "/bytes"
    try terminal.record(to: log)
    try waitForScan(terminal)
    try terminal.press("t", "Space")
    try terminal.wait(for: "1 marked")
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")
    let bytes = String(decoding: try folder.bytes("bytes"), as: UTF8.self)
    #expect(!bytes.contains(/\u{1B}\[[0-9;]*(3[0-7]|4[0-7]|38;|48;|9[0-7])[0-9;]*m/))
  }

  /// By the configuration file: frames and bars become ASCII, and nothing shifts.
  @Test func inASCIIThereIsNothingElse() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/config/trailsift", withIntermediateDirectories: true)
    try "ascii: true\n".write(
      toFile: folder.path + "/config/trailsift/config.yml", atomically: true, encoding: .utf8)
    let terminal = try open(["TERM": "xterm-256color"])
    try waitForScan(terminal)
    try terminal.press("a")
    let screen = try terminal.wait("the dialog") { $0.contains("r reason") }
    #expect(screen.contains("+-allow region") || screen.contains("+ allow region"), "\(screen)")
    for scalar in screen.unicodeScalars { #expect(scalar.isASCII, "\(scalar)") }
    try terminal.press("Escape")
    try terminal.wait("the dialog to close") { !$0.contains("r reason") }
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")
  }

  /// Many sizes one after the other: the last one counts.
  @Test func aStormOfSizesEndsInOrder() throws {
    let terminal = try open(["TERM": "tmux-256color"])
    try waitForScan(terminal)
    try terminal.press("a")
    try terminal.wait(for: "allow region")
    for step in 0..<40 {
      try terminal.resize(columns: 20 + step * 37 % 200, rows: 5 + step * 13 % 60)
    }
    try terminal.resize(columns: 100, rows: 30)
    try terminal.wait("the dialog at the last size") { screen in
      screen.contains("allow region") && screen.contains("r reason")
        && screen.split(separator: "\n", omittingEmptySubsequences: false).count >= 30
    }
    try terminal.press("Escape")
    // Together they would be Alt-q.
    try terminal.wait("the dialog to close") { !$0.contains("r reason") }
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")
  }

  /// terminfo's entries for these support clicks only up to column 223.
  @Test(arguments: ["screen-256color", "tmux-256color", "xterm-256color"])
  func theMouseReachesTheRightEdgeOfWideTerminals(term: String) throws {
    let terminal = try open(["TERM": term], columns: 250)
    try waitForScan(terminal)
    try terminal.press("m")
    try terminal.wait(for: "mouse on")
    // Into the event on the right: there z folds it.
    try terminal.mouse(.left, column: 240, row: 12)
    try terminal.press("z")
    try terminal.wait(for: "fields … }")
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")
  }

  /// A mouse mode that another program left on, in the form of old terminals: its reports are not
  /// keys.
  @Test func reportsInTheOldFormAreNotKeys() throws {
    let terminal = try open(["TERM": "xterm-256color"])
    try waitForScan(terminal)
    // Button, column and row are t, a and f.
    try terminal.type("\u{1B}[Mtaf")
    try terminal.press("t")
    try terminal.wait(for: "1 TP")
    #expect(try !terminal.screen.contains("┌"))
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")
  }

  /// If the terminal announces truecolour and terminfo has an entry, a theme's exact colours are
  /// sent, and nothing else changes. Without the entry, the nearest of 256 are sent.
  @Test(arguments: [true, false]) func truecolourNeedsAPromiseAndAnEntry(hasEntry: Bool) throws {
    let entry = """
      xterm-direct|for this test, use=xterm-256color, ccc@, RGB, colors#0x1000000, initc@, pairs#0x10000,
      \tsetaf=\\E[%?%p1%{8}%<%t3%p1%d%e38:2::%p1%{65536}%/%d:%p1%{256}%/%{255}%&%d:%p1%{255}%&%d%;m,
      \tsetab=\\E[%?%p1%{8}%<%t4%p1%d%e48:2::%p1%{65536}%/%d:%p1%{256}%/%{255}%&%d:%p1%{255}%&%d%;m,

      """
    let source = folder.path + "/direct.ti"
    try entry.write(toFile: source, atomically: true, encoding: .utf8)
    let made = try Program.run(
      "/usr/bin/env", ["tic", "-x", "-o", folder.path + "/terminfo", source])
    try #require(made.status == 0, "\(made.errors)")
    let environment = [
      "TERM": hasEntry ? "xterm-256color" : "screen-256color", "COLORTERM": "truecolor",
      "TERMINFO_DIRS": folder.path + "/terminfo:/etc/terminfo:/lib/terminfo:/usr/share/terminfo",
    ]
    let terminal = try Terminal(
      in: folder,
      run: ["trailsift", Samples.rule, Samples.logs, "--read-only", "--theme", "nord"],
      environment: environment)
    let log = folder.path + "/bytes"
    try terminal.record(to: log)
    try waitForScan(terminal)
    try terminal.press("C-l", "Down", "t", "m")
    try terminal.wait(for: "mouse on")
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")
    let bytes = String(decoding: try folder.bytes("bytes"), as: UTF8.self)
    #expect(bytes.contains("\u{1B}[38:2::") == hasEntry)
    #expect(bytes.contains("48:2::46:52:64") == hasEntry)
    #expect(bytes.contains(/\u{1B}\[[0-9;]*38;5;/) == !hasEntry)
    #expect(bytes.contains("\u{1B}[?1006;1000h"))
    #expect(bytes.contains("\u{1B}[?1049l"))
  }

  /// The mouse mode is switched on only if configured, moves the cursor, and is switched off at the
  /// end.
  @Test func theMouseIsOffUntilAskedAndOffAgainAtTheEnd() throws {
    let terminal = try open(["TERM": "xterm-256color"])
    let log = folder.path + "/bytes"
    try terminal.record(to: log)
    try waitForScan(terminal)
    let before = try terminal.shownEvent
    #expect(
      !String(decoding: try folder.bytes("bytes"), as: UTF8.self).contains("\u{1B}[?1006;1000h"))
    try terminal.press("m")
    try terminal.wait(for: "mouse on")
    // The left button on the third hit, as a terminal reports it in SGR mode: column 10, row 7,
    // pressed and released.
    try terminal.type("\u{1B}[<0;10;7M\u{1B}[<0;10;7m")
    try terminal.waitForEvent("another event") { $0 != before }
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")
    let bytes = String(decoding: try folder.bytes("bytes"), as: UTF8.self)
    let on = try #require(bytes.range(of: "\u{1B}[?1006;1000h"))
    #expect(bytes[on.upperBound...].contains("\u{1B}[?1006;1000l"))
  }
}
