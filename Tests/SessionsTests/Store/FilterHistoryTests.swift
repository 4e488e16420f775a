import Basics
import Foundation
import Testing

@testable import Sessions

@Suite struct FilterHistoryTests {
  private let folder: String
  private let history: FilterHistory

  init() throws {
    folder =
      FileManager.default.temporaryDirectory.appendingPathComponent(
        "trailsift-history-" + UUID().uuidString
      ).path
    history = FilterHistory(environment: ["XDG_STATE_HOME": folder])
  }

  private func write(_ bytes: Data) throws {
    try PrivateFile(history.path).makeFolder()
    try bytes.write(to: URL(fileURLWithPath: history.path))
  }

  private func clean() { try? FileManager.default.removeItem(atPath: folder) }

  @Test func isKeptNewestFirstAndOnce() throws {
    defer { clean() }
    #expect(try history.load() == [])
    for line in ["region:ap-*", "\"é\" /a\\/b/", "region:ap-*"] { try history.add(line) }
    #expect(try history.load() == ["region:ap-*", "\"é\" /a\\/b/"])
    let mode = try FileManager.default.attributesOfItem(atPath: history.path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder + "/trailsift")
        == ["filters.json"])
  }

  @Test func isBounded() throws {
    defer { clean() }
    try write(try JSONEncoder().encode((0..<2_000).map { "event:E\($0)" }))
    try history.add("event:new")
    let lines = try history.load()
    #expect(lines.count == 500 && lines.first == "event:new" && lines.last == "event:E498")
  }

  /// Several sessions at once: each adds to the current content.
  @Test func nobodysLinesAreLost() throws {
    defer { clean() }
    let lines = (0..<40).map { "event:E\($0)" }
    DispatchQueue.concurrentPerform(iterations: lines.count) { try? history.add(lines[$0]) }
    #expect(Set(try history.load()) == Set(lines))
  }

  /// Wrong content is reported, and the next typed filter replaces it.
  @Test(arguments: ["", "{}", "[1, 2]", "[\"a\"", "\u{0}\u{1B}]52;c;AAAA\u{7}"])
  func aFileThatIsNotAHistoryIsReported(text: String) throws {
    defer { clean() }
    try write(Data(text.utf8))
    #expect(throws: FilterHistory.Failure.self) { try history.load() }
    try history.add("region:ap-*")
    #expect(try history.load() == ["region:ap-*"])
  }

  @Test func hugeFilesAreNotRead() throws {
    defer { clean() }
    try write(Data(repeating: UInt8(ascii: " "), count: 5 << 20))
    #expect(throws: FilterHistory.Failure.self) { try history.load() }
  }

  /// Control characters and lines that can't be typed are left out.
  @Test func hostileLinesAreLeftOut() throws {
    defer { clean() }
    let lines = [
      "ok", "a\u{1B}]52;c;AAAA\u{7}", "two\nlines", " ", String(repeating: "x", count: 9_000),
    ]
    try write(try JSONEncoder().encode(lines))
    #expect(try history.load() == ["ok"])
  }

  /// Neither waits for a pipe nor overwrites a path that is not a file.
  @Test func aPathThatIsNotAFileIsLeftAlone() throws {
    defer { clean() }
    try PrivateFile(history.path).makeFolder()
    #expect(mkfifo(history.path, 0o600) == 0)
    #expect(throws: FilterHistory.Failure.self) { try history.load() }
    #expect(throws: FilterHistory.Failure.self) { try history.add("region:ap-*") }
    var status = stat()
    #expect(stat(history.path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
  }

  @Test func whatCannotBeWrittenIsTold() throws {
    let history = FilterHistory(environment: ["XDG_STATE_HOME": "/dev/null"])
    do {
      try history.add("region:ap-*")
      Issue.record("written")
    } catch {
      #expect(
        "\(error)".hasPrefix("the filter is not remembered: /dev/null/trailsift/filters.json: "))
    }
  }
}
