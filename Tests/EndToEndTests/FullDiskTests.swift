import Foundation
import Testing

/// No room for a decision: the program says so, writes nothing in part, and continues when there is
/// room.
@Suite(.serialized) struct FullDiskTests {
  private let folder: Folder
  private let rule: String
  private let original: Data

  init() throws {
    folder = try Folder()
    rule = try folder.copy(of: Samples.rule, as: "rule.yml")
    original = try folder.bytes("rule.yml")
  }

  /// No file may grow, by a limit on the running process, which works for any user and disk.
  private func limitFiles(_ process: Int32, to bytes: String) throws {
    let outcome = try Program.run(
      "/usr/bin/env", ["prlimit", "--pid", "\(process)", "--fsize=\(bytes):"])
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test func decisionsThatCannotBeKeptAreNotMade() throws {
    let session = folder.path + "/session.jsonl"
    let terminal = try Terminal(
      columns: 132, in: folder, judging: rule, with: ["--session", session])
    let process = try terminal.process
    try terminal.press("t")
    try terminal.wait(for: "1 TP")
    try limitFiles(process, to: "0")
    // By default, the system's signal for this ends a program.
    kill(process, SIGXFSZ)

    try terminal.press("j", "b")
    try terminal.wait(for: "the session cannot be written, file too large; make room there")
    #expect(try terminal.screen.contains("1 TP · 149 open"))
    try terminal.press("a")
    try terminal.wait(for: "silences")
    try terminal.press("Enter")
    try terminal.wait("the reason, and the way out") {
      $0.contains("file too large") && $0.contains("Enter tries again")
    }
    #expect(try folder.bytes("rule.yml") == original)
    try expectReplay(
      of: folder.copy(of: session, as: "meanwhile.jsonl"), "1 decision in force, 1 hit judged")

    // Room again: Enter in the same dialog.
    try limitFiles(process, to: "unlimited")
    try terminal.press("Enter")
    try terminal.wait("the decision") { $0.contains("written") && !$0.contains("┌") }
    #expect(try folder.bytes("rule.yml") != original)
    try terminal.press("b")
    try terminal.wait(for: "1 benign")
    try terminal.quit()
    try expectReplay(of: session, "3 decisions in force, 2 hits judged")
  }

  private func expectReplay(of session: String, _ outcome: String) throws {
    let replay = try Program.trailsift(["replay", "--headless", session], in: folder)
    #expect(replay.status == 0, "\(replay.errors)")
    #expect(replay.output.contains(outcome), "\(replay.output)")
  }

  /// If the temporary folder is full, the hits so far can be judged.
  @Test func hitsThatCannotBeKeptStopTheScanAndSaySo() throws {
    let terminal = try Terminal(
      columns: 132, in: folder,
      run: [
        "bash", "-c", #"ulimit -f 64; exec "$0" "$@""#, Program.path, rule, Samples.logs,
      ])
    try terminal.wait("what happened, and what there is") {
      $0.contains("cannot keep hits in the temporary file: File too large")
        && $0.contains("stopped: ") && !$0.contains("150 hits")
    }
    try terminal.press("t")
    try terminal.wait(for: "1 TP")
    try terminal.press("q")
    // Some hits could not be judged.
    try terminal.wait(for: "ended with status 1")
  }

  @Test func whatPrintsSaysThatStandardOutputIsFull() throws {
    for arguments in [["scan", rule, Samples.logs], ["keys"]] {
      let outcome = try Program.run(
        "/bin/sh", ["-c", #"exec "$0" "$@" > /dev/full"#, Program.path] + arguments,
        environment: ["HOME": folder.path, "LANG": "C.UTF-8"])
      #expect(outcome.status == 74, "\(arguments)")
      #expect(outcome.errors.contains("standard output cannot be written: No space left on device"))
    }
  }

  /// A disk that is really full, if the system lets the user mount one.
  @Test(.enabled(if: FullDiskTests.canMount, "needs the right to mount in a user namespace"))
  func aDiskThatIsFullLosesNothing() throws {
    let disk = folder.path + "/disk"
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    let terminal = try Terminal(
      columns: 132, in: folder,
      run: ["unshare", "-Urm", "sh", "-c", Self.mounting, Program.path, disk, rule, Samples.logs])
    try terminal.wait("the end of the scan") { $0.contains("150 open") && !$0.contains(" %") }
    // Only the program's mount namespace has the disk.
    let seen = "/proc/\(try terminal.process)/root\(disk)"
    func read(_ name: String) throws -> Data {
      try Data(contentsOf: URL(fileURLWithPath: seen + "/" + name))
    }
    fill(seen + "/filler")
    let journal = try read("session.jsonl")
    try terminal.press("*")
    try terminal.wait(for: "150 marked")
    try terminal.press("t")
    try terminal.wait(for: "the session cannot be written, no space left on device")
    #expect(try terminal.screen.contains("150 open"))
    #expect(try read("session.jsonl") == journal)
    try terminal.press("Escape")
    try terminal.wait("no marks") { !$0.contains("marked") }
    try terminal.press("a")
    try terminal.wait(for: "silences")
    try terminal.press("Enter")
    try terminal.wait("the reason, and the way out") {
      $0.contains("pace left on device") && $0.contains("Enter tries again")
    }
    #expect(try read("rule.yml") == original)

    try FileManager.default.removeItem(atPath: seen + "/filler")
    try terminal.press("Enter")
    try terminal.wait("the decision") { $0.contains("written") && !$0.contains("┌") }
    #expect(try read("rule.yml") != original)
    try terminal.press("*", "t")
    try terminal.wait(for: "113 TP")
    try read("session.jsonl").write(to: URL(fileURLWithPath: folder.path + "/kept.jsonl"))
    try terminal.quit()
    try expectReplay(of: folder.path + "/kept.jsonl", "2 decisions in force, 113 hits judged")
  }

  private static let mounting = #"""
    mount -t tmpfs -o size=256k none "$1" && cp "$2" "$1/rule.yml" &&
    exec "$0" "$1/rule.yml" "$3" --session "$1/session.jsonl"
    """#

  private static let canMount: Bool = {
    let attempt = try? Program.run(
      "/usr/bin/env", ["unshare", "-Urm", "mount", "-t", "tmpfs", "none", "/mnt"])
    return attempt?.status == 0
  }()

  /// Until nothing more fits.
  private func fill(_ path: String) {
    let file = open(path, O_WRONLY | O_CREAT, 0o600)
    defer { close(file) }
    let page = [UInt8](repeating: 0, count: 4_096)
    while write(file, page, page.count) > 0 {}
  }
}
