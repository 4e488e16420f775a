import Basics
import Foundation
import HitStore
import RuleEditing
import Scanning
import Sessions
import Sigma
import TestSupport
import Triage

/// A session over a few events, with a journal on disk and the test's rule files.
package final class TestSession {
  private let temporary: ScratchFolder
  package var folder: URL { temporary.url }
  package let table: HitTable
  package let spool: Spool
  package let rules: RuleSet
  package let header: SessionHeader
  package let journalPath: String

  package static let path = "rule.yml"
  package static let location = "/rules/rule.yml"
  package static let rule = """
    title: Calls from unusual regions
    id: 3f1c8a52-7f0e-4a53-9d8e-0b6a3b1f2c11
    modified: 2025-01-01
    logsource:
        product: aws
        service: cloudtrail
    detection:
        selection:
            awsRegion:
                - ap-east-1
                - me-south-1
        condition: selection

    """

  /// - Parameters:
  ///   - others: texts of further rule files, by path below `/rules/`.
  ///   - location: the path of the rule file.
  package init(
    rule: String = TestSession.rule, others: [(path: String, text: String)] = [],
    location: String = TestSession.location,
    journalPath: String? = nil, files: [SessionHeader.FileRecord] = [],
    editsTo: String? = nil, defined: [String: [String]]? = nil
  ) throws {
    temporary = try ScratchFolder()
    self.journalPath =
      journalPath ?? temporary.url.appendingPathComponent("session.jsonl").path
    var header = SessionHeader.sample(rule: rule)
    header.rules[0].absolutePath = location
    header.rules += others.map {
      .init(
        path: $0.path, absolutePath: "/rules/" + $0.path, sha256: SHA256.hex(of: $0.text.utf8),
        text: $0.text)
    }
    header.files = files
    header.editsTo = editsTo
    header.options.defined = defined
    header.options.placeholders = header.placeholderValues([:])
    self.header = header
    rules = try RuleSet(
      files: header.rules.map { RuleFile(text: $0.text, path: $0.path) },
      filterFiles: files.filter { $0.kind == .filters }.map {
        RuleFile(text: $0.text ?? "", path: $0.path)
      },
      placeholders: Placeholders(header.options.placeholders))
    spool = try Spool()

    let log = temporary.url.appendingPathComponent("events.json")
    try Data(Self.events.joined(separator: "\n").utf8).write(to: log)
    var request = ScanRequest(
      matcher: rules.matcher, logs: [log.path], columns: ["eventName", "awsRegion"], jobs: 1)
    request.keepsInputOrder = true
    let batches = Locked<[HitBatch]>([])
    Scan(request).run { update in
      if case .hits(let batch) = update { batches.withLock { $0.append(batch) } }
    }
    var table = HitTable(
      columns: request.columns, ruleIdentities: rules.rules.map(\.identity))
    for batch in batches.withLock({ $0 }) {
      table.append(batch, spoolOffset: try spool.append(batch.json))
    }
    self.table = table
  }

  /// Three calls by a role in ap-east-1, two by a user in me-south-1 from one network, one with
  /// neither.
  private static let events: [String] = [
    event(1, "CreateStack", "ap-east-1", role: "Deploy", address: "cloudformation.amazonaws.com"),
    event(2, "CreateStack", "ap-east-1", role: "Deploy", address: "cloudformation.amazonaws.com"),
    event(3, "DeleteStack", "ap-east-1", role: "Deploy", address: "cloudformation.amazonaws.com"),
    event(4, "ListUsers", "me-south-1", user: "kim", address: "203.0.113.7"),
    event(5, "ListRoles", "me-south-1", user: "kim", address: "203.0.113.99"),
    event(6, "ListRoles", "me-south-1", address: "2001:db8::1"),
  ]

  private static func event(
    _ number: Int, _ name: String, _ region: String, role: String? = nil, user: String? = nil,
    address: String
  ) -> String {
    var identity = #""type":"Unknown""#
    if let role {
      identity = """
        "type":"AssumedRole","arn":"arn:aws:sts::1:assumed-role/\(role)/s\(number)",\
        "sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::1:role/\(role)"}}
        """
    } else if let user {
      identity = #""type":"IAMUser","arn":"arn:aws:iam::1:user/\#(user)""#
    }
    return """
      {"eventVersion":"1.09","userIdentity":{\(identity)},"eventTime":"2025-11-02T14:00:0\(number)Z",\
      "eventSource":"x.amazonaws.com","eventName":"\(name)","awsRegion":"\(region)",\
      "sourceIPAddress":"\(address)","userAgent":"agent*\(number)","eventID":"e\(number)"}
      """
  }

  /// An engine for a new session, or for the journal on disk.
  package func engine(
    _ storage: any RuleStorage, resuming: Bool = false, writable: WritableFiles = .all
  ) throws -> TriageEngine {
    let session: SessionState
    let journal: Journal
    if resuming {
      let (resumed, contents) = try Journal.resume(journalPath)
      let (state, problems) = SessionState.replaying(contents)
      guard problems.isEmpty && contents.problems.isEmpty else {
        throw Unexpected(what: "\(problems + contents.problems)")
      }
      session = state
      journal = resumed
    } else {
      session = SessionState(header: header)
      journal = try Journal(creating: journalPath, header: header)
    }
    return .opened(
      session, rules: rules, edits: .storage(storage, writable, journal), spool: spool,
      clock: SessionClock(fixedAt: 1_763_000_000_000), author: "kim")
  }

  /// Cuts off the journal's last line, as a kill just before it would.
  package func forgetLastEntry(named name: String) throws {
    let lines = try String(contentsOfFile: journalPath, encoding: .utf8).split(separator: "\n")
    guard lines.last?.contains("\"do\":\"\(name)\"") == true else {
      throw Unexpected(what: "the last entry is \(lines.last ?? "missing")")
    }
    try (lines.dropLast().joined(separator: "\n") + "\n").write(
      toFile: journalPath, atomically: true, encoding: .utf8)
  }

  /// The journal is not as a test expects.
  private struct Unexpected: Error { let what: String }

  package func id(_ event: Int) -> HitID {
    HitID(rule: rules.rules[0].identity, event: "e\(event)")
  }
}
