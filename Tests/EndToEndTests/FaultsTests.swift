import Foundation
import Testing

/// Faults around the program: it reports them, loses nothing, and ends with the right exit status.
///
/// The tests may run as root, who can write any file: what must fail is made impossible instead.
@Suite(.serialized) struct FaultsTests {
  private let folder: Folder
  private let rule: String
  private let original: Data

  init() throws {
    folder = try Folder()
    rule = try folder.copy(of: Samples.rule, as: "rule.yml")
    original = try folder.bytes("rule.yml")
  }

  private func open(
    _ arguments: String..., environment: [String: String] = [:]
  ) throws -> Terminal {
    // Wide, so that messages with long paths fit on one line.
    try Terminal(
      columns: 132, in: folder, run: ["trailsift"] + arguments, environment: environment)
  }

  private func waitForScan(_ terminal: Terminal) throws {
    try terminal.wait("the end of the scan") { $0.contains("hits") && $0.contains("records in") }
  }

  /// A session with one region allowed and one true positive.
  private func makeSession(logs: String) throws -> String {
    let terminal = try open(rule, logs)
    try waitForScan(terminal)
    try terminal.press("a")
    try terminal.wait(for: "silences")
    try terminal.press("Enter")
    try terminal.wait("the decision") { $0.contains("allow region") && !$0.contains("silences") }
    try terminal.press("t")
    try terminal.wait(for: "true positive on 1 hit")
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")
    return try #require(folder.sessions.first)
  }

  private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  // MARK: - The rule

  @Test func aRuleDeletedWhileTheDialogIsOpenIsNamedAndNothingIsDecided() throws {
    let terminal = try open(rule, Samples.logs)
    try waitForScan(terminal)
    try terminal.press("a")
    try terminal.wait(for: "silences")
    try FileManager.default.removeItem(atPath: rule)
    try terminal.press("Enter")
    try terminal.wait(for: "may have been moved or deleted")
    #expect(!exists(rule))
    #expect(try terminal.screen.contains("150 hits"))

    // The file is restored, and then the edit works.
    try original.write(to: URL(fileURLWithPath: rule))
    try terminal.press("a")
    try terminal.wait(for: "silences")
    try terminal.press("Enter")
    try terminal.wait("the decision") { $0.contains("written") && !$0.contains("┌") }
    #expect(try folder.bytes("rule.yml") != original)
    try terminal.press("u")
    try terminal.wait(for: "150 hits")
    #expect(try folder.bytes("rule.yml") == original)
  }

  @Test func aRuleThatBecameAFolderIsNotReplaced() throws {
    let terminal = try open(rule, Samples.logs)
    try waitForScan(terminal)
    try terminal.press("f")
    try terminal.wait(for: "an exception for 1 hit")
    try terminal.press("Enter")
    try terminal.wait(for: "+ ")
    try FileManager.default.removeItem(atPath: rule)
    try FileManager.default.createDirectory(atPath: rule, withIntermediateDirectories: false)
    try terminal.press("Enter")
    try terminal.wait("the refusal") {
      $0.contains("not a regular file; give the path of a rule")
        && $0.contains("W writes the rule to another")
    }
    try terminal.press("Escape")
    try terminal.wait("the list") { !$0.contains("┌") }
    #expect(try terminal.screen.contains("150 open"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: rule).isEmpty)
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")
    #expect(folder.sessions.isEmpty)
  }

  /// The rule's path has the maximum length, so no other file fits beside it.
  @Test func aRuleInAFolderThatTakesNoOtherFileStaysAsItIs() throws {
    let longest = 4_095
    var deep = folder.path
    while deep.utf8.count + 201 < longest - 10 {
      deep += "/" + String(repeating: "d", count: 200)
    }
    deep += "/" + String(repeating: "d", count: longest - 10 - deep.utf8.count - 1)
    try FileManager.default.createDirectory(atPath: deep, withIntermediateDirectories: true)
    let rule = deep + "/r.yml"
    try original.write(to: URL(fileURLWithPath: rule))

    let edit = try Program.trailsift(
      ["allow", rule, "--region", "ap-east-1", "--logs", Samples.logs], in: folder)
    #expect(edit.status == 74)
    #expect(edit.errors.contains("nothing was written") || edit.errors.contains("not saved"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: rule)) == original)

    let terminal = try Terminal(
      columns: 132, in: folder,
      run: [
        "sh", "-c", #"cd "$1" && exec "$2" r.yml "$3""#, "sh", deep, Program.path, Samples.logs,
      ])
    try waitForScan(terminal)
    try terminal.press("a")
    try terminal.wait(for: "silences")
    try terminal.press("Enter")
    try terminal.wait(for: "not saved: ")
    #expect(try terminal.screen.contains("150 hits"))
    try terminal.press("Escape")
    try terminal.wait("the list") { !$0.contains("┌") }
    #expect(try Data(contentsOf: URL(fileURLWithPath: rule)) == original)
    try terminal.press("u")
    try terminal.wait(for: "nothing to undo")
    try terminal.press("j", "t")
    try terminal.wait(for: "1 TP")
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")

    // The journal has the attempt, and gives the current text.
    let session = try #require(folder.sessions.first)
    let replay = try Program.trailsift(["replay", "--headless", session], in: folder)
    #expect(replay.status == 0, "\(replay.errors)")
    #expect(replay.output.contains("1 decision in force, 1 hit judged"))
  }

  // MARK: - The logs

  @Test func aReplayWithoutItsLogsSaysWhatToDo() throws {
    let logs = try folder.copy(of: Samples.logs, as: "logs")
    let session = try makeSession(logs: logs)
    try FileManager.default.moveItem(atPath: logs, toPath: folder.path + "/moved")

    let terminal = try open("replay", session)
    try terminal.wait(for: "ended with status 66")
    #expect(try terminal.screen.contains("no such file or folder"))
    #expect(try terminal.screen.contains("--logs"))
    let again = try open("replay", session, "--logs", folder.path + "/moved", "--speed", "64")
    try again.wait(for: "1 TP")
    #expect(
      try Program.trailsift(["replay", "--headless", session], in: folder).status == 0)
  }

  @Test func aSessionWithoutItsLogsIsLeftAlone() throws {
    let logs = try folder.copy(of: Samples.logs, as: "logs")
    let session = try makeSession(logs: logs)
    let journal = try Data(contentsOf: URL(fileURLWithPath: session))
    let decided = try folder.bytes("rule.yml")
    try FileManager.default.moveItem(atPath: logs, toPath: folder.path + "/moved")
    let terminal = try open(rule, logs)
    try terminal.wait(for: "ended with status 66")
    #expect(try terminal.screen.contains("no such file or folder"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: session)) == journal)
    #expect(try folder.bytes("rule.yml") == decided)
  }

  /// Logs and rule were moved: the session finds the rule by its bytes, and says so.
  @Test func aSessionContinuesWithMovedLogsAndAMovedRule() throws {
    let logs = try folder.copy(of: Samples.logs, as: "logs")
    let session = try makeSession(logs: logs)
    let decided = try folder.bytes("rule.yml")
    try FileManager.default.moveItem(atPath: logs, toPath: folder.path + "/moved")
    let alone = try open("--session", session)
    let refusal = try alone.wait(for: "ended with status 66")
    #expect(unwrapped(refusal).contains("--logs says where it is now"))

    try FileManager.default.moveItem(atPath: rule, toPath: folder.path + "/other.yml")
    let terminal = try open(
      folder.path + "/other.yml", "--session", session, "--logs", folder.path + "/moved")
    try terminal.wait("the session") {
      $0.contains("1 TP") && $0.contains("silenced") && $0.contains("found by its bytes")
    }
    try terminal.press("u")
    try terminal.wait("the undone verdict") { !$0.contains("1 TP") }
    try terminal.press("u")
    try terminal.wait(for: "150 hits")
    #expect(try folder.bytes("other.yml") == original)
    try terminal.press("C-r")
    try terminal.wait("the redone edit") { $0.contains("redone") && !$0.contains("150 hits") }
    #expect(try folder.bytes("other.yml") == decided)
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")
    // Only the logs have to be given again.
    let again = try open("--session", session, "--logs", folder.path + "/moved")
    try again.wait("the session") { $0.contains("silenced") && $0.contains("is kept in") }
  }

  /// A message without the terminal's line breaks.
  private func unwrapped(_ screen: String) -> String {
    screen.replacingOccurrences(of: "\n", with: "")
  }

  // MARK: - The session

  @Test func withAFileInThePlaceOfTheSessionsNothingBegins() throws {
    try Data().write(to: URL(fileURLWithPath: folder.path + "/state"))
    let terminal = try open(rule, Samples.logs)
    let screen = try terminal.wait(for: "ended with status 73")
    #expect(unwrapped(screen).contains("--session FILE puts it elsewhere"))
    #expect(try folder.bytes("rule.yml") == original)
    let elsewhere = try open(rule, Samples.logs, "--session", folder.path + "/own.jsonl")
    try waitForScan(elsewhere)
    try elsewhere.press("t")
    try elsewhere.wait(for: "1 TP")
  }

  @Test func aJournalOfALaterFormatIsNeitherPlayedNorChanged() throws {
    let session = try makeSession(logs: Samples.logs)
    let later = folder.path + "/later.jsonl"
    try String(contentsOfFile: session, encoding: .utf8)
      .replacingOccurrences(of: #""trailsift_session":1"#, with: #""trailsift_session":2"#)
      .write(toFile: later, atomically: true, encoding: .utf8)
    let journal = try folder.bytes("later.jsonl")
    let decided = try folder.bytes("rule.yml")
    for mode in [["replay", later], ["replay", "--headless", later]] {
      let outcome = try Program.trailsift(mode, in: folder)
      #expect(outcome.status != 0)
      #expect(outcome.errors.contains("written by a later trailsift"))
    }
    let terminal = try open(rule, Samples.logs, "--session", later)
    let screen = try terminal.wait(for: "ended with status 74")
    #expect(unwrapped(screen).contains("was written by a later trailsift"))
    #expect(try folder.bytes("later.jsonl") == journal)
    #expect(try folder.bytes("rule.yml") == decided)
  }

  @Test func aSecondTrailsiftLeavesTheSessionToTheFirst() throws {
    let session = folder.path + "/session.jsonl"
    let first = try open(rule, Samples.logs, "--session", session)
    try waitForScan(first)
    try first.press("t")
    try first.wait(for: "1 TP")
    let second = try open(rule, Samples.logs, "--session", session)
    let refusal = try second.wait(for: "ended with status 74")
    #expect(unwrapped(refusal).contains("is open in another trailsift"))
    try first.press("j", "b")
    try first.wait(for: "1 benign")
    try first.press("q")
    try first.wait(for: "ended with status 0")
    let replay = try Program.trailsift(["replay", "--headless", session], in: folder)
    #expect(replay.status == 0, "\(replay.errors)")
    #expect(replay.output.contains("2 decisions in force, 2 hits judged"))
  }

  @Test func aTornLastLineIsReportedAndTheRestContinues() throws {
    let session = try makeSession(logs: Samples.logs)
    let handle = try #require(FileHandle(forWritingAtPath: session))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(#"{"seq":99,"t":9,"do":"markFalsePos"#.utf8))
    try handle.close()
    let terminal = try open(rule, Samples.logs)
    try terminal.wait(for: "! the last line is torn")
    try terminal.press("Enter")
    try terminal.wait("the session") { $0.contains("1 TP") && $0.contains("silenced") }
    try terminal.press("u")
    try terminal.wait("the undone verdict") { !$0.contains("1 TP") }
    try terminal.press("u")
    try terminal.wait(for: "150 hits")
    #expect(try folder.bytes("rule.yml") == original)
  }

  // MARK: - The rest of the machine

  @Test func withoutATemporaryFolderTheMessageNamesIt() throws {
    let terminal = try open(rule, Samples.logs, environment: ["TMPDIR": "/nowhere"])
    let screen = try terminal.wait(for: "ended with status 74")
    #expect(unwrapped(screen).contains("cannot make a temporary file in /nowhere"))
    #expect(folder.sessions.isEmpty)
    #expect(try folder.bytes("rule.yml") == original)
  }
}
