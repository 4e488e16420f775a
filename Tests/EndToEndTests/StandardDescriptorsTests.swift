import Foundation
import Testing

/// Closed or failing descriptors: the command does its work, and no file gets their output.
@Suite struct StandardDescriptorsTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func run(_ line: String) throws -> Program.Outcome {
    try Program.run(
      "/bin/sh", ["-c", line, Program.path, Samples.rule, Samples.logs, Samples.damaged],
      environment: ["HOME": folder.path, "TMPDIR": folder.path, "LANG": "C.UTF-8"])
  }

  @Test(arguments: ["2>&-", "2>/dev/full", "2</dev/null"])
  func warningsThatCannotBeWrittenAreLost(redirection: String) throws {
    let outcome = try run("\"$0\" scan --format count \"$1\" \"$2\" \"$3\" \(redirection)")
    #expect(outcome.status == 1)
    #expect(try #require(Int(outcome.output.dropLast())) >= 150)
    #expect(try run("\"$0\" scan --no-such \(redirection)").status == 64)
  }

  @Test(arguments: [">&-", "<&- >&-", "<&- >&- 2>&-"])
  func closedStandardOutputIsTold(redirection: String) throws {
    let stats = folder.path + "/stats.json"
    let outcome = try run(
      "\"$0\" scan --format ndjson --stats '\(stats)' \"$1\" \"$2\" \(redirection)")
    #expect(outcome.status == 74)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let text = String(decoding: try folder.bytes(name), as: UTF8.self)
      #expect(!text.contains("\"rule\":"), "hits in \(name)")
    }
  }

  @Test func aReaderThatLeavesEndsItQuietly() throws {
    let outcome = try run("\"$0\" scan --quiet --format ndjson \"$1\" \"$2\" | head -n 1 | wc -l")
    #expect(outcome.output.contains("1"))
    #expect(outcome.errors == "")
  }
}
