import Foundation
import Testing

/// `trailsift explain`: why a rule did or did not match one event.
@Suite struct ExplainTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func explain(_ arguments: String...) throws -> Program.Outcome {
    try Program.trailsift(["explain"] + arguments, in: folder)
  }

  private func write(_ name: String, _ text: String) throws -> String {
    let path = folder.path + "/" + name
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  private static let events = """
    {"eventVersion":"1.11","eventID":"by-service","eventTime":"2026-02-25T10:00:00Z",\
    "eventSource":"iam.amazonaws.com","eventName":"CreateUser","awsRegion":"us-east-1",\
    "userIdentity":{"type":"AWSService"}}
    {"eventVersion":"1.11","eventID":"by-person","eventTime":"2026-02-25T11:00:00Z",\
    "eventSource":"iam.amazonaws.com","eventName":"DeleteUser","awsRegion":"us-east-1",\
    "userIdentity":{"type":"IAMUser"},"userAgent":"\\u001b]52;c;ZXZpbA==\\u0007 kali"}
    {"eventID":"digest","digestStartTime":"2026-02-25T10:00:00Z","eventName":"CreateUser"}
    {"eventID":"insight","eventCategory":"Insight","eventName":"CreateUser"}
    {"eventVersion":"1.11","eventTime":"2026-02-25T12:00:00Z",\
    "eventSource":"iam.amazonaws.com","eventName":"CreateUser"}

    """

  private static let rule = """
    title: Users
    id: 9a0c7a34-0d0f-4b53-8f2e-5c4b1d7e9f02
    logsource: {product: aws, service: cloudtrail}
    detection:
      selection:
        eventName: [CreateUser, CreateLoginProfile]
        userAgent|contains|expand: '%tools%'
      filter_main_services:
        userIdentity.type: AWSService
      condition: selection and not 1 of filter_main_*
    """

  private static let simple = """
    title: Users
    id: 9a0c7a34-0d0f-4b53-8f2e-5c4b1d7e9f02
    logsource: {product: aws, service: cloudtrail}
    detection:
      selection:
        eventName: [CreateUser, CreateLoginProfile]
      filter_main_services:
        userIdentity.type: AWSService
      condition: selection and not 1 of filter_main_*
    """

  @Test func aFilterThatExcludesTheEventIsNamed() throws {
    let outcome = try explain(
      try write("rule.yml", Self.simple), try write("log.json", Self.events), "--event",
      "by-service")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      outcome.output == """
        event by-service
          2026-02-25T10:00:00Z iam.amazonaws.com CreateUser us-east-1
          \(folder.path)/log.json

        Users
          \(folder.path)/rule.yml
          does not match: filter_main_services excludes it
          no  and
          ├─ yes selection
          │  └─ yes eventName = CreateUser  (matches CreateUser)
          └─ no  not
             └─ yes 1 of filter_main_*
                └─ yes filter_main_services
                   └─ yes userIdentity.type = AWSService  (matches AWSService)

        """)
  }

  @Test func aTestThatFailsShowsWhatWasSeenAndWhatWasWanted() throws {
    let outcome = try explain(
      try write("rule.yml", Self.rule), try write("log.json", Self.events), "--event", "BY-Person",
      "--define", "tools=kali,pacu")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("does not match: selection does not hold"))
    #expect(
      outcome.output.contains(
        """
          ├─ no  selection
          │  ├─ no  eventName = DeleteUser  (wanted one of CreateUser,
          │  │        CreateLoginProfile)

        """))
    #expect(outcome.output.contains("yes userAgent|contains|expand = ␛]52;c;ZXZpbA==␇ kali"))
    #expect(!outcome.output.contains("\u{1B}"))
  }

  @Test func aFieldThatIsMissingIsCalledSo() throws {
    let outcome = try explain(
      try write("rule.yml", Self.rule), try write("log.json", Self.events), "--event",
      "by-service", "--define", "tools=kali")
    #expect(outcome.output.contains("no  userAgent|contains|expand is missing  (wanted %tools%)"))
  }

  /// The most common reason why a rule never fires.
  @Test func aFieldThatIsWrittenOtherwiseIsNamed() throws {
    let rule = Self.simple.replacingOccurrences(of: "    eventName:", with: "    eventname:")
      .replacingOccurrences(of: "userIdentity.type", with: "type")
    let outcome = try explain(
      try write("rule.yml", rule), try write("log.json", Self.events), "--event", "by-service")
    let flat = outcome.output.replacingOccurrences(
      of: #"\n[ │]+"#, with: " ", options: .regularExpression)
    #expect(flat.contains("eventname is missing"))
    #expect(flat.contains("CreateLoginProfile; the event has eventName)"), "\(flat)")
    #expect(flat.contains("(wanted AWSService; the event has userIdentity.type)"))
  }

  @Test func jsonHoldsTheWholeTree() throws {
    let outcome = try explain(
      try write("rule.yml", Self.simple), try write("log.json", Self.events), "--event",
      "by-service", "--format", "json")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(object["event"] as? String == "by-service")
    #expect(object["files"] as? [String] == [folder.path + "/log.json"])
    #expect(object["matched"] as? Bool == false)
    #expect(object["causes"] as? [[String: String]] == [["excludes": "filter_main_services"]])
    let condition = try #require(object["condition"] as? [String: Any])
    #expect(condition["kind"] as? String == "and")
    let parts = try #require(condition["parts"] as? [[String: Any]])
    #expect(parts.map { $0["holds"] as? Bool } == [true, false])
    let test = try #require((parts[0]["parts"] as? [[String: Any]])?.first)
    #expect(test["field"] as? String == "eventName")
    #expect(test["seen"] as? String == "CreateUser")
    #expect(test["matched_pattern"] as? String == "CreateUser")
    #expect(test["patterns"] as? [String] == ["CreateUser", "CreateLoginProfile"])
  }

  @Test func aSigmaFilterThatSilencesTheEventIsTheReason() throws {
    let rules = folder.path + "/rules"
    try FileManager.default.createDirectory(atPath: rules, withIntermediateDirectories: true)
    _ = try write("rules/rule.yml", Self.simple)
    _ = try write(
      "rules/filter.yml",
      """
      title: Known tools
      logsource: {product: aws, service: cloudtrail}
      filter:
        rules: any
        selection: {awsRegion: us-east-1}
        condition: not selection
      """)
    let outcome = try explain(
      rules,
      try write(
        "log.json", Self.events.replacingOccurrences(of: "AWSService", with: "IAMUser")),
      "--event", "by-service")
    let flat = outcome.output.replacingOccurrences(
      of: #"\n +"#, with: " ", options: .regularExpression)
    #expect(
      flat.contains(
        "does not match: silenced by the Sigma filter “Known tools” in \(rules)/filter.yml"))
  }

  @Test func whatScansPassOverIsSaid() throws {
    let rule = try write("rule.yml", Self.simple)
    let log = try write("log.json", Self.events)
    let digest = try explain(rule, log, "--event", "digest")
    #expect(digest.output.contains("--any-record matches it too"))
    #expect(digest.output.contains("\n  would match\n"))
    let any = try explain(rule, log, "--event", "digest", "--any-record")
    #expect(any.output.contains("\n  matches\n"))
    // Insights events are events.
    let insight = try explain(rule, log, "--event", "insight")
    #expect(insight.output.contains("\n  matches\n"))
    let late = try explain(rule, log, "--event", "by-service", "--since", "2026-02-26")
    #expect(late.output.contains("its time is not within --since and --until"))
  }

  @Test func anEventThatOccursTwiceIsExplainedOnceForEachContent() throws {
    let rule = try write("rule.yml", Self.simple)
    let logs = folder.path + "/logs"
    try FileManager.default.createDirectory(atPath: logs, withIntermediateDirectories: true)
    _ = try write("logs/a.json", Self.events)
    _ = try write("logs/b.json", Self.events)
    let same = try explain(rule, logs, "--event", "by-person")
    #expect(same.status == 0)
    #expect(same.errors.contains("occurs 2 times, each time with the same content"))
    #expect(same.output.components(separatedBy: "does not match").count == 2)
    #expect(same.output.contains("logs/a.json\n") && same.output.contains("logs/b.json\n"))

    _ = try write("logs/b.json", Self.events.replacingOccurrences(of: "Delete", with: "Create"))
    let other = try explain(rule, logs, "--event", "by-person", "--jobs", "2")
    #expect(other.output.components(separatedBy: "event by-person").count == 3)
  }

  @Test func anEventThatDoesNotStandThereIsAnError() throws {
    let outcome = try explain(
      try write("rule.yml", Self.simple), try write("log.json", Self.events), "--event", "by-*")
    #expect(outcome.status == 66)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("no record has the eventID by-*: 5 records in 1 file"))
  }

  @Test func standardInputIsRead() throws {
    let rule = try write("rule.yml", Self.simple)
    let log = try write("log.json", Self.events)
    let outcome = try Program.run(
      "/bin/sh", ["-c", "cat '\(log)' | '\(Program.path)' explain '\(rule)' - --event by-service"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("\n  -\n"))
    #expect(outcome.output.contains("filter_main_services excludes it"))
  }

  @Test func aRuleThatIsBrokenKeepsNoOtherFromBeingExplained() throws {
    let rules = folder.path + "/rules"
    try FileManager.default.createDirectory(atPath: rules, withIntermediateDirectories: true)
    _ = try write("rules/a.yml", Self.simple)
    _ = try write("rules/b.yml", "title: broken\ndetection: 1\n")
    let log = try write("log.json", Self.events)
    let outcome = try explain(rules, log, "--event", "by-service")
    #expect(outcome.status == 65)
    #expect(outcome.output.contains("filter_main_services excludes it"))
    #expect(try explain(rules, log, "--event", "by-service", "--rule-id", "x").status == 64)
  }
}
