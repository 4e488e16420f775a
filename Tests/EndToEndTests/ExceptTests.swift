import Foundation
import Testing

/// `trailsift except`, `allow` and `disallow`: exceptions in the rule, in a filter file, in
/// placeholder values.
@Suite struct ExceptTests {
  private let folder: Folder
  private let rule: String

  init() throws {
    folder = try Folder()
    rule = folder.path + "/rule.yml"
    try Self.text.write(toFile: rule, atomically: true, encoding: .utf8)
    try Self.events.write(toFile: folder.path + "/events.json", atomically: true, encoding: .utf8)
  }

  private static let text = """
    title: Users made
    id: 3f1c8a52-7f0e-4a53-9d8e-0b6a3b1f2c11
    date: 2025-01-01
    logsource:
        product: aws
        service: cloudtrail
    detection:
        selection:
            eventName: CreateUser
        # The directory sync
        filter_main_sync:
            userIdentity.userName: sync
        condition: selection and not filter_main_sync

    """

  private static let events = ["sync", "kim", "kim", "lee*"].enumerated().map { index, user in
    """
    {"eventVersion":"1.09","eventID":"\(index)","eventName":"CreateUser","eventSource":"iam.amazonaws.com",\
    "eventTime":"2025-11-02T14:00:00Z","awsRegion":"us-east-1","userIdentity":{"userName":"\(user)"}}
    """
  }.joined(separator: "\n")

  private func run(_ arguments: String..., date: String = "1767225600") throws -> Program.Outcome {
    try Program.trailsift(
      arguments, in: folder, environment: ["SOURCE_DATE_EPOCH": date, "USER": "kim"])
  }

  private func current(_ path: String? = nil) throws -> String {
    try String(contentsOfFile: path ?? rule, encoding: .utf8)
  }

  /// A value that is not a network is a usage error: nothing is read, and nothing is written.
  @Test(arguments: [
    ("10.0.0.0/99", "not a network"), ("300.1.1.1/8", "not a network"), ("", "not a network"),
    ("2001:db8::/129", "not a network"), ("10.0.0.5/8", "write 10.0.0.0/8"),
  ]) func aNetworkThatIsNoneIsRefused(network: String, message: String) throws {
    let test = "sourceIPAddress|cidr=" + network
    for arguments in [
      ["--where", test], ["--where", "sourceIPAddress|cidr=10.0.0.0/8", "--where", test],
      ["--change", "filter_main_sync", "--also", test],
    ] {
      let outcome = try Program.trailsift(["except", rule] + arguments, in: folder)
      #expect(outcome.status == 64)
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
      #expect(try current() == Self.text)
    }
  }

  @Test func anExceptionIsAddedListedWidenedAndRemoved() throws {
    let logs = folder.path + "/events.json"
    let added = try run(
      "except", rule, "--where", "userIdentity.userName=lee*", "--expires", "2026-01-31", "--logs",
      logs, "--reason", "joins")
    #expect(added.status == 0)
    #expect(added.errors.contains("silences 1 hit, leaves 2"))
    #expect(try current().contains("    # expires: 2026-01-31\n    filter_main_lee:\n"))
    #expect(try current().contains("userIdentity.userName: 'lee\\*'"))

    let listed = try run("except", rule, "--list", "--logs", logs, "--format", "json")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(listed.output.utf8)) as? [String: Any])
    let exceptions = try #require(document["exceptions"] as? [[String: Any]])
    #expect(exceptions.map { $0["name"] as? String } == ["filter_main_sync", "filter_main_lee"])
    #expect(exceptions.map { $0["silenced"] as? Int } == [1, 1])
    #expect(exceptions.map { $0["expires"] as? String } == [nil, "2026-01-31"])
    #expect(exceptions.map { $0["comments"] as? [String] }.first == ["The directory sync"])

    let widened = try run(
      "except", rule, "--change", "lee", "--also", "userIdentity.userName=kim", "--logs", logs)
    #expect(widened.errors.contains("silences 2 hits, leaves 0"))
    let narrowed = try run(
      "except", rule, "--change", "lee", "--where", "awsRegion|startswith=eu-", "--expires",
      "never")
    #expect(narrowed.status == 0)
    #expect(!(try current()).contains("expires"))
    #expect(try current().contains("awsRegion|startswith: eu-"))

    #expect(try run("except", rule, "--remove", "lee").status == 0)
    let changed = Self.text.split(separator: "\n")
    #expect(
      try current().split(separator: "\n").filter { !$0.hasPrefix("modified:") } == changed)
  }

  @Test func whatExpiredIsReported() throws {
    _ = try run(
      "except", rule, "--where", "userIdentity.userName=lee", "--expires", "2026-01-31")
    #expect(try run("check", rule).errors.contains("0 warnings"))
    let late = try run("check", rule, date: "1770000000")
    #expect(late.status == 0)
    #expect(late.errors.contains("the exception 'filter_main_lee' expired on 2026-01-31"))
    let json = try run("check", rule, "--format", "json", date: "1770000000")
    #expect(json.output.contains("\"severity\":\"warning\""))
    #expect(
      try run("except", rule, "--list", date: "1770000000").output.contains("EXPIRED 2026-01-31"))
  }

  @Test func aFilterFileTakesTheEditsAndTheRuleStays() throws {
    let filters = folder.path + "/filters.yml"
    let logs = folder.path + "/events.json"
    let added = try run(
      "except", rule, "--where", "userIdentity.userName=kim", "--edits-to", filters, "--logs", logs)
    #expect(added.status == 0)
    #expect(added.errors.contains("silences 2 hits, leaves 1"))
    #expect(try current() == Self.text)
    let dry = try run(
      "allow", rule, "--region", "eu-west-1", "--edits-to", filters, "--dry-run")
    #expect(dry.output.contains("+    filter_main_allowed_regions:"))
    #expect(!(try current(filters)).contains("eu-west-1"))
    let listed = try run("except", rule, "--list", "--edits-to", filters)
    #expect(listed.output.contains("filter_main_kim  \(filters):"))
    #expect(try run("check", rule, filters).status == 0)
    #expect(
      try run("except", rule, "--remove", "kim", "--edits-to", filters).status == 0)
    #expect(!FileManager.default.fileExists(atPath: filters))
    let refused = try run("except", rule, "--remove", "sync", "--edits-to", filters)
    #expect(refused.status == 74 || refused.status == 73)
    #expect(refused.errors.contains("sync is in the rule itself"))
  }

  @Test func theValuesOfAPlaceholderAreChangedInTheirFile() throws {
    let values = folder.path + "/values.yml"
    try "home: [us-east-1] # here\n".write(toFile: values, atomically: true, encoding: .utf8)
    let text = Self.text.replacing(
      "userIdentity.userName: sync", with: "awsRegion|expand: '%home%'")
    try text.write(toFile: rule, atomically: true, encoding: .utf8)
    #expect(
      try run("allow", rule, "--region", "eu-west-1", "--placeholders", values).status == 0)
    #expect(try current(values) == "home: [us-east-1, eu-west-1] # here\n")
    #expect(
      try run("disallow", rule, "--region", "us-east-1", "--placeholders", values).status == 0)
    #expect(try current(values) == "home: [eu-west-1] # here\n")
    #expect(try current() == text)
    let refused = try run("allow", rule, "--region", "eu-west-1", "--define", "home=us-east-1")
    #expect(refused.status != 0 && refused.errors.contains("--define gives them"))
  }

  @Test func aWrongCommandLineIsExplained() throws {
    for arguments in [
      [], ["--list", "--remove", "x"], ["--also", "a=b"], ["--where", "=x"], ["--where", "a|re=x"],
      ["--change", "x"], ["--where", "a=b", "--expires", "soon"],
    ] {
      let outcome = try Program.trailsift(["except", rule] + arguments, in: folder)
      #expect(outcome.status == 64, "\(arguments)")
    }
    #expect(try current() == Self.text)
  }
}
