import Sigma
import SourceYAML
import Testing

@testable import Scanning

/// Warnings about rules that can never match, and none about rules that can.
@Suite struct SuspicionsTests {
  /// Items of a search, or a complete detection from `detection:` on.
  private func warnings(_ detection: String, known: [String] = []) throws -> [Diagnostic] {
    let lines = detection.split(separator: "\n", omittingEmptySubsequences: false)
    let body =
      detection.contains("condition:")
      ? detection
      : (["  selection:"] + lines.map { "    " + $0 } + ["  condition: selection"])
        .joined(separator: "\n")
    let text = """
      title: T
      id: 11111111-2222-4333-8444-555555555555
      logsource: {product: aws, service: cloudtrail}
      detection:
      \(body)

      """
    let set = try RuleSet(
      files: [RuleFile(text: text, path: "t.yml")], placeholders: Placeholders(["a": ["x"]]))
    #expect(set.diagnostics.isEmpty, "\(set.diagnostics)")
    return set.suspicions(knownFields: known)
  }

  @Test(
    arguments: [
      // Fields.
      ("EventName: RunInstances", "'eventName'"), ("eventNames: RunInstances", "'eventName'"),
      ("awsregion: us-east-1", "'awsRegion'"), ("'eventName ': CreateUser", "'eventName'"),
      ("processName: cmd.exe", "--known-field processName"),
      ("UserIdentity.arn: x", "'userIdentity.arn'"),
      ("userIdentity.username: x", "'userIdentity.userName'"),
      ("userIdentity.sessioncontext.attributes.mfaAuthenticated: x", "sessionContext.attributes"),
      ("requestparameters.bucketName: x", "'requestParameters.bucketName'"),
      ("resources.arn: x", "'resources.ARN'"), ("userName: x", "'userIdentity.userName'"),
      ("resources[0].ARN: x", "'resources.ARN'"), ("resources{}.ARN: x", "'resources.ARN'"),
      ("resources[].ARN: x", "'resources.ARN'"), ("resources.0.ARN: x", "'resources.ARN'"),
      ("$.eventName: x", "'eventName'"),
      ("requestParameters.items[*].id: x", "Parameters.items.id"),
      ("userIdentity.arn|fieldref: requestparameters.arn", "'requestParameters.arn'"),
      ("source.ip|exists: true", "--known-field source.ip"),
      // Names of events and sources.
      ("eventName: iam:PassRole", "'PassRole', and 'eventSource: iam.amazonaws.com'"),
      ("eventName: ec2.amazonaws.com:RunInstances", "eventSource: ec2.amazonaws.com"),
      ("eventName|startswith: 's3:Get'", "'Get'"), ("eventName: iam.CreateUser", "'CreateUser'"),
      ("eventName: sts.amazonaws.com/AssumeRole", "'AssumeRole'"), ("eventName: 'iam:*'", "'*'"),
      ("eventName: runinstances", "'RunInstances'"),
      ("eventName: createUser", "no event is called"),
      ("eventName|cased: CREATEUSER", "never matches"),
      ("eventSource: ec2", "'ec2.amazonaws.com'"),
      ("eventSource: [iam.amazonaws.com, STS]", "'sts.amazonaws.com'"),
      ("eventSource: aws:s3", "'s3.amazonaws.com'"),
      ("eventSource: ec2.amazon.com", "ec2.amazonaws"),
      ("eventSource|endswith: amazon.com", "no event has the source"),
      // Blanks.
      ("eventName: 'DescribeInstances '", "'DescribeInstances'"),
      ("eventName: [RunInstances, ' StopInstances']", "'StopInstances'"),
      ("requestParameters.key|startswith: ' a'", "'a'"),
      ("requestParameters.key|endswith: \"a\\t\"", "'a'"),
      ("requestParameters.key: |\n  value", "'value'"),
      // Regions.
      ("awsRegion: us-east-7", "'us-east-"), ("awsRegion: eu-west1", "'eu-west-1'"),
      ("awsRegion: Frankfurt", "'eu-central-1'"), ("awsRegion: us-esat-1", "'us-east-1'"),
      ("awsRegion: us-east-1a", "'us-east-1'"), ("awsRegion: virginia", "'us-east-1'"),
      ("awsRegion: us_east_1", "'us-east-1'"),
      // Expressions.
      ("userAgent|re: '(?i)curl'", "'re|i'"), ("userAgent|re: 'x(?is:curl)'", "'re|i|s'"),
      ("userAgent|re: '(?-i)curl'", "modifiers after 're'"),
    ] as [(String, String)])
  func warned(items: String, says: String) throws {
    let warnings = try warnings(items)
    #expect(warnings.count == 1)
    let warning = try #require(warnings.first)
    #expect(warning.severity == .warning && warning.position != nil)
    #expect((warning.message + " " + (warning.advice ?? "")).contains(says), "\(warning)")
  }

  @Test(arguments: [
    "eventSource: iam.amazonaws.com\neventName: [CreateUser, 'Get*', '*', ConsoleLogin, POST]",
    "userIdentity.sessionContext.sessionIssuer.arn|endswith: ':role/x'\nrequestParameters.X|contains: ' a '",
    "edgeDeviceDetails: null\naddendum.reason: x\neventContext.tagContext: x\ninsightDetails.state: Start",
    "timeWindow.windowStart: x\nsummary.primaryDimension.dimension: x\naccountId: x\neventId: x",
    "requestParameters.a[b: x\nresponseElements.x.0.y: x\nrequestParameters.Filter.1.Name: x",
    "eventSource: '*.amazonaws.com'", "eventSource|endswith: .amazonaws.com",
    "eventSource|startswith: ec2", "eventSource|contains: iam", "eventSource: 'ec2*'",
    "eventSource: sts.amazonaws.com.cn", "eventSource|re: '^ec2'", "eventSource|expand: '%a%'",
    "awsRegion: 'ap-*'", "awsRegion|startswith: us-gov-", "awsRegion|expand: '%a%'",
    "awsRegion: [mx-central-1, ap-southeast-7, cn-north-1, us-iso-east-1, eusc-de-east-1]",
    // The next one of a known area, and areas and directions that may come.
    "awsRegion: [ap-southeast-8, eu-west-4, sa-west-1, me-west-1, nz-north-1, ca-east-1]",
    "awsRegion: ''", "userAgent|re|i: curl", #"userAgent|re: '\(?i\)[(?i)]x(?:y)'"#,
    "userAgent|startswith: 'curl '\nerrorMessage|contains: ' not '", "userAgent: '* x *'",
    "requestParameters.a: x", "eventName|re: '^(Get|List)'",
  ])
  func notWarned(items: String) throws {
    #expect(try warnings(items) == [])
  }

  @Test(
    arguments: [
      ("  a: {eventName: X}\n  condition: a and not a", "is required and excluded"),
      (
        "  a: {eventName: X}\n  b: {eventName: Y}\n  condition: a and b",
        "'eventName' cannot be 'X' and 'Y'"
      ),
      (
        "  a: {eventName: [X, Y]}\n  f: {eventName: [y, x, z]}\n  condition: a and not f",
        "excluded"
      ),
      (
        "  a: {eventName: CreateUser}\n  f: {eventName: 'create*'}\n  condition: not f and a",
        "exclud"
      ),
      (
        "  a: {eventName: CreateUser}\n  b: {eventName|startswith: Delete}\n  condition: all of them",
        "'CreateUser' and a text with wildcards"
      ),
      ("  a: {readOnly: true}\n  b: {readOnly: false}\n  condition: a and b", "true and false"),
      ("  a: {errorCode: null}\n  b: {errorCode: X}\n  condition: a and b", "missing"),
      ("  a: {eventName|all: [X, Y]}\n  condition: a", "cannot be"),
      ("  a: {eventName: X}\n  b: {eventName|neq: x}\n  condition: a and b", "excluded"),
      // Also where several values are possible: any of them is excluded.
      (
        "  a: {requestParameters.x: A}\n  f: {requestParameters.x: [a, b]}\n  condition: a and not f",
        "excluded"
      ),
      ("  a: [word]\n  condition: a and not a", "keyword"),
      ("  a: {eventName: X}\n  b: {eventName: Y}\n  condition: b or (a and b)", "cannot be"),
      (
        "  s_1: {eventName: X}\n  s_2: {eventName: Y}\n  condition: 1 of s_* and not (s_1 or s_2)",
        "excluded"
      ),
    ] as [(String, String)])
  func contradictions(detection: String, says: String) throws {
    let warnings = try warnings(detection)
    #expect(warnings.count == 1)
    #expect(warnings.first?.message.hasPrefix("the condition can never hold: ") == true)
    #expect(warnings.first?.message.contains(says) == true, "\(warnings)")
  }

  @Test(arguments: [
    "  a: {eventName: X}\n  filter_main_x: {userAgent: x}\n  condition: a and not 1 of filter_main_*",
    "  a: {eventName: [X, Y]}\n  f: {eventName: X}\n  condition: a and not f",
    "  a: {eventName: X}\n  b: {eventName: Y}\n  condition: a or b",
    "  a: {eventName: X}\n  b: {eventName: x}\n  condition: a and b",
    // Elements of a list may each be one.
    "  a: {requestParameters.x: A}\n  b: {requestParameters.x: B}\n  condition: a and b",
    "  a: {resources.ARN|contains: A}\n  b: {resources.ARN|endswith: B}\n  condition: a and b",
    "  a: {eventName: X}\n  f: {eventName: X, userAgent: x}\n  condition: a and not f",
    "  a: {eventName: X}\n  f: {eventName|cased: X}\n  condition: a and not f",
    "  a: {eventName|expand: '%a%'}\n  b: {eventName: Y}\n  condition: a and b",
    "  a: {eventName|re: '^X'}\n  b: {eventName: Y}\n  condition: a and b",
    "  a: {sourceIPAddress|cidr: 10.0.0.0/8}\n  b: {sourceIPAddress: 10.1.1.1}\n  condition: a and b",
    "  a: {errorCode: [null, X]}\n  b: {errorCode: X}\n  condition: a and b",
    "  a: {errorCode: null}\n  b: {errorCode|exists: true}\n  condition: not a and b",
  ])
  func noContradictions(detection: String) throws {
    #expect(try warnings(detection) == [])
  }

  /// The place is exactly that of the name or the value.
  @Test func placesAreExact() throws {
    let field = try #require(try warnings("'EventName|startswith': Create").first)
    #expect(field.position?.line == 6 && field.position?.column == 6 && field.length == 9)
    let value = try #require(try warnings("awsRegion: [us-east-1, eu-west1]").first)
    #expect(value.position?.line == 6 && value.position?.column == 28 && value.length == 8)
    let flags = try #require(try warnings("userAgent|re: 'ab(?i)c'").first)
    #expect(flags.position?.column == 22 && flags.length == 4)
  }

  @Test func knownFieldsAreNotDoubted() throws {
    #expect(try warnings("p_source: x\np_any.ip: y", known: ["p_source", "p_any"]) == [])
    #expect(try warnings("p_sourcex: x", known: ["p_source"]).count == 1)
    // Each unknown field is reported once.
    let twice = "  a: {p_x: 1}\n  b: {p_x: 2}\n  condition: a or b"
    #expect(try warnings(twice).count == 1)
  }

  /// Rules for other logs have other fields.
  @Test func rulesForOtherLogsAreNotDoubted() throws {
    let text = """
      title: T
      logsource: {product: windows, category: process_creation}
      detection: {s: {CommandLine: x}, condition: s and not s}
      """
    let set = try RuleSet(
      files: [RuleFile(text: text, path: "t.yml")], placeholders: Placeholders(),
      anyLogSource: true)
    #expect(set.suspicions(knownFields: []) == [])
  }

  @Test func filtersAndCorrelationsAreLookedAt() throws {
    let text = """
      title: T
      name: t
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: X}, condition: s}
      ---
      title: F
      logsource: {product: aws, service: cloudtrail}
      filter: {rules: [t], s: {useragent: x}, condition: not s}
      ---
      title: C
      correlation: {type: event_count, rules: [t], group-by: [username, awsRegion], timespan: 1m, condition: {gt: 1}}
      """
    let set = try RuleSet(
      files: [RuleFile(text: text, path: "t.yml")], placeholders: Placeholders())
    #expect(
      set.suspicions(knownFields: []).compactMap(\.position?.line) == [8, 11])
  }

  /// Checking even a large rule is quick.
  @Test func largeRulesAreNotJudged() throws {
    let searches = (0..<200).map { search in
      "  s\(search):\n"
        + (0..<20).map { "    - {eventName: A\($0), userAgent: b\($0)}\n" }.joined()
    }
    let all = (0..<200).map { "not s\($0)" }.joined(separator: " and ")
    #expect(try warnings(searches.joined() + "  condition: \(all)") == [])
  }
}
