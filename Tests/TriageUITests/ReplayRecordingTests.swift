import Foundation
import TerminalScreen
import Testing

@testable import Sessions
@testable import TriageUI

/// A recording shows the same as the replay, and is reproducible.
@Suite struct ReplayRecordingTests {
  private func record(_ entries: [JournalEntry], speed: Double = 1) throws -> (String, Screen) {
    let workbench = try TestWorkbench(
      events: TestEvent.office, columns: 100, rows: 30, replaying: entries)
    let beginning = workbench.state
    let text = workbench.record(title: "a case", speed: speed)
    workbench.state = beginning
    for _ in entries { try workbench.press(".") }
    return (text, workbench.state.view())
  }

  @Test func itEndsWhereTheReplayEnds() throws {
    let entries = try ReplayingTests.recorded()
    let (text, last) = try record(entries)
    let events = try text.split(separator: "\n").dropFirst().map {
      try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [Any])
    }
    let times = try events.map { try #require($0[0] as? Double) }
    #expect(times == times.sorted())
    // A second passes between two entries, and the last screen stays for two.
    #expect(times.last == Double(entries.count) + 2)
    let marks = events.filter { $0[1] as? String == "m" }.compactMap { $0[2] as? String }
    #expect(marks.contains("allow region ap-east-1"))
    #expect(marks.count == ReplayTimeline(header: .none, entries: entries).decisions.count)
    var output = ""
    for event in events where event[1] as? String == "o" { output += event[2] as? String ?? "" }
    // The terminal ends with the last screen of the replay; the reader below ignores colours.
    let shown = Self.shown(output, size: last.size)
    for row in 0..<last.size.rows { #expect(shown[row] == last.line(row), "row \(row)") }
  }

  @Test func theSameSessionIsTheSameRecording() throws {
    let entries = try ReplayingTests.recorded()
    #expect(try record(entries).0 == record(entries).0)
  }

  @Test func speedMakesItShorter() throws {
    let entries = try ReplayingTests.recorded()
    let (text, _) = try record(entries, speed: 4)
    let last = try #require(text.split(separator: "\n").last)
    #expect(last.hasPrefix("[\(Double(entries.count) / 4 + 2),\"o\","))
  }

  /// A terminal that knows moves and text.
  private static func shown(_ output: String, size: Size) -> [String] {
    var cells = Array(
      repeating: Array(repeating: " ", count: size.columns), count: size.rows)
    var place = (row: 0, column: 0)
    var scalars = output.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      guard scalar == "\u{1B}" else {
        cells[place.row][place.column] = String(scalar)
        place.column += 1
        continue
      }
      let end = scalars.firstIndex { ("A"..."Z").contains($0) || ("a"..."z").contains($0) }
      guard let end else { break }
      if scalars[end] == "H" {
        let numbers = String(scalars[..<end]).dropFirst().split(separator: ";").compactMap {
          Int($0)
        }
        place = (numbers[0] - 1, numbers[1] - 1)
      }
      scalars = scalars[scalars.index(after: end)...]
    }
    return cells.map { $0.joined() }
  }
}

extension SessionHeader {
  fileprivate static let none = SessionHeader(
    tool: "", author: "", started: "", rules: [], logs: [], options: .init())
}
