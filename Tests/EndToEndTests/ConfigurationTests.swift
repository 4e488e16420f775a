import Foundation
import Testing

/// The user's configuration file in the built program.
@Suite struct ConfigurationTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private var path: String { folder.path + "/.config/trailsift/config.yml" }

  private func configure(_ text: String, under base: String = "/.config") throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + base + "/trailsift", withIntermediateDirectories: true)
    try text.write(
      toFile: folder.path + base + "/trailsift/config.yml", atomically: true, encoding: .utf8)
  }

  private func keys() throws -> Program.Outcome { try Program.trailsift(["keys"], in: folder) }

  @Test func keysOfOnesOwnAreListed() throws {
    try configure("keys:\n  markFalsePositive: [F2, F3]\n  undo: F9\n")
    let outcome = try keys()
    #expect(outcome.status == 0)
    #expect(outcome.errors == "")
    #expect(outcome.output.contains(/F2 F3 +markFalsePositive/))
    #expect(outcome.output.contains(/F9 +undo/))
  }

  @Test func anUnknownCommandIsToldWithItsPlaceAndTheNearestName() throws {
    try configure("theme: nord\nkeys:\n  markFalsPositive: F2\n")
    let outcome = try keys()
    #expect(outcome.status == 1)
    #expect(
      outcome.errors == """
        \(path):3:3: error: no command 'markFalsPositive'
              markFalsPositive: F2
              ^~~~~~~~~~~~~~~~
          help: did you mean 'markFalsePositive'?

        """)
  }

  @Test(arguments: [
    ("them: nord", "1:1", "warning: no setting 'them'", "did you mean 'theme'?"),
    ("theme: nrod", "1:8", "no theme 'nrod'", "did you mean 'nord'?"),
    ("mouse: maybe", "1:8", "expected true or false", ""),
    ("columns: {a: b}", "1:10", "expected a list of names of fields", "such as"),
    ("clipboard: natve", "1:12", "no way to copy 'natve'", "'native'"),
    ("ambiguous_width: wide", "1:1", "warning: no setting 'ambiguous_width'", "'ascii: true'"),
    ("[a]: b", "1:1", "warning: a setting is a word", "settings are"),
    ("ascii: 3", "1:8", "expected true or false", ""),
    ("keys: [a]", "1:7", "expected a mapping of commands to keys", "such as"),
    ("keys: {undo: Fx}", "1:14", "no key 'Fx'", "keys are"),
    ("keys: {undo: M-u}", "1:14", "warning: M-u can't be used", "such as F2"),
    ("keys: {undo: [F9, Alt-x]}", "1:19", "warning: Alt-x can't be used", "such as F2"),
    ("keys: {undo: F5, redo: F5}", "1:18", "F5 is given to undo already", "give redo another key"),
    ("keys: {undo: t}", "1:8", "markTruePositive has no key any more: undo took it", ""),
    ("keys: {submitText: k}", "1:20", "characters are typed", "F2 or ^K"),
    ("keys: {undo: [q, ^C]}", "1:7", "quit would have no key left", ""),
    ("- theme", "1:1", "the file is not a mapping of settings", "theme: nord"),
    ("theme: [", "", "error", ""),
  ])
  func whatIsWrongIsToldAndTheRestHolds(
    text: String, place: String, message: String, help: String
  ) throws {
    try configure(text + "\n")
    let outcome = try keys()
    #expect(outcome.status == (outcome.errors.contains(": error: ") ? 1 : 0))
    #expect(outcome.errors.hasPrefix("\(path):\(place)"), "\(outcome.errors)")
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
    if !help.isEmpty { #expect(outcome.errors.contains(help), "\(outcome.errors)") }
    #expect(outcome.output.contains("allowRegion"))
  }

  @Test func anEmptyFileAndNoFileSayNothing() throws {
    #expect(try keys().errors == "")
    for text in ["", "# nothing yet\n", "---\n"] {
      try configure(text)
      #expect(try keys().errors == "")
    }
  }

  /// A path that is not a file is not waited for, and the defaults apply.
  @Test func aPipeInItsPlaceIsPassedOver() throws {
    try configure("")
    try FileManager.default.removeItem(atPath: path)
    #expect(mkfifo(path, 0o600) == 0)
    let outcome = try keys()
    #expect(outcome.status == 0)
    #expect(outcome.errors == "\(path): warning: not used: it is a named pipe, not a file\n")
    #expect(outcome.output.contains("allowRegion"))
  }

  @Test func hostileTextInItIsHarmless() throws {
    try configure("\"\\e]52;c;QQ==\\a\": 1\n")
    let outcome = try keys()
    #expect(outcome.errors.contains("␛]52"))
    #expect(!outcome.errors.contains("\u{1B}"))
  }

  /// The workbench opens with a bad file, and reports it on the screen.
  @Test func theWorkbenchOpensAndSaysWhatIsWrong() throws {
    try configure("mouse: perhaps\nkeys: {markTruePositive: p}\n", under: "/config")
    let terminal = try Terminal(
      in: folder, run: ["trailsift", Samples.rule, Samples.logs, "--read-only"])
    try terminal.wait(for: "config.yml:1:8: expected true or false")
    try terminal.wait("the hits") { $0.contains("150 hits") && !$0.contains(" %") }
    try terminal.press("p")
    try terminal.wait(for: "1 TP")
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")
  }

  /// The workbench's own files may be damaged too: it reports this, continues, and replaces them.
  @Test func brokenColumnsAreReportedAndChosenAgain() throws {
    let remembered = folder.path + "/state/trailsift/columns.json"
    try FileManager.default.createDirectory(
      atPath: folder.path + "/state/trailsift", withIntermediateDirectories: true)
    for text in ["{\"02538534", "[1, 2]", "\u{0}\u{1}\u{2}", ""] {
      try text.write(toFile: remembered, atomically: true, encoding: .utf8)
      let terminal = try Terminal(
        columns: 200, in: folder, judging: Samples.rule, with: ["--read-only"])
      try terminal.wait(for: "columns.json cannot be read; using the rule's own columns")
      try terminal.press("t")
      try terminal.wait(for: "1 TP")
      try terminal.press("C")
      try terminal.wait(for: "columns: Space")
      try terminal.press("j", "Space", "Enter")
      try terminal.wait("fewer columns") { !$0.contains("awsRegion  ") && !$0.contains("┌") }
      try terminal.quit()
      #expect(try folder.bytes("state/trailsift/columns.json").count > 10)
      for session in folder.sessions { try FileManager.default.removeItem(atPath: session) }
    }
  }

  @Test func aBrokenThemeIsToldAndNotShown() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/config/trailsift/themes", withIntermediateDirectories: true)
    try "palette: [".write(
      toFile: folder.path + "/config/trailsift/themes/aaa.yaml", atomically: true, encoding: .utf8)
    let terminal = try Terminal(
      columns: 200, in: folder, judging: Samples.rule, with: ["--read-only"])
    try terminal.press("T")
    try terminal.wait(for: "│ aaa ")
    try terminal.press("j")
    try terminal.wait("why not") { $0.contains("aaa.yaml") && $0.contains("not YAML") }
    try terminal.press("Enter")
    try terminal.wait(for: "aaa could not be shown")
    try terminal.press("Escape")
    try terminal.wait("the list") { !$0.contains("┌") }
    try terminal.press("t")
    try terminal.wait(for: "1 TP")
    try terminal.quit()
  }
}
