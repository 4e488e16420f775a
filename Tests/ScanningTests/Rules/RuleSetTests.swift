import Sigma
import Testing

@testable import HitStore
@testable import Scanning

@Suite struct RuleSetTests {
  private func rule(_ title: String, id: String, more: String = "") -> String {
    """
    title: \(title)
    id: \(id)
    logsource: {product: aws, service: cloudtrail}
    detection:
        selection: {eventName: \(title)}
        condition: selection
    \(more)
    """
  }

  private func set(_ texts: String...) throws -> RuleSet {
    try RuleSet(
      files: texts.enumerated().map { RuleFile(text: $1, path: "\($0).yml") },
      placeholders: Placeholders())
  }

  private let ids = (1...3).map { "3f1c8a52-7f0e-4a53-9d8e-0b6a3b1f2c1\($0)" }

  @Test func rulesKnowTheirFileAndPlace() throws {
    let set = try set(
      rule("A", id: ids[0]), rule("B", id: ids[1]) + "\n---\n" + rule("C", id: ids[2]))
    #expect(set.rules.map(\.title) == ["A", "B", "C"])
    #expect(
      set.places == [
        .init(file: 0, indexInFile: 0), .init(file: 1, indexInFile: 0),
        .init(file: 1, indexInFile: 1),
      ])
    #expect(!set.hasErrors)
  }

  @Test func oneRuleThatIsNotValidCostsNoOther() throws {
    let set = try set("title: broken\n", rule("B", id: ids[1]))
    #expect(set.rules.map(\.title) == ["B"])
    #expect(set.hasErrors)
  }

  /// The path is added to the id of the second file's rule; verdicts in older journals stay with
  /// the first one.
  @Test func twoRulesWithOneIDBothRun() throws {
    let set = try set(rule("A", id: ids[0]), rule("B", id: ids[0]), rule("C", id: ids[1]))
    #expect(set.rules.map(\.title) == ["A", "B", "C"])
    #expect(set.rules.map(\.identity) == [ids[0], ids[0] + "@1.yml", ids[1]])
    #expect(set.rules.map(\.identityInFile) == [ids[0], ids[0], ids[1]])
    #expect(!set.hasErrors)
    let message = try #require(set.diagnostics.first { $0.severity == .warning }).message
    #expect(message.contains("“B”") && message.contains("“A”") && message.contains("0.yml"))
  }

  @Test func twoRulesWithOneIDInOneFileBothRun() throws {
    let both = rule("A", id: ids[0]) + "\n---\n" + rule("B", id: ids[0])
    let set = try set(both, both)
    #expect(set.rules.map(\.title) == ["A", "B", "A", "B"])
    #expect(Set(set.rules.map(\.identity)).count == 4)
    #expect(
      set.rules.map(\.identity) == [ids[0], ids[0] + "#2", ids[0] + "@1.yml", ids[0] + "#2@1.yml"])
    #expect(!set.hasErrors)
    #expect(
      set.diagnostics.contains {
        $0.severity == .warning && $0.message.contains("two rules of the file")
      })
  }

  @Test func aHitIDKeepsAPathThatIsInIt() {
    let id = HitID(rule: ids[0] + "@rules/aws/b.yml", event: "e")
    #expect(HitID(id.description) == id)
    #expect(Rule.identityInFile(id.rule, path: "rules/aws/b.yml") == ids[0])
    #expect(Rule.identityInFile(ids[0], path: "rules/aws/b.yml") == ids[0])
  }

  @Test func theIDThatIsTakenIsPointedAt() throws {
    let set = try set(rule("A", id: ids[0]), rule("B", id: ids[0]))
    #expect(set.diagnostics.map(\.file) == ["1.yml"])
    #expect(set.diagnostics.map(\.position?.line) == [2])
  }

  @Test func rulesForOtherLogsAreLeftOutAndSaidSo() throws {
    let windows = rule("B", id: ids[0]).replacing(
      "{product: aws, service: cloudtrail}", with: "{product: windows, service: security}")
    let files = [rule("A", id: ids[0]), windows].enumerated().map {
      RuleFile(text: $1, path: "\($0).yml")
    }
    let set = try RuleSet(files: files, placeholders: Placeholders())
    #expect(set.rules.map(\.title) == ["A"])
    #expect(!set.hasErrors)
    let note = try #require(set.otherLogSources.first)
    #expect(set.diagnostics == [note])
    #expect(note.severity == .note)
    #expect(note.message.contains("“B”") && note.message.contains("product: windows"))
    #expect(note.file == "1.yml" && note.position?.line == 3)

    let any = try RuleSet(files: [files[1]], placeholders: Placeholders(), anyLogSource: true)
    #expect(any.rules.map(\.title) == ["B"])
    #expect(any.diagnostics.isEmpty)
  }

  @Test func aPlaceholderInARuleForOtherLogsIsNotMissed() throws {
    let windows = rule("A", id: ids[0]).replacing("aws", with: "windows").replacing(
      "service: cloudtrail", with: "service: x"
    ).replacing("eventName: A", with: "'user|expand': '%admins%'")
    let set = try set(windows)
    #expect(!set.hasErrors)
    #expect(set.otherLogSources.count == 1)
  }

  @Test func manyProblemsOfOneFileAreCounted() throws {
    let text = (0..<250).map { _ in
      "title: A\nlogsource: {product: aws}\ndetection: {s: {a: 1}, condition: s}\n"
    }
    let set = try set(text.joined(separator: "---\n"))
    #expect(set.rules.count == 250)
    #expect(set.diagnostics.count == 101)
    #expect(set.diagnostics.last?.message == "and 149 more warnings in this file")
  }

  @Test func filtersOfAnotherFileNarrowTheRule() throws {
    let filter = """
      title: Known
      logsource: {product: aws, service: cloudtrail}
      filter:
          rules: [\(ids[0])]
          selection: {awsRegion: us-east-1}
          condition: not selection
      """
    let set = try set(rule("A", id: ids[0]), filter)
    #expect(set.rules.map(\.filters.count) == [1])
    #expect(!set.hasErrors)
  }

  @Test func theMostTellingFieldsStandFirst() throws {
    let named = try set(
      rule("A", id: ids[0], more: "fields: [eventName, sourceIPAddress, eventTime, requestID]"))
    #expect(
      named.columns == [
        "eventTime", "awsRegion", "eventName", "userIdentity.arn", "sourceIPAddress", "userAgent",
        "requestID",
      ])
    let unnamed = try set(rule("A", id: ids[0]))
    #expect(
      unnamed.columns == [
        "eventTime", "awsRegion", "eventName", "userIdentity.arn", "sourceIPAddress", "userAgent",
      ])
  }
}
