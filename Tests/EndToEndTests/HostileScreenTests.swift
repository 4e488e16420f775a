import Foundation
import Testing

/// Hostile text on every pane, page, dialog and message of the workbench: the bytes sent to the
/// terminal have only ncurses' sequences, and nothing invisible.
@Suite(.serialized) struct HostileScreenTests {
  private let folder: Folder
  private let rule: String
  private let log: String
  private let session: String

  init() throws {
    folder = try Folder()
    rule = try Hostile.writeRule(in: folder)
    log = try Hostile.writeLog(in: folder)
    session = folder.path + "/session\(Hostile.name).jsonl"
    try Hostile.writeConfiguration(in: folder)
  }

  private func open(_ arguments: String..., recording: String) throws -> Terminal {
    try Terminal(in: folder, run: ["trailsift"] + arguments, recording: recording)
  }

  /// - Parameter status: 1 if the log is read, since some of it can't be.
  private func leave(_ terminal: Terminal, status: Int = 1) throws {
    try terminal.press("q")
    try terminal.wait(for: "ended with status \(status)")
  }

  /// The bytes sent to the terminal by a program that has ended.
  private func expectOnlyText(in recording: String, copies: [String] = []) throws {
    let end = Data("ended with status".utf8)
    var bytes = try folder.bytes(recording)
    // Output of tmux may still be in the pipe.
    while bytes.range(of: end) == nil { bytes = try folder.bytes(recording) }
    for copy in copies {
      // Inside tmux: once for the outer terminal, once for tmux itself (tmux's FAQ).
      let plain = "\u{1B}]52;c;" + Data(copy.utf8).base64EncodedString() + "\u{7}"
      let wrapped = "\u{1B}Ptmux;\u{1B}" + plain + "\u{1B}\\"
      let range = try #require(bytes.range(of: Data((wrapped + plain).utf8)))
      bytes.removeSubrange(range)
    }
    #expect(bytes.count > 1_000)
    #expect(try TerminalRepertoire(term: "screen").foreign(in: [UInt8](bytes)) == [])
    var text = try #require(String(validating: bytes, as: UTF8.self))
    // The questions for the terminal's colours end with BEL.
    for number in ["11"] + (0..<16).map({ "4;\($0)" }) {
      text = text.replacing("\u{1B}]\(number);?\u{7}", with: "")
    }
    // Also the cursor's moves, and the set of line signs (VT100).
    #expect(Hostile.unseen(in: text, lineEnds: "\u{1B}\r\n\t\u{8}\u{E}\u{F}") == [])
  }

  /// The column headers are visible, and nothing covers them.
  private func waitForList(_ terminal: Terminal) throws {
    try terminal.wait("the list") { screen in
      let heads = screen.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(3)
      return heads.prefix(2).contains { $0.hasPrefix("    ") && $0.contains("awsRegion") }
        && !screen.contains("┌")
    }
  }

  private func waitForScan(_ terminal: Terminal) throws {
    try terminal.wait("the end of the scan") { $0.contains("4 hits") && !$0.contains(" %") }
  }

  @Test func thePanesThePagesAndWhatTheyFind() throws {
    let terminal = try open(rule, log, "--session", session, "--read-only", recording: "bytes")
    try waitForScan(terminal)
    // The list and the full text of its cells, sorted, searched.
    for _ in 0..<3 {
      try terminal.press("l", "'")
      try terminal.wait(for: "the whole text of the cell")
      try terminal.press("Escape")
      try waitForList(terminal)
      try terminal.press("s")
    }
    try terminal.press("/")
    try terminal.wait(for: "search")
    try terminal.paste("]52" + Hostile.text)
    try terminal.press("Enter")
    try waitForList(terminal)
    // The event to its end, searched, with its secrets, and the message about copying.
    try terminal.press("Tab", "G", "k", "z", "z", "U", "U", "p", "/")
    try terminal.wait(for: "search")
    try terminal.paste(Hostile.text)
    try terminal.press("Enter")
    try waitForList(terminal)
    try terminal.press("Tab")
    for (key, page) in [
      ("A", "regions, by"), ("E", "exceptions of"), ("i", "timeline (UTC)"), ("H", "hours of the"),
      ("M", "where the hits are"), ("R", "1 rule, most hits"), ("S", "records"), ("d", "gained"),
    ] {
      try terminal.press(key)
      try terminal.wait(for: page)
      try terminal.press("G", "s", "k", "g", "Escape")
      try waitForList(terminal)
    }
    for key in ["o", "O"] {
      try terminal.press(key)
      try terminal.wait("the events around it") {
        $0.contains("all events of") && !$0.contains("reading")
      }
      try terminal.press("Enter")
      try terminal.wait(for: "at   this is the hit")
      try terminal.press("G", "Escape")
      try terminal.wait(for: "from hit")
      try terminal.press("Escape")
      try waitForList(terminal)
    }
    try terminal.press("g", "Space", "Space", "D")
    try terminal.wait(for: "difference")
    try terminal.press("z", "G", "n", "Escape")
    try terminal.wait("the list") { !$0.contains("difference") }
    try leave(terminal)
    try expectOnlyText(in: "bytes", copies: try copied())
  }

  @Test func filtersColumnsGroupsCommandsAndThemes() throws {
    let terminal = try open(rule, log, "--session", session, "--read-only", recording: "bytes")
    try waitForScan(terminal)
    // Wrong settings were reported at the start. Completion offers names and values of the events.
    for field in ["agent:", "region:", "requestParameters.", "principal:"] {
      try terminal.press("F")
      try terminal.wait(for: "┌ filter")
      try terminal.type(field)
      try terminal.press("Tab", "Tab")
      try terminal.paste(Hostile.text)
      try terminal.press("Escape")
      try waitForList(terminal)
    }
    for key in ["=", "P", "I", "K", "!"] { try terminal.press(key) }
    try terminal.wait(for: "\n filter ")
    try terminal.resize(columns: 200, rows: 50)
    try terminal.wait("the wide screen") { $0.split(separator: "\n").contains { $0.count > 100 } }
    try terminal.press("X", "F")
    try terminal.wait(for: "┌ filter")
    try terminal.paste("\"" + Hostile.text + "\"")
    try terminal.press("Enter")
    try waitForList(terminal)
    try terminal.press("X")
    try terminal.wait(for: "4 open")

    try terminal.press("C")
    try terminal.wait(for: "columns: Space")
    try terminal.press("G", "Space", "k", "Space", "Enter")
    try terminal.wait("the list") { !$0.contains("columns: Space") }
    for column in 0..<3 {
      try terminal.press("l", "#")
      try terminal.wait(for: "group 4 hits by")
      try terminal.press(column == 2 ? "G" : "g", "Enter")
      try terminal.wait("the groups") { $0.contains("4 hits by") && !$0.contains("┌") }
      try terminal.press("j", "Enter")
      try terminal.wait(for: "\n filter ")
      try terminal.press("Escape")
      try terminal.wait(for: "4 hits by")
      try terminal.press("Escape")
      try waitForList(terminal)
    }
    for (key, sign) in [(":", "command"), ("?", "help: ")] {
      try terminal.press(key)
      try terminal.wait(for: sign)
      try terminal.paste(Hostile.text)
      try terminal.wait("nothing found") {
        $0.contains("no command answers to that") || $0.contains("No command has such")
      }
      try terminal.press("Escape")
      try terminal.wait("the list") { !$0.contains(sign) }
    }
    // The first themes are the hostile ones: one is shown, one is refused.
    try terminal.press("T")
    try terminal.wait(for: "theme ")
    try terminal.press("g", "j", "j", "j", "k", "k", "Enter")
    try terminal.wait(for: "theme: ")
    try terminal.press("y", "Y")
    try terminal.wait(for: "copied")
    try leave(terminal)
    try expectOnlyText(in: "bytes", copies: try copied())
  }

  /// The text copied by `y` and `Y` is recognised as base64.
  private func copied() throws -> [String] {
    let bytes = String(decoding: try folder.bytes("bytes"), as: UTF8.self)
    let copies = bytes.matches(of: /\u{1B}Ptmux;\u{1B}\u{1B}\]52;c;([A-Za-z0-9+\/=]*)\u{7}\u{1B}\\/)
    return try copies.map {
      String(decoding: try #require(Data(base64Encoded: String($0.1))), as: UTF8.self)
    }
  }

  /// Deciding, writing, undoing, resuming and replaying, with the rule's hostile comments in the
  /// diff.
  @Test func decisionsDialogsSessionsAndReplays() throws {
    let terminal = try open(rule, log, "--session", session, recording: "bytes")
    try waitForScan(terminal)
    try terminal.press("G", "k", "a")
    try terminal.wait(for: "silences")
    try terminal.press("r")
    try terminal.wait(for: "┌ reason")
    try terminal.paste("why " + Hostile.text)
    try terminal.press("Enter")
    try terminal.wait("the reason in the diff") { $0.contains("kim: why") }
    try terminal.press("W")
    try terminal.wait("where to") { $0.contains("┌ ") && !$0.contains("silences") }
    try terminal.press("C-u")
    try terminal.paste("/nowhere" + Hostile.text)
    try terminal.press("Enter")
    try terminal.wait("what was wrong with the place") { $0.contains("no such file") }
    try terminal.press("Escape")
    try waitForList(terminal)
    try terminal.press("g", "f")
    try terminal.wait(for: "an exception for 1 hit")
    try terminal.press("j", "j", "G", "k", "Enter")
    try terminal.wait(for: "fields of this hit")
    try terminal.press("j", "Space", "G", "k", "Space", "Enter")
    try terminal.wait(for: "+ ")
    try terminal.press("G", "Enter")
    try terminal.wait("the decision") { $0.contains("silenced") && !$0.contains("┌") }
    try terminal.press("c")
    try terminal.wait(for: "comment on 1 hit")
    try terminal.paste("note " + Hostile.text)
    try terminal.press("Enter")
    try terminal.wait("the comment") { $0.contains("comment on 1 hit") && !$0.contains("┌") }
    try terminal.press("z", "z", "E")
    try terminal.wait("the exceptions") {
      $0.contains("exceptions of") && $0.contains("filter_main_evil")
    }
    try terminal.press("G", "e")
    try terminal.wait(for: "┌ ")
    try terminal.paste(Hostile.text)
    try terminal.press("Enter")
    try terminal.wait(for: "“␛]52")
    try terminal.press("Escape")
    try terminal.wait("the page") { !$0.contains("┌") }
    try terminal.press("Escape")
    try waitForList(terminal)
    try terminal.press("d")
    try terminal.wait(for: "gained")
    try terminal.press("G", "Escape")
    try waitForList(terminal)
    try leave(terminal)
    try expectOnlyText(in: "bytes")

    let resumed = try open(rule, log, "--session", session, recording: "resumed")
    try resumed.wait("the session") { $0.contains("silenced") && !$0.contains(" %") }
    try resumed.press("u", "u", "C-r")
    try resumed.wait(for: "redone")
    try leave(resumed)
    try expectOnlyText(in: "resumed")

    let replay = try open("replay", session, recording: "replayed")
    try replay.wait(for: "ended")
    try replay.press("L")
    try replay.wait(for: "decisions")
    try replay.press("G", "Enter", "g", "]", "]")
    try replay.wait(for: "decision 2 of")
    try leave(replay, status: 0)
    try expectOnlyText(in: "replayed")

    // The session's report and bundle have no sequences either.
    for arguments in [
      ["report", session], ["report", session, "--logs", log], ["sessions"],
      ["report", session, "--format", "csv"], ["replay", "--headless", session],
      ["replay", session, "--onto", rule], ["except", rule, "--list"],
      ["except", rule, "--list", "--logs", log], ["bundle", session, "-o", folder.path + "/b"],
      ["replay", "--headless", folder.path + "/b"],
      ["unbundle", folder.path + "/b", folder.path + "/u"],
    ] {
      let outcome = try Program.trailsift(arguments, in: folder)
      #expect(outcome.output.count + outcome.errors.count > 10, "\(arguments)")
      #expect(Hostile.unseen(in: outcome.output, lineEnds: "\r\n") == [], "\(arguments)")
      #expect(Hostile.unseen(in: outcome.errors) == [], "\(arguments)")
    }
    let json = try Program.trailsift(["report", session, "--format", "json"], in: folder)
    #expect(Hostile.steering(in: json.output) == [])

    // The recording is played on a terminal too, like xterm.
    let cast = folder.path + "/film.cast"
    let filming = try Program.trailsift(["replay", session, "--cast", cast], in: folder)
    #expect(Hostile.unseen(in: filming.errors) == [])
    var shown: [UInt8] = []
    for line in try String(contentsOfFile: cast, encoding: .utf8).split(separator: "\n").dropFirst()
    {
      let entry = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any])
      if entry[1] as? String == "o" { shown += Array((entry[2] as? String ?? "").utf8) }
    }
    #expect(shown.count > 1_000)
    #expect(try TerminalRepertoire(term: "xterm-256color").foreign(in: shown) == [])
    #expect(
      Hostile.unseen(in: String(decoding: shown, as: UTF8.self), lineEnds: "\u{1B}\r\n") == [])
  }
}
