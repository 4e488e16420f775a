import Basics
import Foundation
import HitStore
import RuleEditing
import Scanning
import Sessions
import Sigma
import TerminalScreen
import TestSupport
import Testing
import Triage
import TriageUI

@testable import WorkbenchRuntime

/// The whole workbench without a terminal, over rules in memory, whose saves a test can make fail.
///
///     let workbench = try TestWorkbench(events: [.call("kim", "ap-east-1"), …])
///     try workbench.press("a", "Enter")
///     #expect(workbench.state.list.shown.isEmpty)
final class TestWorkbench {
  let rules: TestRuleFiles
  private let workbench: Workbench
  private let feed: ScanFeed
  private var request: ScanRequest
  private(set) var effects: [Effect] = []
  private let folder: ScratchFolder
  /// The log of the session.
  var logPath: String { folder.path("events.json") }

  var state: State {
    get { workbench.state }
    set { workbench.state = newValue }
  }

  static let rulePath = "rules/regions.yml"

  init(
    events: [TestEvent], rule: String = TestRule.regions, columns: Int = 80, rows: Int = 24,
    replaying entries: [JournalEntry]? = nil, journalPath: String? = nil,
    otherRules: [(path: String, text: String)] = []
  ) throws {
    folder = try ScratchFolder()
    let texts = [(path: Self.rulePath, text: rule)] + otherRules
    let set = try RuleSet(
      files: texts.map { RuleFile(text: $0.text, path: $0.path) }, placeholders: Placeholders())
    let header = SessionHeader(
      tool: "trailsift test", author: "kim", started: "2025-11-13T02:13:20Z",
      rules: texts.map {
        .init(
          path: $0.path, absolutePath: $0.path, sha256: SHA256.hex(of: $0.text.utf8),
          text: $0.text)
      },
      logs: [.init(path: "events.json", absolutePath: "/events.json", bytes: 1)], options: .init())
    rules = TestRuleFiles(
      Dictionary(texts.map { ($0.path, $0.text) }, uniquingKeysWith: { first, _ in first }))
    var request = ScanRequest(
      matcher: set.matcher, logs: [folder.path("events.json")], columns: set.columns, jobs: 1)
    request.keepsInputOrder = true
    request.countsRegions = true
    request.correlations = set.correlations
    // Everything runs at once, on the thread that also reads and breaks the rules.
    nonisolated(unsafe) var session = OpenSession(
      SessionState(header: header), rules: set,
      edits: .storage(
        rules, .all, try journalPath.map { try Journal(creating: $0, header: header) }),
      spool: try Spool(), request: request,
      clock: SessionClock(fixedAt: 1_763_000_000_000),
      replay: entries.map { Replay(ReplayTimeline(header: header, entries: $0)) })
    session.state.size = Size(columns: columns, rows: rows)
    session.state.settings.clock = SessionClock(fixedAt: 0)
    self.request = request
    feed = session.feed
    workbench = Workbench(
      session, on: BlindDisplay(), Mailbox(wake: {}), keeping: .none, worksOnTheSpot: true)
    try scan(events, as: "events.json")
  }

  /// Hits of further events, as from a continuing scan.
  func more(_ events: [TestEvent]) throws { try scan(events, as: "more.json") }

  private func scan(_ events: [TestEvent], as name: String) throws {
    request.logs = [try folder.write(events.map(\.json).joined(separator: "\n"), to: name)]
    let feed = ScanFeed(
      scan: Scan(request), spool: feed.spool, rules: feed.rules, columns: feed.columns)
    for message in feed.messages().all {
      // Screens are compared with those from another folder.
      if case .scan(.started(_, let progress)) = message {
        send(.scan(.started(files: ["events.json"], progress)))
      } else {
        send(message)
      }
    }
  }

  /// Presses keys by name: `a`, `Enter`, `^D`, `Esc`, `Space`.
  func press(_ names: String..., sourceLocation: SourceLocation = #_sourceLocation) throws {
    for name in names {
      send(.key(try #require(Key(name: name), "no key \(name)", sourceLocation: sourceLocation)))
    }
  }

  func type(_ text: String) {
    for character in text { send(.key(.character(character))) }
  }

  /// Sends a message and carries out all that follows from it.
  func send(_ message: Message) { effects += workbench.send(message) }

  /// Plays the replay into a recording.
  func record(title: String, speed: Double) -> String {
    ReplayRecording(workbench: workbench)
      .record(title: title, speed: speed, theme: .terminal(on: .black), depth: .ansi16)
  }

  var screen: String { state.view().text }

  /// The rule file's text now.
  var ruleText: String { rules.texts[Self.rulePath] ?? "" }
}

/// A display without answers: tests set the themes.
private final class BlindDisplay: Display {
  func perform(_: Effect.Terminal) -> [Message] { [] }
}

/// Rule files in memory, whose saves a test can make fail.
final class TestRuleFiles: RuleStorage {
  /// Why nothing is saved.
  var refusal: String?
  private let files: RuleTextsInMemory

  init(_ texts: [String: String]) { files = RuleTextsInMemory(texts) }

  var texts: [String: String] { files.texts }

  func text(of path: String) throws(RuleStorageError) -> String { try files.text(of: path) }
  func exists(_ path: String) -> Bool { files.exists(path) }

  func save(
    _ text: String, to path: String, replacing sha256: String
  ) throws(RuleStorageError) {
    if let refusal { throw .failed(refusal) }
    try files.save(text, to: path, replacing: sha256)
  }

  func create(_ text: String, at path: String) throws(RuleStorageError) {
    if let refusal { throw .failed(refusal) }
    try files.create(text, at: path)
  }

  func remove(_ path: String, replacing sha256: String) throws(RuleStorageError) {
    try files.remove(path, replacing: sha256)
  }
}

/// An event for a test.
struct TestEvent {
  let json: String

  /// A call by a user of account 111122223333.
  static func call(
    _ user: String, _ region: String, event: String = "DescribeInstances", minute: Int = 0,
    address: String = "198.51.100.7", agent: String = "aws-cli/2.15.0", id: String? = nil
  ) -> TestEvent {
    let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    let time = "2025-11-02T\(two(minute / 60)):\(two(minute % 60)):00Z"
    let eventID = id ?? "\(user)-\(region)-\(event)-\(minute)"
    return TestEvent(
      json: """
        {"eventVersion":"1.09","userIdentity":{"type":"IAMUser",\
        "arn":"arn:aws:iam::111122223333:user/\(user)","accountId":"111122223333"},\
        "eventTime":"\(time)","eventSource":"ec2.amazonaws.com","eventName":"\(event)",\
        "awsRegion":"\(region)","sourceIPAddress":"\(address)","userAgent":"\(agent)",\
        "requestParameters":null,"eventID":"\(eventID)","eventType":"AwsApiCall",\
        "recipientAccountId":"111122223333","eventCategory":"Management"}
        """)
  }

  /// Eight hits in three regions by three users, and one event that is not a hit.
  static let office: [TestEvent] = [
    .call("kim", "ap-east-1", minute: 1),
    .call("kim", "ap-east-1", event: "RunInstances", minute: 2),
    .call("lee", "ap-east-1", minute: 3), .call("lee", "me-south-1", minute: 4),
    .call("mallory", "af-south-1", event: "CreateUser", minute: 5, address: "203.0.113.9"),
    .call("mallory", "af-south-1", event: "CreateAccessKey", minute: 6, address: "203.0.113.9"),
    .call("kim", "me-south-1", minute: 7), .call("kim", "ap-east-1", minute: 8),
    .call("kim", "us-east-1", minute: 9),
  ]
}

enum TestRule {
  static let regions = """
    title: Calls from unusual regions
    id: 3f1c8a52-7f0e-4a53-9d8e-0b6a3b1f2c11
    status: test
    level: medium
    modified: 2025-01-01
    logsource:
        product: aws
        service: cloudtrail
    detection:
        selection:
            awsRegion:
                - 'ap-east-1' # Hong Kong
                - 'af-south-1'
                - 'me-south-1'
        condition: selection
    fields:
        - eventTime
        - awsRegion
        - userIdentity.arn
        - eventName

    """

  static let newUsers = """
    title: New users
    id: 7d1c1a3e-2f0b-4a53-9d8e-0b6a3b1f2c22
    level: high
    logsource: {product: aws, service: cloudtrail}
    detection:
      selection:
        eventName: CreateUser
      condition: selection

    """

  /// Three hits of the rule `regions` by one principal within ten minutes are an alert.
  static let manyCalls = """
    title: Many unusual calls
    name: many
    id: 5f0e2c4e-6a54-4a0e-9c2b-0d1f6f7b1a01
    correlation:
      type: event_count
      rules: [regions]
      group-by: [userIdentity.arn]
      timespan: 10m
      condition: {gte: 3}
    level: high

    """
}

extension String {
  var sha256: String { SHA256.hex(of: utf8) }
}
