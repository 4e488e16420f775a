import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// `trailsift test`: the tests of rules, as text and for programs.
@Suite struct RuleTestsTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
    for name in ["rules", "regression_data"] {
      try FileManager.default.createDirectory(
        atPath: folder.path + "/" + name, withIntermediateDirectories: true)
    }
    try write("rules/root.yml", Self.rule)
    try write("regression_data/info.yml", Self.list)
    try write("regression_data/match.jsonl", Self.event("a", "curl") + Self.event("b", "ci-1"))
    try write("regression_data/silent.jsonl", Self.event("c", "ci-2"))
  }

  private static let rule = """
    title: Root, always
    id: 9a0c7a34-0d0f-4b53-8f2e-5c4b1d7e9f02
    logsource: {product: aws, service: cloudtrail}
    detection:
      selection:
        userIdentity.type: Root
      filter_ci:
        userAgent: ci-2
      condition: selection and not filter_ci
    regression_tests_path: regression_data/info.yml

    """

  private static let list = """
    rule_metadata:
      - id: 9a0c7a34-0d0f-4b53-8f2e-5c4b1d7e9f02
    regression_tests_info:
      - {name: 'stolen: key, 100%', type: json, match_count: 2, path: regression_data/match.jsonl}
      - {name: ci, type: json, match_count: 0, path: regression_data/silent.jsonl}
      - {name: windows, type: evtx, path: regression_data/windows.evtx}

    """

  private static func event(_ id: String, _ agent: String) -> String {
    """
    {"eventVersion":"1.11","eventID":"\(id)","eventTime":"2026-02-25T10:00:00Z",\
    "eventSource":"signin.amazonaws.com","eventName":"ConsoleLogin","awsRegion":"us-east-1",\
    "userIdentity":{"type":"Root"},"userAgent":"\(agent)"}

    """
  }

  private func write(_ name: String, _ text: String) throws {
    try text.write(toFile: folder.path + "/" + name, atomically: true, encoding: .utf8)
  }

  private func test(_ arguments: String...) throws -> Program.Outcome {
    try Program.trailsift(["test", folder.path + "/rules"] + arguments, in: folder)
  }

  /// A careless exception: all of ci instead of one runner.
  private func widenTheException() throws {
    try write("rules/root.yml", Self.rule.replacingOccurrences(of: ": ci-2", with: ": ci-*"))
  }

  @Test func testsThatPassSayNothingButTheirNumber() throws {
    let outcome = try test()
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("skipped Root, always"))
    #expect(outcome.errors == "3 tests of 1 rule: 2 passed, 1 skipped\n")
  }

  @Test func aLostEventIsNamedWithThePartThatLosesIt() throws {
    try widenTheException()
    let outcome = try test()
    #expect(outcome.status == 2)
    #expect(outcome.output.contains("stolen: key, 100%"))
    #expect(outcome.output.contains("1 of 2 events matches, but at least 2 events must match"))
    #expect(outcome.output.contains("event 2 (b): 2026-02-25T10:00:00Z"))
    #expect(outcome.output.contains("filter_ci excludes it  (line 7)"))
    #expect(outcome.output.contains("userAgent = ci-1  (matches ci-*)"))
  }

  @Test func githubShowsAFailureAtTheLineOfThatPart() throws {
    try widenTheException()
    let outcome = try test("--format", "github")
    let line = try #require(outcome.output.split(separator: "\n").first)
    #expect(line.hasPrefix("::error file="))
    #expect(
      line.contains("/rules/root.yml,line=7,title=Root%2C always%3A stolen%3A key%2C 100%25::"))
    #expect(line.contains("%0A"))
  }

  @Test func junitIsXMLWithASuiteForEachRule() throws {
    try widenTheException()
    let path = folder.path + "/out.xml"
    let outcome = try test("--format", "junit", "--output", path)
    #expect(outcome.status == 2)
    let document = try XMLTree(Data(contentsOf: URL(filePath: path)))
    #expect(
      document.counts == [
        "testsuites": 1, "testsuite": 1, "testcase": 3, "failure": 1, "skipped": 1,
      ])
    #expect(document.attributes["testsuites"]?["failures"] == "1")
    #expect(document.attributes["testsuite"]?["tests"] == "3")
  }

  @Test func jsonHasEveryTest() throws {
    try widenTheException()
    let outcome = try test("--format", "json")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let rule = try #require((object["rules"] as? [[String: Any]])?.first)
    let tests = try #require(rule["tests"] as? [[String: Any]])
    #expect(tests.map { $0["outcome"] as? String } == ["failed", "passed", "skipped"])
    #expect(tests.map { $0["match_count"] as? Int } == [2, 0, nil])
    let event = try #require((tests[0]["wrong"] as? [[String: Any]])?.first)
    #expect(event["event"] as? String == "b")
    let part = try #require((event["parts"] as? [[String: Any]])?.first)
    #expect(part["name"] as? String == "filter_ci")
    #expect(part["line"] as? Int == 7)
  }

  @Test func missingTestsFail() throws {
    try FileManager.default.removeItem(atPath: folder.path + "/regression_data/info.yml")
    let outcome = try test()
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("root.yml:10:24: error: the list of the rule's tests does not"))
  }

  @Test func aRuleThatCannotBeReadIsNoPass() throws {
    try write("rules/broken.yml", "title: x\ndetection: [\n")
    #expect(try test().status == 65)
  }
}

/// The elements of an XML document.
private final class XMLTree: NSObject, XMLParserDelegate {
  private(set) var counts: [String: Int] = [:]
  private(set) var attributes: [String: [String: String]] = [:]

  init(_ data: Data) throws {
    super.init()
    let parser = XMLParser(data: data)
    parser.delegate = self
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    counts[name, default: 0] += 1
    self.attributes[name] = attributes
  }
}
