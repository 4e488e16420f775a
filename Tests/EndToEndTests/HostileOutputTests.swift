import Foundation
import Testing

/// Text that others wrote, in logs, rules, file names and sessions, on its way to a terminal: only ever text.
@Suite struct HostileOutputTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  /// OSC 52 and 8, a C1 CSI, bidi and zero-width characters, NUL, DEL.
  private static let hostile =
    "\u{1B}]52;c;ZXZpbA==\u{7}\u{1B}]8;;http://evil\u{7}\u{9B}31m\u{202E}\u{200B}\u{0}\u{7F}"

  /// Hostile text in every field, once escaped as JSON must, once with all of it raw that JSON allows.
  private func writeLog() throws -> String {
    var lines = Data()
    for (index, options) in [JSONSerialization.WritingOptions(), .withoutEscapingSlashes]
      .enumerated()
    {
      let text = Self.hostile + String(repeating: "A", count: index * 100_000)
      let event: [String: Any] = [
        "eventVersion": "1.09", "eventType": "AwsApiCall", "eventCategory": "Management",
        "eventID": "\(index)" + text, "eventTime": "2025-11-02T00:0\(index):00Z",
        "eventSource": "s" + text, "eventName": "List" + text, "awsRegion": "ap-east-1",
        "sourceIPAddress": text, "userAgent": text,
        "userIdentity": ["type": "IAMUser", "arn": "arn:aws:iam::1:user/" + text],
      ]
      lines += try JSONSerialization.data(withJSONObject: event, options: options) + Data("\n".utf8)
    }
    // Bytes that are no UTF-8, and lone surrogates.
    lines += Data(
      #"{"eventVersion":"1.09","eventType":"AwsApiCall","eventID":"x","eventSource":"s","eventName":"\ud800","awsRegion":"ap-east-1","userAgent":"a"#
        .utf8)
    lines += Data([0x9B, 0x33, 0x31, 0x6D, 0xFF]) + Data("\"}\n".utf8)
    let path = folder.path + "/events.json"
    try lines.write(to: URL(fileURLWithPath: path))
    return path
  }

  private func writeRule() throws -> String {
    let rule = try String(contentsOfFile: Samples.rule, encoding: .utf8)
      .replacingOccurrences(
        of: "title: AWS", with: #"title: "\e]52;c;ZXZpbA==\a\x9b31m\u202e AWS"#
      )
      .replacingOccurrences(of: "Does Not Use\n", with: "Does Not Use\"\n")
    let path = folder.path + "/rule\u{1B}]0;title\u{7}\u{9B}31m.yml"
    try rule.write(toFile: path, atomically: false, encoding: .utf8)
    return path
  }

  /// The scalars that a terminal would obey, or that change what a person reads.
  private func steering(_ text: String, lineEnds: String = "\n") -> [String] {
    text.unicodeScalars.filter {
      !lineEnds.unicodeScalars.contains($0)
        && ($0.value < 0x20 || (0x7F...0x9F).contains($0.value) || $0.properties.isBidiControl
          || $0.value == 0x200B)
    }.map { "U+" + String($0.value, radix: 16) }
  }

  @Test func tablesAndCSVHoldNoneOfIt() throws {
    let (rule, log) = (try writeRule(), try writeLog())
    for format in ["table", "csv"] {
      let outcome = try Program.trailsift(["scan", rule, log, "--format", format], in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("]52;c;ZXZpbA=="))
      #expect(steering(outcome.output, lineEnds: format == "csv" ? "\r\n" : "\n") == [])
      #expect(steering(outcome.errors) == [])
    }
  }

  @Test func ndjsonStaysJSONWithNoRawControls() throws {
    let outcome = try Program.trailsift(
      ["scan", try writeRule(), try writeLog(), "--format", "ndjson"], in: folder)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(outcome.output.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" })
    for line in lines.prefix(2) {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      let event = try #require(object?["event"] as? [String: Any])
      #expect((event["userAgent"] as? String)?.hasPrefix(Self.hostile) == true)
    }
  }

  @Test func complaintsHoldNoneOfIt() throws {
    let log = folder.path + "/log\u{1B}]0;title\u{7}\u{9B}31m\u{202E}.json.gz"
    try Data([0x1F, 0x8B, 0x08, 0x00]).write(to: URL(fileURLWithPath: log))
    let rule = try writeRule()
    let broken = folder.path + "/broken\u{1B}]0;title\u{7}.yml"
    let text = try String(contentsOfFile: rule, encoding: .utf8)
      .replacingOccurrences(of: "condition: selection", with: "condition: \"sel\u{9B}31m\u{202E}\"")
    try text.write(toFile: broken, atomically: false, encoding: .utf8)
    let missing = folder.path + "/\u{1B}]0;title\u{7}"
    for arguments in [
      ["scan", rule, log], ["check", broken], ["scan", broken, log], ["scan", rule, missing],
      ["scan", missing, log], ["replay", missing], ["replay", rule], ["replay", "--headless", log],
      ["allow", rule, "--region", "x\u{1B}]0;title\u{7}", "--dry-run"],
      ["except", rule, "--where", "userAgent=\u{1B}]0;title\u{7}", "--dry-run"],
      ["check", broken, "--define", "x=\u{1B}]0;title\u{7}"],
    ] {
      let outcome = try Program.trailsift(arguments, in: folder)
      #expect(!outcome.errors.isEmpty || !outcome.output.isEmpty, "\(arguments)")
      #expect(steering(outcome.errors) == [], "\(arguments)")
      #expect(steering(outcome.output) == [], "\(arguments)")
    }
  }

  /// The very bytes that a terminal gets, from every page, and then the list of sessions.
  @Test func theWorkbenchSendsNoSequenceButItsOwn() throws {
    let terminal = try Terminal(
      in: folder, run: ["trailsift", try writeRule(), try writeLog()])
    try terminal.wait("the end of the scan") { $0.contains("3 hits") && $0.contains("records in") }
    let bytes = folder.path + "/bytes"
    try terminal.record(to: bytes)
    try terminal.press("C-l", "Tab", "G", "Tab", "f")
    try terminal.wait(for: "an exception for 1 hit")
    try terminal.press("G", "k", "Enter")
    try terminal.wait(for: "fields of this hit")
    try terminal.press("Space", "Enter")
    try terminal.wait(for: "+ ")
    try terminal.press("Enter")
    try terminal.wait(for: "false positive on 1 hit")
    try terminal.press("c")
    try terminal.wait(for: "comment on 1 hit")
    try terminal.type("note \u{202E}\u{200B}\u{E0041} end")
    try terminal.wait(for: "end")
    try terminal.press("Enter")
    try terminal.wait("the comment") { $0.contains("comment on 1 hit") && !$0.contains("┌") }
    try terminal.press("d")
    try terminal.wait(for: "gained")
    try terminal.resize(columns: 200, rows: 50)
    try terminal.wait("the wide page") { $0.split(separator: "\n").contains { $0.count > 100 } }
    try terminal.press("C-l", "q")
    try terminal.wait("the list") { !$0.contains("gained") }
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")

    let sent = [UInt8](try folder.bytes("bytes"))
    #expect(sent.count > 1_000)
    #expect(!sent.contains(7))
    for (index, byte) in sent.enumerated() where byte == 0x1B {
      let next = index + 1 < sent.count ? sent[index + 1] : UInt8(ascii: "[")
      #expect("[()=>78MHc".utf8.contains(next), "ESC \(Unicode.Scalar(next))")
    }
    let text = try #require(String(validating: sent, as: UTF8.self))
    #expect(steering(text, lineEnds: "\u{1B}\r\n\t\u{8}\u{E}\u{F}") == [])

    let sessions = try Program.trailsift(["sessions"], in: folder)
    #expect(sessions.status == 0)
    #expect(sessions.output.contains("2 decisions"))
    #expect(steering(sessions.output) == [])
    let session = try #require(folder.sessions.first)
    let replay = try Program.trailsift(["replay", "--headless", session], in: folder)
    #expect(replay.status == 0, "\(replay.errors)")
    #expect(steering(replay.output) == [])
  }
}
