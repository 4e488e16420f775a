import Foundation
import Testing

/// `trailsift check`: every error of every file, for people and for programs.
@Suite struct CheckTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func run(_ arguments: String...) throws -> Program.Outcome {
    try Program.trailsift(arguments, in: folder)
  }

  private func write(_ name: String, _ text: String) throws -> String {
    let path = folder.path + "/" + name
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  private static let broken = """
    title: Broken
    logsource: {product: aws}
    detection:
      selection:
        eventName|containz: Create
        userAgent|re: '(['
      unused:
        awsRegion: us-east-1
      condition: selecton
    """

  private struct Document: Decodable {
    struct Finding: Decodable, Equatable {
      let file: String
      let line, column, length: Int?
      let severity, category, message: String
      let advice: String?
    }
    struct Sums: Decodable, Equatable {
      let files, rules, errors, warnings: Int
    }
    let diagnostics: [Finding]
    let sums: Sums
  }

  private func document(_ outcome: Program.Outcome) throws -> Document {
    try JSONDecoder().decode(Document.self, from: Data(outcome.output.utf8))
  }

  @Test func jsonTellsEveryErrorOfAFileWithItsPlace() throws {
    let path = try write("broken.yml", Self.broken)
    let outcome = try run("check", path, "--format", "json")
    #expect(outcome.status == 65)
    #expect(outcome.errors.isEmpty)
    let found = try document(outcome)
    let errors = found.diagnostics.filter { $0.severity == "error" }
    #expect(errors.map(\.line) == [5, 6, 9])
    #expect(errors.map(\.column) == [15, 21, 14])
    #expect(errors.map(\.length) == [8, 1, 8])
    #expect(errors.map(\.category) == ["invalid", "invalid", "invalid"])
    #expect(errors.first?.advice == "did you mean 'contains'?")
    #expect(found.sums.errors == 3)
    #expect(found.sums.warnings == found.diagnostics.count - 3)
    #expect(found.diagnostics.allSatisfy { $0.file == path })
  }

  @Test func jsonHasTheSameKeysEverywhere() throws {
    let path = try write("broken.yml", Self.broken)
    try Data([0xFF, 0xFE]).write(to: URL(fileURLWithPath: folder.path + "/latin.yml"))
    let outcome = try run("check", path, folder.path + "/latin.yml", "--format", "json")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(object.keys.sorted() == ["diagnostics", "sums"])
    let findings = try #require(object["diagnostics"] as? [[String: Any]])
    for finding in findings {
      #expect(
        finding.keys.sorted() == [
          "advice", "category", "column", "file", "length", "line", "message", "severity",
        ])
    }
    #expect(findings.first?["category"] as? String == "unreadable")
    #expect(findings.first?["line"] is NSNull)
  }

  @Test func aRuleWithoutErrorsHasSumsOnly() throws {
    let outcome = try run("check", Samples.rule, "--format", "json")
    #expect(outcome.status == 0)
    #expect(
      outcome.output
        == #"{"diagnostics":[],"sums":{"errors":0,"files":1,"other_logs":0,"rules":1,"warnings":0}}"#
        + "\n")
    let text = try run("check", Samples.rule)
    #expect(text.output.isEmpty)
    #expect(text.errors == "1 file, 1 rule that can run, 0 errors, 0 warnings\n")
  }

  @Test func namesThatCouldSteerATerminalAreEscaped() throws {
    let path = try write(
      "broken.yml", Self.broken.replacingOccurrences(of: "selecton", with: "\"a\\u009b\""))
    let outcome = try run("check", path, "--format", "json")
    #expect(outcome.output.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
    #expect(!outcome.output.unicodeScalars.contains("\u{9B}"))
    #expect(try document(outcome).diagnostics.contains { $0.message.contains("\u{9B}") })
  }

  /// One bad rule in a folder does not affect the others, neither here nor in a scan.
  @Test func aFolderWithABadRuleStillRunsTheOthers() throws {
    _ = try write("broken.yml", Self.broken)
    _ = try folder.copy(of: Samples.rule, as: "good.yml")
    let checked = try document(try run("check", folder.path, "--format", "json"))
    #expect(checked.sums.files == 2)
    #expect(checked.sums.rules == 1)
    let scanned = try run("scan", folder.path, Samples.logs, "--format", "count", "--quiet")
    #expect(scanned.output == "150\n")
    #expect(scanned.status == 65)
    #expect(scanned.errors.contains("broken.yml:5:15: error:"))
  }

  private static let doubtful = """
    title: Doubtful
    id: 9a0c7a34-0d0f-4b53-8f2e-5c4b1d7e9f02
    logsource: {product: aws, service: cloudtrail}
    detection:
      selection:
        EventName: CreateUser
        p_source: x
      condition: selection
    """

  @Test func warningsHaveTheirPlaceAndTheWayOut() throws {
    let path = try write("doubtful.yml", Self.doubtful)
    let text = try run("check", path)
    #expect(text.status == 0 && text.output.isEmpty)
    #expect(text.errors.contains("doubtful.yml:6:5: warning: no CloudTrail event has the field"))
    #expect(text.errors.contains("    EventName: CreateUser\n        ^~~~~~~~~\n"))
    #expect(text.errors.contains("did you mean 'eventName'?"))
    let found = try document(try run("check", path, "--format", "json"))
    #expect(found.sums == .init(files: 1, rules: 1, errors: 0, warnings: 2))
    #expect(found.diagnostics.map(\.category) == ["suspicious", "suspicious"])
    #expect(found.diagnostics.map(\.line) == [6, 7])
    #expect(found.diagnostics.map(\.length) == [9, 8])
  }

  @Test func strictMakesWarningsErrors() throws {
    let path = try write("doubtful.yml", Self.doubtful)
    #expect(try run("check", "--strict", path).status == 65)
    #expect(try run("check", "--strict", Samples.rule).status == 0)
  }

  /// Fields that a pipeline adds are named on the command line or in the configuration.
  @Test func knownFieldsAreNotDoubted() throws {
    let path = try write(
      "doubtful.yml", Self.doubtful.replacing("EventName", with: "p_any.name"))
    #expect(
      try run("check", "--strict", "--known-field", "p_any", "--known-field", "p_source", path)
        .status == 0)
    #expect(try run("check", "--strict", "--known-field", "p_any", path).status == 65)
    let settings = folder.path + "/config/trailsift/config.yml"
    try FileManager.default.createDirectory(
      atPath: folder.path + "/config/trailsift", withIntermediateDirectories: true)
    try "known_fields: [p_any, p_source]\n".write(
      toFile: settings, atomically: true, encoding: .utf8)
    let configured = try Program.trailsift(
      ["check", "--strict", path], in: folder,
      environment: ["XDG_CONFIG_HOME": folder.path + "/config"])
    #expect(configured.status == 0, "\(configured.errors)")
  }

  @Test func allowDoubtsAnUnknownRegion() throws {
    let path = try folder.copy(of: Samples.rule, as: "rule.yml")
    let doubted = try run("allow", path, "--region", "ap-east1", "--dry-run")
    #expect(
      doubted.errors.contains("ap-east1 is not a region known here; did you mean 'ap-east-1'?"))
    let known = try run("allow", path, "--region", "ap-southeast-7", "--dry-run")
    #expect(!known.errors.contains("known here"))
  }
}
