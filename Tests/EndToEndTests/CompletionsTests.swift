import Foundation
import Testing

/// What the shells offer. The scripts pass the words on, and the program answers.
@Suite struct CompletionsTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  /// The flags, and the candidates without their descriptions.
  private func offered(_ words: String...) throws -> (flags: String, candidates: [String]) {
    let outcome = try Program.trailsift(["completions", "zsh", "--"] + words, in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    return (
      String(lines.first ?? ""),
      lines.dropFirst().map { String($0.split(separator: "\t")[0]) }
    )
  }

  @Test func subcommandsAndTopics() throws {
    #expect(try offered("sc").candidates == ["scan"])
    let first = try offered("")
    #expect(first.candidates.contains("help") && first.candidates.contains("completions"))
    #expect(first.flags == "files")
    #expect(try offered("help", "fi").candidates == ["filters"])
    #expect(try offered("help", "se").candidates == ["sessions"])
  }

  @Test func optionsOfTheSubcommand() throws {
    #expect(try offered("scan", "r", "logs", "--form").candidates == ["--format"])
    #expect(try offered("rule.yml", "logs", "--read").candidates == ["--read-only"])
    // Given once, it is not offered again, unless it may be repeated.
    #expect(try offered("scan", "--quiet", "r", "l", "--qui").candidates.isEmpty)
    #expect(try offered("scan", "--filters", "f", "r", "l", "--fil").candidates == ["--filters"])
    // Behind the terminator everything is a word.
    #expect(try offered("scan", "--", "--form").candidates.isEmpty)
  }

  @Test func valuesOfOptions() throws {
    #expect(try offered("scan", "r", "l", "--format", "c").candidates == ["csv", "count"])
    #expect(
      try offered("scan", "r", "l", "--format=c").candidates == ["--format=csv", "--format=count"])
    #expect(
      try offered("scan", "--columns", "eventTime,aws").candidates == ["eventTime,awsRegion"])
    #expect(
      !(try offered("scan", "--columns", "awsRegion,").candidates).contains("awsRegion,awsRegion"))
    #expect(try offered("allow", "r.yml", "--region", "ap-east").candidates.contains("ap-east-1"))
    #expect(
      try offered("scan", "--region", "ap-east-1,me-s").candidates == ["ap-east-1,me-south-1"])
    #expect(try offered("rule.yml", "--theme", "nor").candidates == ["nord"])
    let tests = try offered("except", "r.yml", "--where", "sourceIP")
    #expect(tests.candidates == ["sourceIPAddress="])
    #expect(tests.flags == "nospace")
    #expect(try offered("completions", "").candidates == ["bash", "zsh", "fish"])
    #expect(try offered("unbundle", "b", "").flags == "folders")
  }

  @Test func rulesExceptionsAndSessionsOfTheUser() throws {
    let rule = try folder.copy(of: Samples.rule, as: "rule.yml")
    let ids = try offered("explain", rule, "logs", "--rule-id", "").candidates
    #expect(ids.count == 1 && ids[0].count == 36)
    let added = try Program.trailsift(
      ["except", rule, "--where", "userAgent=x", "--name", "probe"], in: folder)
    #expect(added.status == 0, "\(added.errors)")
    #expect(
      try offered("except", rule, "--remove", "filter_main_p").candidates == ["filter_main_probe"])

    let sessions = folder.path + "/state/trailsift/sessions"
    try FileManager.default.createDirectory(
      atPath: sessions, withIntermediateDirectories: true)
    for name in ["2026-01-01T000000Z-a.jsonl", "2026-02-01T000000Z-b.jsonl"] {
      try "".write(toFile: sessions + "/" + name, atomically: true, encoding: .utf8)
    }
    let offered = try offered("replay", "")
    #expect(
      offered.candidates.map { $0.split(separator: "/").last?.prefix(7) } == ["2026-02", "2026-01"])
    #expect(offered.flags == "files")
  }

  /// bash splits words at `=` and `:`; what it gets back begins where its own word does.
  @Test func bashGetsTheRestOfItsOwnWord() throws {
    func reply(_ line: String, word: String) throws -> [Substring] {
      try Program.trailsift(["completions", "bash", "--", line, word], in: folder).output
        .split(separator: "\n", omittingEmptySubsequences: false).dropFirst().dropLast()
    }
    #expect(try reply("trailsift scan r l --format=c", word: "c") == ["csv", "count"])
    #expect(try reply("trailsift scan 'my rule' l --format ", word: "").contains("ndjson"))
  }

  /// The script in a real bash, with the function that it defines.
  @Test func theScriptWorksInBash() throws {
    let script = try Program.trailsift(["completions", "bash"], in: folder).output
    try script.write(toFile: folder.path + "/completion", atomically: true, encoding: .utf8)
    let program = """
      source \(folder.path)/completion
      compopt() { :; }
      COMP_LINE='trailsift scan r l --format c'; COMP_POINT=${#COMP_LINE}
      _trailsift '\(Program.path)' c --format
      echo "${COMPREPLY[*]}"
      """
    let outcome = try Program.run("/bin/bash", ["-c", program])
    #expect(outcome.output == "csv count\n", "\(outcome.errors)")
  }
}

/// The first word of a command line.
@Suite struct FirstWordsTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  @Test func aMisspelledSubcommandIsSuggested() throws {
    let scna = try Program.trailsift(["scna", Samples.rule, Samples.logs], in: folder)
    #expect(scna.status == 64)
    #expect(scna.errors.contains("did you mean trailsift scan?"))
    let topic = try Program.trailsift(["help", "filtres"], in: folder)
    #expect(topic.status == 64)
    #expect(topic.errors.contains("did you mean trailsift help filters?"))
    let help = try Program.trailsift(["help", "--help"], in: folder)
    #expect(help.status == 0)
    #expect(help.output.contains("SUBCOMMANDS:"))
  }

  /// A file of that name is a rule, however near its name is.
  @Test func aFileIsNoSubcommand() throws {
    _ = try folder.copy(of: Samples.rule, as: "scann")
    let outcome = try Program.trailsift(
      ["scann", Samples.logs, "--quiet"], in: folder, at: folder.path)
    #expect(!outcome.errors.contains("did you mean"))
    #expect(outcome.output.split(separator: "\n").count == 151)
  }

  @Test func aloneItSaysWhatOneCanDo() throws {
    let terminal = try Terminal(in: folder, run: ["trailsift"])
    try terminal.wait("three things") {
      $0.contains("trailsift demo") && $0.contains("trailsift RULE LOG...")
        && $0.contains("trailsift help") && $0.contains("ended with status 0")
    }
  }
}
