import Foundation
import Testing

/// A folder with a rule, four events and a session that judged them: `a` true, `b` benign, `c` and
/// `d` false positives, which the rule excludes.
struct JudgedFolder {
  static let id = "9a0c7a34-0d0f-4b53-8f2e-5c4b1d7e9f02"
  static let rule = """
    title: Root
    id: \(id)
    logsource: {product: aws, service: cloudtrail}
    detection:
      selection:
        userIdentity.type: Root
      filter_ci:
        userAgent: ci-2
      condition: selection and not filter_ci

    """

  let folder: Folder
  let rulePath: String
  let logPath: String
  let session: String

  static func event(_ id: String, _ agent: String) -> String {
    """
    {"eventVersion":"1.11","eventID":"\(id)","eventTime":"2026-02-25T10:00:00Z",\
    "eventSource":"sts.amazonaws.com","eventName":"GetSessionToken","awsRegion":"us-east-1",\
    "userIdentity":{"type":"Root","accountId":"210987654321"},"userAgent":"\(agent)",\
    "responseElements":{"credentials":{"sessionToken":"secret-\(id)"}}}

    """
  }

  init() throws {
    folder = try Folder()
    rulePath = folder.path + "/rule.yml"
    logPath = folder.path + "/log.json"
    let sessions = folder.path + "/state/trailsift/sessions"
    try FileManager.default.createDirectory(
      atPath: sessions, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    session = sessions + "/2026-02-26T090000Z-rule.jsonl"
    try write("rule.yml", Self.rule)
    try write(
      "log.json",
      [("a", "curl"), ("b", "ci-1"), ("c", "ci-2"), ("d", "ci-2")]
        .map { Self.event($0.0, $0.1) }.joined())
    try writeSession()
  }

  private func writeSession() throws {
    let header: [String: Any] = [
      "trailsift_session": 1, "tool": "trailsift", "author": "kim",
      "started": "2026-02-26T09:00:00Z",
      "rules": [
        ["path": "rule.yml", "absolute_path": rulePath, "sha256": "", "text": Self.rule]
      ],
      "logs": [["path": "log.json", "absolute_path": logPath]],
      "options": ["any_record": false, "keep_duplicates": false, "placeholders": [:]],
    ]
    let decisions: [(String, [String])] = [
      ("markTruePositive", ["a"]), ("markBenignTruePositive", ["b"]),
      ("markFalsePositive", ["c", "d"]),
    ]
    let entries = decisions.enumerated().map { index, decision -> [String: Any] in
      [
        "seq": index + 1, "t": index, "do": decision.0, "at": "2026-02-26T09:00:0\(index)Z",
        "author": "kim", "hits": decision.1.map { "\(Self.id)/\($0)" },
      ]
    }
    let lines = try ([header] + entries).map {
      String(decoding: try JSONSerialization.data(withJSONObject: $0), as: UTF8.self) + "\n"
    }
    try lines.joined().write(toFile: session, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: session)
  }

  func write(_ name: String, _ text: String) throws {
    try text.write(toFile: folder.path + "/" + name, atomically: true, encoding: .utf8)
  }

  func read(_ name: String) throws -> String {
    String(decoding: try folder.bytes(name), as: UTF8.self)
  }

  func run(_ arguments: String...) throws -> Program.Outcome {
    try Program.trailsift(arguments, in: folder)
  }

  func test(_ arguments: String...) throws -> Program.Outcome {
    try Program.trailsift(["test", rulePath] + arguments, in: folder)
  }
}
