import Basics
import Foundation
import HitStore
import RuleEditing
import Scanning
import Sessions
import Sigma
import TerminalScreen
import Testing
import Triage
import TriageUI

/// The whole workbench without a terminal: a state, and an engine that carries its effects out at once.
///
///     let workbench = try TestWorkbench(events: [.call("kim", "ap-east-1"), …])
///     try workbench.press("a", "Enter")
///     #expect(workbench.state.list.shown.isEmpty)
final class TestWorkbench {
  var state: State
  let rules: TestRuleFiles
  private let engine: TriageEngine
  private let set: RuleSet
  private let spool: Spool
  private(set) var effects: [Effect] = []
  private let folder: URL
  private var request: ScanRequest
  private var context: SurroundingsSearch?
  /// Stops searches for the events around a hit before they begin, as an analyst in a hurry would.
  var stopsContextAtOnce = false
  /// The log that everything is read from.
  var logPath: String { folder.appendingPathComponent("events.json").path }

  static let rulePath = "rules/regions.yml"

  init(
    events: [TestEvent], rule: String = TestRule.regions, columns: Int = 80, rows: Int = 24,
    replaying entries: [JournalEntry]? = nil, journalPath: String? = nil,
    otherRules: [(path: String, text: String)] = []
  ) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "trailsift-ui-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let log = folder.appendingPathComponent("events.json")
    try Data(events.map(\.json).joined(separator: "\n").utf8).write(to: log)

    let set = try RuleSet(
      files: [RuleFile(text: rule, path: Self.rulePath)]
        + otherRules.map { RuleFile(text: $0.text, path: $0.path) },
      placeholders: Placeholders())
    let header = SessionHeader(
      tool: "trailsift test", author: "kim", started: "2025-11-13T02:13:20Z",
      rules: [
        .init(
          path: Self.rulePath, absolutePath: Self.rulePath, sha256: SHA256.hex(of: rule.utf8),
          text: rule)
      ]
        + otherRules.map {
          .init(
            path: $0.path, absolutePath: $0.path, sha256: SHA256.hex(of: $0.text.utf8),
            text: $0.text)
        },
      logs: [.init(path: "events.json", absolutePath: "/events.json", bytes: 1)], options: .init())
    let spool = try Spool()
    rules = TestRuleFiles(
      Dictionary(
        [(Self.rulePath, rule)] + otherRules.map { ($0.path, $0.text) },
        uniquingKeysWith: { first, _ in first }))
    let journal = try journalPath.map { try Journal(creating: $0, header: header) }
    engine = TriageEngine(
      session: SessionState(header: header), rules: set, storage: rules, writable: .all,
      journal: journal,
      spool: spool, clock: SessionClock(fixedAt: 1_763_000_000_000), author: "kim")
    state = State(
      size: Size(columns: columns, rows: rows),
      rules: set.rules.enumerated().map { index, rule in
        .init(
          title: rule.title, level: rule.level, tags: rule.tags,
          path: set.files[set.places[index].file].path)
      }
        + set.correlations.entries.map(\.correlation).map {
          .init(title: $0.title, level: $0.level, tags: $0.tags, path: Self.rulePath)
        },
      session: engine.session, table: set.makeTable(columns: set.columns),
      isReadOnly: entries != nil,
      replay: entries.map {
        Replay(ReplayTimeline(header: header, entries: $0))
      })

    request = ScanRequest(
      matcher: set.matcher, logs: [log.path], columns: set.columns, jobs: 1)
    request.keepsInputOrder = true
    request.countsRegions = true
    request.correlations = set.correlations
    (self.set, self.spool) = (set, spool)
    try scan(log.path)
  }

  /// Hits of further events, as a scan that goes on finds them.
  func more(_ events: [TestEvent]) throws {
    let log = FileManager.default.temporaryDirectory.appendingPathComponent(
      "trailsift-ui-\(UUID().uuidString).json")
    try Data(events.map(\.json).joined(separator: "\n").utf8).write(to: log)
    defer { try? FileManager.default.removeItem(at: log) }
    try scan(log.path)
  }

  private func scan(_ path: String) throws {
    var request = request
    request.logs = [path]
    let updates = Updates()
    Scan(request).run { updates.add($0) }
    for update in updates.all {
      switch update {
      case .files(_, let progress): send(.scan(.started(files: ["events.json"], progress)))
      case .hits(let batch):
        send(.scan(.hits([SpooledHits(batch: batch, offset: try spool.append(batch.json))])))
      case .alerts(let alerts):
        let batch = HitBatch(alerts: alerts, rules: set, columns: set.columns)
        send(.scan(.hits([SpooledHits(batch: batch, offset: try spool.append(batch.json))])))
      case .progress(let progress, let counts): send(.scan(.counted(progress, counts)))
      case .finished(let report): send(.scan(.finished(report)))
      }
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Presses keys by their names: `a`, `Enter`, `^D`, `Esc`, `Space`.
  func press(_ names: String..., sourceLocation: SourceLocation = #_sourceLocation) throws {
    for name in names {
      send(.key(try #require(Key(name: name), "no key \(name)", sourceLocation: sourceLocation)))
    }
  }

  func type(_ text: String) {
    for character in text { send(.key(.character(character))) }
  }

  /// Sends a message and carries out all that follows from it.
  func send(_ message: Message) {
    var queue = state.update(message)
    while !queue.isEmpty {
      let effect = queue.removeFirst()
      effects.append(effect)
      for answer in answers(to: effect, of: state) { queue += state.update(answer) }
    }
  }

  var screen: String { state.view().text }

  /// The rule file's text now.
  var ruleText: String { rules.texts[Self.rulePath] ?? "" }

  func answers(to effect: Effect, of state: State) -> [Message] {
    do {
      switch effect {
      case .engine(let effect): return try engine.messages(for: effect, table: state.table)
      case .list(.run(let id)):
        let answer = state.job(id)?.answer(spool: spool, isCancelled: { false }, progress: { _ in })
        return answer.map { [$0] } ?? []
      case .logs(.searchContext(let query, let search)):
        try find(query, search)
        return []
      case .logs(.readContextEvent(let event, let search)):
        return try context.map {
          [.surroundings(.eventRead(try $0.detail(of: event), search: search))]
        }
          ?? []
      case .list(.cancel), .logs(.stopScan), .logs(.stopContext), .terminal, .files, .leave:
        return []
      }
    } catch {
      return [.refused("\(error)")]
    }
  }

  private func find(_ query: SurroundingsQuery, _ number: Int) throws {
    let search = try SurroundingsSearch(query, like: request)
    if stopsContextAtOnce { search.stop() }
    context = search
    let updates = Locked<[SurroundingsSearch.Update]>([])
    search.run { update in updates.withLock { $0.append(update) } }
    for update in updates.withLock({ $0 }) { send(.surroundings(.found(update, search: number))) }
  }

  private final class Updates: @unchecked Sendable {
    private let lock = NSLock()
    private var updates: [ScanUpdate] = []

    func add(_ update: ScanUpdate) { lock.withLock { updates.append(update) } }
    var all: [ScanUpdate] { lock.withLock { updates } }
  }
}

/// Rule files in memory that cannot be written while a test says so.
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

/// An event as a test needs it.
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

  /// Eight hits in three regions by three users, and one event that is none.
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
