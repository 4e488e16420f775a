import Foundation
import Testing

/// The event under the cursor: read, searched, copied, compared, and what else its principal did.
@Suite(.serialized) struct EventTests {
  private let folder: Folder
  private let rule: String

  init() throws {
    folder = try Folder()
    rule = try folder.copy(of: Samples.rule, as: "rule.yml")
  }

  /// An event of `sts:AssumeRole`, with a policy inside a string.
  private func openOnSecrets(_ environment: [String: String] = [:]) throws -> Terminal {
    let log = try MadeLog(in: folder)
    try log.add(
      1,
      [
        "eventName": "AssumeRole",
        "requestParameters": ["policy": #"{"Statement":[{"Effect":"Allow","Action":"s3:*"}]}"#],
        "responseElements": [
          "credentials": [
            "accessKeyId": "ASIAIOSFODNN7EXAMPLE", "sessionToken": Self.token,
            "secretAccessKey": "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY",
          ]
        ],
      ])
    return try Terminal(
      rows: 56, in: folder, judging: rule, log.path, hits: 1, environment: environment,
      recording: "bytes")
  }

  private static let token = "FwoGZXIvYXdzEDMaDEXAMPLETOKEN"

  @Test func anEventIsFoldedSearchedAndItsSecretsShownWhenAsked() throws {
    let terminal = try openOnSecrets()
    try terminal.press("Enter")
    // JSON inside a string is shown as JSON.
    try terminal.wait("the event") {
      $0.contains("\"Effect\": \"Allow\"") && $0.contains("\"responseElements\"")
    }
    try terminal.press("z")
    try terminal.wait("all folded") { $0.contains("fields … }") && !$0.contains("Effect") }
    // Matches are unfolded.
    try terminal.press("/")
    try terminal.wait(for: "search")
    try terminal.type("sessiontok")
    try terminal.press("Enter")
    try terminal.wait("the value") {
      $0.contains("Elements.credentials.sessionToken") && $0.contains("\"sessionToken\": masked")
    }
    #expect(try !terminal.screen.contains(Self.token))
    try terminal.press("U")
    try terminal.wait(for: Self.token)
    try terminal.press("U")
    try terminal.wait("masked again") { !$0.contains(Self.token) }
    try terminal.quit()
  }

  /// Inside tmux its buffer has the text; a masked secret is not in it.
  @Test func aValueAPathAndTheEventAreCopied() throws {
    let terminal = try openOnSecrets()
    try terminal.keepClipboard()
    try terminal.press("h", "y")
    try terminal.wait("where it went") {
      $0.contains("copied") && $0.contains("tmux's buffer; may not arrive")
    }
    try waitForClipboard("2026-03-02T00:00:00Z", terminal)

    try terminal.press("Enter", "/")
    try terminal.wait(for: "search")
    try terminal.type("sessiontok")
    try terminal.press("Enter")
    try terminal.wait(for: "Elements.credentials.sessionToken")
    try terminal.press("p")
    try waitForClipboard("responseElements.credentials.sessionToken", terminal)
    try terminal.press("Y")
    try terminal.wait("the event copied") { _ in
      (try? terminal.clipboard.contains("\"AssumeRole\"")) == true
    }
    #expect(try !terminal.clipboard.contains(Self.token))
    try terminal.press("U", "Y")
    try terminal.wait("the event with its secrets") { _ in
      (try? terminal.clipboard.contains(Self.token)) == true
    }
  }

  private func waitForClipboard(_ text: String, _ terminal: Terminal) throws {
    try terminal.wait("\(text) on the clipboard") { _ in (try? terminal.clipboard) == text }
  }

  /// A program of the desktop, if there is one, gets the text, and the terminal does not.
  @Test func aProgramOfTheDesktopTakesTheCopy() throws {
    let programs = folder.path + "/programs"
    try FileManager.default.createDirectory(atPath: programs, withIntermediateDirectories: true)
    for (name, script) in [
      ("wl-copy", "exit 1"),
      ("xclip", "echo \"$@\" > \(folder.path)/asked; cat > \(folder.path)/x"),
    ] {
      let path = programs + "/" + name
      try "#!/bin/sh\n\(script)\n".write(toFile: path, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let terminal = try openOnSecrets([
      "PATH": programs + ":" + path, "WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0",
    ])
    try terminal.press("y")
    try terminal.wait("where it went") { $0.contains("copied") && $0.contains("xclip") }
    #expect(try folder.bytes("x") == Data("ap-east-1".utf8))
    #expect(try folder.bytes("asked") == Data("-selection clipboard -in\n".utf8))
    try terminal.quit()
    #expect(!String(decoding: try folder.bytes("bytes"), as: UTF8.self).contains("\u{1B}]52"))
  }

  @Test func twoMarkedEventsAreComparedSideBySide() throws {
    let terminal = try Terminal(in: folder, judging: rule)
    try terminal.press("D")
    try terminal.wait(for: "no hit is marked; mark two with Space")
    try terminal.press("Space", "j", "Space", "D")
    try terminal.wait("what differs") {
      $0.contains("differences") && $0.contains("posture-scan") && !$0.contains("AssumedRole\"")
    }
    try terminal.press("z")
    try terminal.wait("what is the same, too") { $0.contains("\"type\": \"AssumedRole\"") }
    try terminal.press("Escape")
    try terminal.wait("the list, with its marks") {
      $0.contains("eventTime") && $0.contains("2 marked")
    }
  }

  /// All events around the hit are read again from the logs, hits or not.
  @Test(arguments: [(80, 24), (200, 50)])
  func whatElseTheyDidIsReadFromTheLogs(columns: Int, rows: Int) throws {
    let terminal = try Terminal(columns: columns, rows: rows, in: folder, judging: rule)
    // A hit of a person with further events.
    try terminal.press("G", "k", "k", "k", "k", "o")
    let all = try terminal.wait("the events around it") {
      $0.contains("all events of") && $0.contains("±1 h") && !$0.contains("reading")
    }
    let count = try #require(all.firstMatch(of: /(\d+) events?/)?.1)
    try terminal.press("+")
    try terminal.wait("a longer time") {
      $0.contains("±6 h") && !$0.contains("reading")
        && $0.firstMatch(of: /(\d+) events?/).map { Int($0.1) ?? 0 >= Int(count) ?? 0 } ?? false
    }
    try terminal.press("K")
    try terminal.wait("those of its key") {
      $0.contains("all events of ASIA") && !$0.contains("reading")
    }
    // One complete event, on which nothing can be decided.
    try terminal.press("Enter")
    try terminal.wait(for: "\"eventVersion\"")
    try terminal.press("t")
    try terminal.wait(for: "these are all events, hits or not")
    try terminal.press("Escape")
    try terminal.wait("the events") { $0.contains("from hit") }
    try terminal.press("Escape")
    try terminal.wait("the hits") { $0.contains("awsRegion") && $0.contains("150 hits") }
    try terminal.press("O")
    try terminal.wait("those of its address") {
      $0.contains("all events of") && !$0.contains("reading")
    }
    try terminal.press("Escape")
    try terminal.wait(for: "150 open")
  }
}
