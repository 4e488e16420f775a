import Foundation
import TerminalScreen
import Testing

/// Text of all scripts in the list: columns stay aligned, whatever is in them.
@Suite(.serialized) struct TextInTerminalsTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private static let names = [
    "kim", "жук-é", "Ωμέγα…", "“×”→①", "한국어-é", "👩‍💻👍🏽🇰🇷❤️", "कि-क्षत्रिय-กำ", "e\u{301}\u{302}-●─│",
    "кириллица-кириллица-кириллица-кириллица",
  ]

  private func open() throws -> Terminal {
    let log = try MadeLog(in: folder)
    for (minute, name) in Self.names.enumerated() {
      try log.add(
        from: minute,
        ["userIdentity": ["type": "IAMUser", "arn": "arn:aws:iam::111122223333:user/\(name)"]])
    }
    let terminal = try Terminal(
      columns: 100, rows: 30, in: folder,
      run: [
        "trailsift", Samples.rule, log.path, "--read-only", "--columns",
        "eventTime,awsRegion,userIdentity.arn,sourceIPAddress,userAgent",
      ])
    try terminal.wait("the end of the scan, and all rows") { screen in
      let rows = screen.split(separator: "\n").filter { $0.contains("198.51.100.7") }
      return screen.contains("9 hits") && !screen.contains(" %") && rows.count >= 9
    }
    return terminal
  }

  /// The terminal columns before a text in a line; wide characters take two.
  private func place(of text: String, in cells: String) throws -> Int {
    let before = try #require(cells.range(of: text, options: .backwards))
    return cells[..<before.lowerBound].unicodeScalars.reduce(0) { $0 + TextWidth.width(of: $1) }
  }

  @Test func inATerminalColumnsHold() throws {
    let terminal = try open()
    let lines = try terminal.screen.split(separator: "\n")
    let head = try #require(lines.first { $0.contains("eventTime") })
    let hits = lines.filter { $0.contains(" 00:0") && $0.contains("ap-east-1") }
    #expect(hits.count == Self.names.count)
    for line in hits {
      // tmux returns a wide character once; the C library decides whether it takes one column or
      // two.
      #expect(
        try place(of: "198.51.100.7", in: String(line)) == place(of: "sourceIP", in: String(head)))
    }
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")
  }
}
