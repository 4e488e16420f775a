import Foundation
import Testing

@testable import TerminalScreen

/// The recording follows the format's description.
@Suite struct AsciicastTests {
  private func cast() -> Asciicast {
    var cast = Asciicast(
      .init(
        size: Size(columns: 40, rows: 10), timestamp: 1_763_000_000,
        title: "a \"title\" \\ \u{1B}[31m 한", idleTimeLimit: 2),
      theme: .terminal(on: .black), depth: .ansi16)
    var screen = Screen(size: Size(columns: 40, rows: 10))
    screen.put("say \"hi\" \\ 한", column: 0, row: 0)
    cast.show(screen, at: 0)
    cast.show(screen, at: 0.5)
    cast.mark("allow region", at: 1.23456)
    screen.put("more", column: 0, row: 9)
    cast.show(screen, at: 1)
    cast.hold(until: 3)
    return cast
  }

  @Test func theHeaderHasWhatTheFormatWants() throws {
    let lines = cast().text.split(separator: "\n")
    let header = try #require(
      JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any])
    #expect(header["version"] as? Int == 2)
    #expect(header["width"] as? Int == 40)
    #expect(header["height"] as? Int == 10)
    #expect(header["timestamp"] as? Int == 1_763_000_000)
    #expect(header["idle_time_limit"] as? Double == 2)
    #expect(header["title"] as? String == "a \"title\" \\ ␛[31m 한")
    #expect((header["env"] as? [String: String])?["TERM"] == "xterm-256color")
  }

  @Test func eventsAreTimesCodesAndData() throws {
    let lines = cast().text.split(separator: "\n").dropFirst()
    let events = try lines.map { line in
      try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any])
    }
    // An unchanged screen is not repeated.
    #expect(events.compactMap { $0[1] as? String } == ["o", "m", "o", "o"])
    // Times never decrease.
    #expect(events.compactMap { $0[0] as? Double } == [0, 1.235, 1.235, 3])
    #expect(events.allSatisfy { $0.count == 3 && $0[2] is String })
    #expect((events[0][2] as? String)?.contains("say \"hi\" \\ 한") == true)
    // The viewer's terminal is restored: no attributes, wrapped lines, a cursor.
    #expect(events.last?[2] as? String == "\u{1B}[0m\u{1B}[?7h\u{1B}[?25h")
    for line in cast().text.unicodeScalars where line != "\n" {
      #expect(line.value >= 0x20 && line.value != 0x7F)
    }
    #expect(cast().text.hasSuffix("\n"))
  }
}
