import Foundation
import Testing

/// `trailsift explain`: why a rule matches an event, or why not.
@Suite struct ExplainTests {
  private let folder: Folder
  private let log: String

  init() throws {
    folder = try Folder()
    log = folder.path + "/log.json"
    let records = [
      #"{"eventVersion":"1.11","eventTime":"2026-02-01T00:00:00Z","eventSource":"ec2.amazonaws.com","eventType":"AwsApiCall","eventID":"e-1","eventName":"Run","awsRegion":"ap-east-1"}"#,
      #"{"eventVersion":"1.11","eventTime":"2026-02-01T00:00:00Z","eventSource":"ec2.amazonaws.com","eventType":"AwsApiCall","eventID":"e-2","eventName":"Run","awsRegion":"ap-east-1","userAgent":"ci"}"#,
      #"{"eventVersion":"1.11","eventTime":"2026-02-01T00:00:00Z","eventSource":"ec2.amazonaws.com","eventType":"AwsApiCall","eventID":"e-2","eventName":"Run","awsRegion":"ap-east-1","userAgent":"ci"}"#,
      #"{"eventVersion":"1.11","eventTime":"2026-02-01T00:00:00Z","eventSource":"ec2.amazonaws.com","eventType":"AwsApiCall","eventID":"e*","eventName":"Stop"}"#,
    ]
    try #"{"Records":[\#(records.joined(separator: ","))]}"#
      .write(toFile: log, atomically: true, encoding: .utf8)
    try """
    title: Calls
    logsource: {product: aws, service: cloudtrail}
    detection:
      selection:
        awsRegion: [ap-east-1, me-south-1]
      filter_ci:
        userAgent: ci
      condition: selection and not filter_ci

    """.write(toFile: folder.path + "/rule.yml", atomically: true, encoding: .utf8)
  }

  private func explain(_ event: String, _ more: String...) throws -> Program.Outcome {
    try Program.trailsift(
      ["explain", folder.path + "/rule.yml", log, "--event", event] + more, in: folder)
  }

  @Test func aMatchIsATreeOfWhatHolds() throws {
    let outcome = try explain("e-1")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      outcome.output == """
        Calls: matches
        event e-1  \(log)
        yes  and: all of
        yes  ├─ selection
        yes  │  └─ awsRegion is 'ap-east-1'
             │        found: 'ap-east-1'
        yes  └─ not
        no      └─ filter_ci
        no         └─ userAgent is missing
                         wanted: 'ci'


        """)
  }

  @Test func aRepeatedEventIsExplainedOnce() throws {
    let outcome = try explain("e-2")
    #expect(outcome.output.contains("Calls: does not match"))
    #expect(outcome.output.components(separatedBy: "filter_ci").count == 2)
    #expect(outcome.errors.contains("stands 2 times in the logs, always the same event"))
  }

  @Test func anEventIDIsNoPattern() throws {
    let outcome = try explain("e*")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("awsRegion is missing"))
    let none = try explain("e?")
    #expect(none.status == 66)
    #expect(none.errors.contains("no event has the eventID e?"))
  }

  @Test func jsonHasTheSameTree() throws {
    let outcome = try explain("e-2", "--format", "json")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(object["matched"] as? Bool == false)
    let condition = try #require(object["condition"] as? [String: Any])
    #expect(condition["kind"] as? String == "and")
    #expect(
      (condition["parts"] as? [[String: Any]])?.map { $0["holds"] as? Bool } == [true, false])
  }
}
