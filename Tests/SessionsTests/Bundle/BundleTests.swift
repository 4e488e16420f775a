import Basics
import CloudTrail
import Foundation
import RuleEditing
import SessionSupport
import Sigma
import Testing

@testable import HitStore
@testable import Scanning
@testable import Sessions

/// A session in one file: it is unpacked unchanged, and a manipulated bundle is not used.
@Suite struct BundleTests {
  private let session: TestSession
  private let contents: JournalContents
  private let journal: [UInt8]

  init() throws {
    session = try TestSession()
    let engine = try session.engine(FaultyStorage())
    let preview = try engine.preview(
      .allowRegion("ap-east-1"), reason: nil, rule: 0, table: session.table)
    _ = try engine.decide(.edit(preview), table: session.table)
    _ = try engine.decide(
      .judge(.truePositive, hits: [session.id(4)], exception: nil), table: session.table)
    // Entries of a later version, and torn lines, are included.
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: session.journalPath))
    try file.seekToEnd()
    let tail = #"{"seq":9,"t":1,"do":"later","x":{"y":1}}"# + "\n{\"se"
    try file.write(contentsOf: Data(tail.utf8))
    (contents, journal) = try JournalContents.load(session.journalPath)
  }

  private func path(_ name: String) -> String { session.folder.appendingPathComponent(name).path }

  private func write(
    _ selection: BundleManifest.Selection = .all, as name: String = "case.trailsift"
  ) throws -> String {
    let writer = BundleWriter(
      journal: journal, contents: contents, table: session.table, spool: session.spool,
      selection: selection, logs: .init(files: 1, records: 6, matched: 6), tool: "trailsift test")
    try writer.write(to: path(name))
    return path(name)
  }

  /// The bundle's bytes, inflated.
  private func inflated(_ path: String) throws -> [UInt8] {
    let reader = try GzipFileReader(path: path)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try buffer.withUnsafeMutableBytes { try reader.read(into: $0) }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  private func pack(_ bytes: [UInt8], as name: String = "changed.trailsift") throws -> String {
    try Data(try GzipWriter().compressed(bytes)).write(to: URL(fileURLWithPath: path(name)))
    return path(name)
  }

  @Test func whatGoesInComesOut() throws {
    let path = try write()
    #expect(SessionBundle.isBundle(path))
    #expect(!SessionBundle.isBundle(session.journalPath))
    let bundle = try SessionBundle(path: path)
    #expect(bundle.journal == journal)
    #expect(bundle.contents.entries == contents.entries)
    #expect(bundle.manifest.events.count == 6)
    #expect(bundle.manifest.logs.records == 6)
    let events = bundle.events.events.map { bundle.events.bytes(of: $0) }
    #expect(
      events == session.table.rows.map { session.spool.bytes(of: session.table.spooled($0)) })
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func theSameSessionIsTheSameFile() throws {
    let first = try Data(contentsOf: URL(fileURLWithPath: write(as: "a")))
    let second = try Data(contentsOf: URL(fileURLWithPath: write(as: "b")))
    #expect(first == second)
  }

  @Test func onlyWhatWasJudgedGoesIn() throws {
    let bundle = try SessionBundle(path: write(.judged))
    #expect(bundle.manifest.events.count == 1)
    let event = try #require(bundle.events.events.first.flatMap(bundle.events.bytes))
    #expect(String(decoding: event, as: UTF8.self).contains("\"eventID\":\"e4\""))
  }

  @Test func aScanOfABundleFindsTheSameHits() throws {
    let bundle = try SessionBundle(path: write())
    let request = ScanRequest(
      matcher: session.rules.matcher, logs: [], columns: ["eventName", "awsRegion"], jobs: 1)
    let table = Locked(
      HitTable(columns: request.columns, ruleIdentities: session.rules.rules.map(\.identity)))
    let report = Scan(request, of: bundle.events).run { update in
      switch update {
      case .files(let files, _): table.withLock { $0.files += files }
      case .hits(let batch): table.withLock { $0.append(batch, spoolOffset: 0) }
      default: break
      }
    }
    #expect(report.counts.matched == 6)
    #expect(report.counts.total == 6)
    #expect(!report.wasStopped)
    let found = table.withLock { $0 }
    #expect(found.rows.map(found.id) == session.table.rows.map(session.table.id))
    #expect(
      found.rows.map { found.text($0, column: 1) }
        == session.table.rows.map {
          session.table.text($0, column: 1)
        })
  }

  @Test func itIsUnpackedUnderNamesOfOurOwn() throws {
    let bundle = try SessionBundle(path: write())
    let folder = path("out")
    let names = try bundle.unpack(into: folder)
    #expect(names == ["session.jsonl", "events.json", "rules/rule.yml", "decided/rule.yml"])
    #expect(
      try [UInt8](Data(contentsOf: URL(fileURLWithPath: folder + "/session.jsonl"))) == journal)
    let rule = try String(contentsOfFile: folder + "/rules/rule.yml", encoding: .utf8)
    #expect(rule == TestSession.rule)
    // Never over an existing file.
    #expect(throws: BundleError.self) { try bundle.unpack(into: folder) }
    #expect(throws: BundleError.self) { try bundle.unpack(into: session.journalPath) }
    #expect(throws: BundleError.self) { try bundle.unpack(into: path("not/there")) }
  }

  @Test func pathsInABundleLeadNowhere() throws {
    // The session names its rule ../../evil.yml: only its last part is used.
    let evil = String(decoding: journal, as: UTF8.self)
      .replacingOccurrences(of: "\"rule.yml\"", with: "\"../../evil.yml\"")
      .replacingOccurrences(of: "/rules/rule.yml", with: path("evil.yml"))
    let changed = try rebuilt(journal: Array(evil.utf8))
    let bundle = try SessionBundle(path: changed)
    #expect(bundle.contents.header.rules[0].path == "../../evil.yml")
    let names = try bundle.unpack(into: path("deep"))
    #expect(names.contains("rules/evil.yml"))
    #expect(!FileManager.default.fileExists(atPath: path("evil.yml")))
    #expect(!FileManager.default.fileExists(atPath: path("../evil.yml")))
  }

  @Test func rulesKeepTheirNamesWhereTheseAreHarmless() {
    var names = UnpackedNames()
    #expect(
      [
        "rules/region.yml", "other/Region.yml", "rules/root login\u{1B}.yaml", "..", "-rf.yml",
        ".hidden.yml", "a/b/", "r\u{E9}gion.yml",
      ].map { names.name(for: $0) } == [
        "region.yml", "Region-2.yml", "root-login-.yml", "rule-4.yml", "rule-5.yml", "rule-6.yml",
        "rule-7.yml", "r-gion.yml",
      ])
  }

  // MARK: - What someone tampered with

  @Test func whateverIsCutOffIsNoticed() throws {
    let whole = try Data(contentsOf: URL(fileURLWithPath: write()))
    for length in Set([
      0, 1, 2, 9, 18, whole.count / 3, whole.count / 2, whole.count - 8, whole.count - 1,
    ]) {
      let cut = path("cut")
      try whole.prefix(length).write(to: URL(fileURLWithPath: cut))
      #expect(throws: BundleError.self, "\(length) bytes") { try SessionBundle(path: cut) }
    }
    let bytes = try inflated(write())
    for length in stride(from: 0, to: bytes.count, by: 97) {
      let cut = try pack(Array(bytes[..<length]))
      #expect(throws: BundleError.self, "\(length) bytes") { try SessionBundle(path: cut) }
    }
  }

  @Test func whateverByteIsChangedIsNoticed() throws {
    let bytes = try inflated(write())
    let manifest = try #require(bytes.firstIndex(of: UInt8(ascii: "\n")))
    for place in stride(from: manifest + 1, to: bytes.count, by: 41) {
      var changed = bytes
      changed[place] ^= 1
      let path = try pack(changed)
      #expect(throws: BundleError.self, "byte \(place)") { try SessionBundle(path: path) }
    }
    // In the compressed bytes, too.
    let packed = try [UInt8](Data(contentsOf: URL(fileURLWithPath: write())))
    for place in stride(from: 20, to: packed.count - 8, by: 29) {
      var changed = packed
      changed[place] ^= 0x10
      try Data(changed).write(to: URL(fileURLWithPath: path("flipped")))
      #expect(throws: BundleError.self, "byte \(place)") {
        try SessionBundle(path: path("flipped"))
      }
    }
  }

  @Test func trailingBytesAreNoticed() throws {
    let path = try write()
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    for tail in [Data("x".utf8), Data([0x1F, 0x8B]), Data(try GzipWriter().compressed([65]))] {
      try (whole + tail).write(to: URL(fileURLWithPath: self.path("tail")))
      #expect(throws: BundleError.self) { try SessionBundle(path: self.path("tail")) }
    }
  }

  /// A manifest that does not match the content.
  @Test(arguments: [
    (#""count":6"#, #""count":5"#), (#""count":6"#, #""count":7"#),
    (#""count":6"#, #""count":-6"#), (#""count":6"#, #""count":9223372036854775807"#),
    (#""count":6"#, #""count":1e99"#), (#""bytes":"#, #""bytes":1"#),
    (#""bytes":"#, #""bytes":9223372036854775807,"was":"#), (#""bytes":"#, #""bytes":-1,"was":"#),
    (#""sha256":""#, #""sha256":"0"#), (#""files":["#, #""fils":["#),
    (#""trailsift_bundle":1"#, #""trailsift_bundle":0"#),
    (#""trailsift_bundle":1"#, #""trailsift_bundle":99"#),
    (#""trailsift_bundle":1"#, #""trailsift_bundle":"1""#),
    (#""trailsift_bundle":1"#, #""something":1"#),
  ]) func aLyingManifestIsNoticed(old: String, new: String) throws {
    let bytes = try inflated(write())
    let end = try #require(bytes.firstIndex(of: UInt8(ascii: "\n")))
    let line = String(decoding: bytes[..<end], as: UTF8.self)
    #expect(line.contains(old))
    let path = try pack(
      Array(line.replacingOccurrences(of: old, with: new).utf8) + bytes[end...])
    #expect(throws: BundleError.self) { try SessionBundle(path: path) }
  }

  @Test func aBombIsNotInflated() throws {
    // 72 MB of blanks in a few kilobytes, in which a line feed has to be looked for.
    let blanks = try GzipWriter(level: 9).compressed([UInt8](repeating: 32, count: 8 << 20))
    let path = path("bomb")
    try Data((0..<9).flatMap { _ in blanks }).write(to: URL(fileURLWithPath: path))
    do {
      _ = try SessionBundle(path: path)
      Issue.record("it was inflated")
    } catch {
      #expect("\(error)".contains("no honest file"))
    }
  }

  @Test func aFileThatIsNotABundleIsRefused() throws {
    for (name, data) in [
      ("text", Data("hello\n".utf8)), ("empty", Data()),
      ("json", Data(try GzipWriter().compressed(Array("{\"Records\":[]}\n".utf8)))),
      ("nothing", Data(try GzipWriter().compressed([]))),
    ] {
      try data.write(to: URL(fileURLWithPath: path(name)))
      #expect(throws: BundleError.self, "\(name)") { try SessionBundle(path: path(name)) }
    }
    #expect(throws: BundleError.self) { try SessionBundle(path: path("missing")) }
    #expect(throws: BundleError.self) { try SessionBundle(path: session.folder.path) }
  }

  /// An event section of someone's making, with a manifest that agrees with it.
  private func rebuilt(journal: [UInt8]? = nil, section: [UInt8]? = nil, count: Int = 6) throws
    -> String
  {
    let bytes = try inflated(write())
    let end = try #require(bytes.firstIndex(of: UInt8(ascii: "\n")))
    var manifest = try JSONDecoder().decode(BundleManifest.self, from: Data(bytes[..<end]))
    let events = section ?? Array(bytes[(end + 1 + manifest.journal.bytes)...])
    let journal = journal ?? self.journal
    manifest.journal = .init(bytes: journal.count, sha256: SHA256.hex(of: journal))
    manifest.events.count = count
    manifest.events.bytes = events.count
    manifest.events.sha256 = SHA256.hex(of: events)
    let line = try JSONEncoder().encode(manifest)
    return try pack([UInt8](line) + [10] + journal + events)
  }

  @Test(arguments: [
    #"{"file":0,"bytes":2}"# + "\n{}x", #"{"file":7,"bytes":2}"# + "\n{}\n",
    #"{"file":-1,"bytes":2}"# + "\n{}\n", #"{"file":0,"bytes":-2}"# + "\n{}\n",
    #"{"file":0,"bytes":0}"# + "\n\n", #"{"file":0,"bytes":9000000000000}"# + "\n{}\n",
    #"{"file":0,"bytes":3}"# + "\n{}\n", "{}\n{}\n", "\n\n", String(repeating: "x", count: 4_000),
  ]) func aBrokenSectionIsNoticed(section: String) throws {
    let path = try rebuilt(section: Array(section.utf8), count: 1)
    #expect(throws: BundleError.self) { try SessionBundle(path: path) }
  }

  @Test func anEventThatIsNoneIsCountedAndNoMore() throws {
    let section = #"{"file":0,"bytes":9}"# + "\nnot JSON!\n"
    let bundle = try SessionBundle(path: rebuilt(section: Array(section.utf8), count: 1))
    let request = ScanRequest(matcher: session.rules.matcher, logs: [], columns: [], jobs: 1)
    let report = Scan(request, of: bundle.events).run { _ in }
    #expect(report.counts.bad == 1)
    #expect(report.counts.matched == 0)
  }

  @Test func aJournalThatIsNoneIsNoticed() throws {
    #expect(throws: BundleError.self) {
      try SessionBundle(path: rebuilt(journal: Array("{\"a\":1}\n".utf8)))
    }
  }
}
