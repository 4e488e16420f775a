import Foundation
import Testing

/// Discovering and customising the workbench: palette, help, themes, mouse, keys.
@Suite(.serialized) struct CommandsTests {
  private let folder: Folder
  private let rule: String

  init() throws {
    folder = try Folder()
    rule = try folder.copy(of: Samples.rule, as: "rule.yml")
  }

  private func configure(_ text: String) throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/config/trailsift", withIntermediateDirectories: true)
    try text.write(
      toFile: folder.path + "/config/trailsift/config.yml", atomically: true, encoding: .utf8)
  }

  @Test func commandsAreFoundByNameByWordAndByKey() throws {
    let terminal = try Terminal(in: folder, judging: rule)
    // The palette: a few letters, completed, run.
    try terminal.press(":")
    try terminal.type("allowreg")
    try terminal.wait(for: ":allowreg ")
    try terminal.press("Tab")
    try terminal.wait(for: ":allowRegion")
    try terminal.press("Enter")
    try terminal.wait(for: "silences 37 hits")
    try terminal.press("Escape")
    try terminal.wait("the list") { !$0.contains("┌") }

    // Unavailable commands say why, in the palette and when their key is pressed.
    try terminal.press(":")
    try terminal.type("redo")
    try terminal.wait(for: "not now: nothing to redo")
    try terminal.press("Enter")
    try terminal.wait("why not") { $0.contains("\n nothing to redo") }
    try terminal.press("Escape")
    try terminal.wait("the list") { !$0.contains("┌") }
    try terminal.press("n")
    try terminal.wait(for: "nothing was searched yet; / searches")

    // Help: by a word, then by a key, and run from there.
    try terminal.press("?")
    try terminal.wait(for: "help: type a word or a key")
    try terminal.type("timeline")
    try terminal.wait("less") { !$0.contains("Takes the verdict off") && $0.contains("as bars") }
    try terminal.press("Escape")
    try terminal.wait("the list") { !$0.contains("help: ") }
    try terminal.press("?")
    try terminal.wait(for: "help: type a word or a key")
    try terminal.press("C-r")
    try terminal.wait("the key's command first") { screen in
      screen.contains("help: type a word or a key ^R") || screen.contains("undone last again")
    }
    try terminal.press("Escape")
    try terminal.wait("the list") { !$0.contains("help: ") }
    try terminal.quit()
  }

  /// Each Escape closes one thing, however close together they arrive.
  @Test func escapesThatComeTogetherAreBothTaken() throws {
    let terminal = try Terminal(in: folder, judging: rule)
    try terminal.press("E")
    try terminal.wait(for: "filter_replication")
    try terminal.press("e")
    try terminal.wait(for: "┌ last day of")
    try terminal.type("\u{1B}\u{1B}")
    try terminal.wait("the list") { $0.contains("eventTime") && !$0.contains("┌") }
    try terminal.quit()
  }

  @Test func keysOfOnesOwnWorkAndAreShown() throws {
    try configure("keys: {allowRegion: F5, markTruePositive: [w, t]}\n")
    let terminal = try Terminal(columns: 100, in: folder, judging: rule)
    #expect(try terminal.screen.contains("F5 allow region"))
    try terminal.press("a", "F5")
    try terminal.wait(for: "silences 37 hits")
    try terminal.press("Escape")
    try terminal.wait("the list") { !$0.contains("┌") }
    try terminal.press("w")
    try terminal.wait(for: "1 TP")
    try terminal.press("t")
    try terminal.wait(for: "2 TP")
    try terminal.quit()
  }

  /// The screen shows the theme under the cursor; Escape restores the old one.
  @Test func aThemeIsSeenBeforeItIsKept() throws {
    let terminal = try Terminal(
      in: folder, judging: rule, environment: ["TERM": "xterm-256color"])
    func title() -> Substring? { (try? terminal.styledScreen)?.split(separator: "\n").first }
    let before = title()
    try terminal.press("T")
    try terminal.wait("the list of themes") { $0.contains("┌ theme") }
    try terminal.press("j", "j")
    try terminal.wait("other colours") { $0.contains("150 hits") && title() != before }
    try terminal.press("Escape")
    try terminal.wait("the colours from before") { !$0.contains("┌") && title() == before }
    try terminal.press("T")
    try terminal.wait("the list of themes") { $0.contains("┌ theme") }
    try terminal.press("j", "j", "Enter")
    try terminal.wait("it stays") { $0.contains("theme: ") && !$0.contains("┌") }
    #expect(title() != before)
    // It is also kept for next time, and the message names the file.
    try terminal.wait(for: "; kept in /")
    let text = String(decoding: try folder.bytes("config/trailsift/config.yml"), as: UTF8.self)
    #expect(text.wholeMatch(of: /theme: [a-z-]+\n/) != nil, "\(text)")
    try terminal.quit()
  }

  @Test func theMouseMovesScrollsSortsAndOpens() throws {
    let terminal = try Terminal(
      in: folder, judging: rule, environment: ["TERM": "xterm-256color"])
    let first = try terminal.shownEvent
    // Off by default: a click does nothing.
    try terminal.mouse(.left, column: 10, row: 6)
    try terminal.press("m")
    try terminal.wait(for: "mouse on")
    #expect(try terminal.shownEvent == first)
    try terminal.mouse(.left, column: 10, row: 6)
    try terminal.waitForEvent("the third hit") { $0 != first }
    let third = try terminal.shownEvent
    try terminal.mouse(.wheelDown, column: 10, row: 6)
    try terminal.waitForEvent("three hits on") { $0 != third }
    try terminal.mouse(.wheelUp, column: 10, row: 6)
    try terminal.waitForEvent("back again") { $0 == third }

    // The head of a column sorts by it; the cursor stays on its event.
    try terminal.mouse(.left, column: 26, row: 3)
    try terminal.wait(for: "sorted by awsRegion")
    #expect(try terminal.shownEvent == third)
    // A double click on a row moves the keys to the event pane, however the reports are split.
    let report = "\u{1B}[<0;11;6"
    try terminal.type(report + "M" + report + "m" + report + "M")
    try terminal.type(report + "m")
    try terminal.press("z")
    try terminal.wait(for: "fields … }")
    try terminal.press("m")
    try terminal.wait(for: "mouse off")
    try terminal.quit()
  }
}
