import Foundation
import Testing

/// Hits that arrive during a dialog: Enter does what the dialog showed when it opened.
@Suite struct SlowInputTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  /// A scan as slow as its writer.
  private func open(on fifo: String, rule: String) throws -> (Terminal, FileHandle) {
    #expect(mkfifo(fifo, 0o600) == 0)
    let terminal = try Terminal(
      in: folder,
      run: ["sh", "-c", #"exec "$0" "$1" - < "$2""#, Program.path, rule, fifo])
    return (terminal, try FileHandle(forWritingTo: URL(fileURLWithPath: fifo)))
  }

  private func write(_ minutes: Range<Int>, region: String, to pipe: FileHandle) throws {
    for minute in minutes {
      try pipe.write(contentsOf: MadeLog.line(minute, region: region))
    }
  }

  @Test func aDialogDecidesOnWhatItShowed() throws {
    let rule = try folder.copy(of: Samples.rule, as: "rule.yml")
    let (terminal, pipe) = try open(on: folder.path + "/log", rule: rule)
    try write(0..<4, region: "me-south-1", to: pipe)
    try terminal.wait(for: "4 hits")
    try terminal.press("*")
    try terminal.wait(for: "4 marked")
    try terminal.press("f")
    try terminal.wait(for: "an exception for 4 hits")
    // More of the same arrive, before and after the four.
    try write(4..<9, region: "me-south-1", to: pipe)
    try terminal.wait(for: "9 hits")
    try terminal.press("G", "Enter")
    try terminal.wait(for: "4 FP · 5 open")

    // The event under the cursor is the same, wherever it is in the list now.
    try terminal.press("G", "c")
    try terminal.wait(for: "comment on 1 hit")
    try write(9..<12, region: "af-south-1", to: pipe)
    try terminal.wait(for: "12 hits")
    try terminal.type("seen")
    try terminal.press("Enter")
    try terminal.wait("the comment on the last of the nine") {
      $0.contains("comment on 1 hit") && $0.contains("  00000000-0000-4000-8000-000000000008")
    }

    // An edit counts its effect again when it is written: it silences nothing that the dialog did
    // not announce.
    try terminal.press("a")
    try terminal.wait(for: "silences 9 hits")
    try write(12..<13, region: "me-south-1", to: pipe)
    try terminal.wait(for: "13 hits")
    try terminal.press("Enter")
    try terminal.wait("the region allowed, the others left") {
      $0.contains("3 hits") && $0.contains("10 silenced") && !$0.contains("┌")
    }
    try pipe.close()
    try terminal.wait("the end of the scan") { $0.contains("13 records") && !$0.contains(" %") }
    try terminal.quit()
  }
}
