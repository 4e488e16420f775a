import Foundation
import TerminalScreen
import Testing

/// Text of all scripts in the list: columns stand where they stand, whatever is in them.
@Suite(.serialized) struct TextInTerminalsTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private static let names = [
    "kim", "жук-é", "Ωμέγα…", "“×”→①", "한국어-é", "👩‍💻👍🏽🇰🇷❤️", "कि-क्षत्रिय-กำ", "e\u{301}\u{302}-●─│",
    "кириллица-кириллица-кириллица-кириллица",
  ]

  private func open(_ environment: [String: String] = [:]) throws -> Terminal {
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
      ],
      environment: environment)
    try terminal.wait("the end of the scan") { $0.contains("9 hits") && !$0.contains(" %") }
    return terminal
  }

  /// Columns of the terminal before a text in a line; wide characters take two.
  private func place(
    of text: String, in cells: String, width: (Unicode.Scalar) -> Int
  ) throws -> Int {
    let before = try #require(cells.range(of: text, options: .backwards))
    return cells[..<before.lowerBound].unicodeScalars.reduce(0) { $0 + width($1) }
  }

  @Test func inATerminalColumnsHold() throws {
    let terminal = try open()
    let lines = try terminal.screen.split(separator: "\n").filter { $0.contains("2026-03-02 00:0") }
    let hits = lines.filter { $0.contains("ap-east-1") }
    #expect(hits.count == Self.names.count)
    for line in hits {
      // tmux gives a wide character once; what it draws in one column or two is what the C library says.
      #expect(try place(of: "198.51.100.7", in: String(line), width: TextWidth.width) == 64)
    }
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")
  }

  /// `ambiguous_width: wide`, judged by what such a terminal makes of the bytes.
  @Test func whereAmbiguousSignsAreWideColumnsHold() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/config/trailsift", withIntermediateDirectories: true)
    try "ambiguous_width: wide\n".write(
      toFile: folder.path + "/config/trailsift/config.yml", atomically: true, encoding: .utf8)
    let terminal = try open(["TERM": "screen"])
    #expect(try !terminal.screen.contains("ambiguous_width:"))
    try terminal.record(to: folder.path + "/bytes")
    try terminal.press("C-l", "G", "g", "a")
    try terminal.wait(for: "silences 9 hits")
    try terminal.press("Escape")
    try terminal.wait("the list") { !$0.contains("silences") }
    try terminal.press("j", "j", "q")
    try terminal.wait(for: "ended with status 0")

    let bytes = String(decoding: try folder.bytes("bytes"), as: UTF8.self)
    let drawn = try #require(bytes.range(of: "\u{1B}[?1049l")).lowerBound
    func wide(_ scalar: Unicode.Scalar) -> Int {
      TextWidth.isAmbiguous(scalar) ? 2 : TextWidth.width(of: scalar)
    }
    var screen = DrawnScreen(columns: 100, rows: 30, width: wide)
    screen.take(String(bytes[..<drawn]))
    #expect(screen.unknown == [])
    let hits = screen.lines.filter { $0.contains("2026-03-02 00:0") && $0.contains("ap-east-1") }
    #expect(hits.count == Self.names.count, "\(screen.lines.joined(separator: "\n"))")
    let head = try #require(screen.lines.first { $0.contains("sourceIPAddress") })
    let column = try place(of: "sourceIPAddress", in: head, width: wide)
    for hit in hits {
      let found = try place(of: "198.51.100.7", in: hit, width: wide)
      #expect(found == column, "\(hit)")
    }
    // Names are there as they are; what the program draws is ASCII.
    let text = screen.lines.joined(separator: "\n")
    #expect(text.contains("user/жук-é "))
    #expect(text.contains("~"))
    #expect(!text.contains("┌"))

    // A terminal that is not set up so would show it shifted: the judge sees that.
    var narrow = DrawnScreen(columns: 100, rows: 30, width: TextWidth.width)
    narrow.take(String(bytes[..<drawn]))
    #expect(narrow.lines != screen.lines)
  }
}
