import ArgumentParser
import Foundation
import TerminalScreen
import TriageUI

extension ReplayCommand {
  /// Plays the session into a recording, without a terminal.
  func record(_ input: SessionInput, to path: String, _ size: Size) throws {
    let rules = try LoadedRules(header: input.header).set
    let logs = try self.logs(of: input)
    let (theme, depth) = try screen.recordingLooks()
    let (state, engine, spool) = try opening(input, rules, logs: logs, size: size)
    var room = OffscreenRoom(state, engine, spool, theme: theme)
    let report = try room.scan(scan(input, rules, logs: logs, inOrder: true))
    report.complain()
    var recording = ReplayRecording(room.state) { room.answers(to: $0, of: $1) }
    let title = "trailsift: " + rules.rules.prefix(1).map(\.title).joined()
    let text = recording.record(title: title, speed: speed, theme: theme, depth: depth)
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      Console.error("\(path): cannot be written: \(error.localizedDescription)")
      throw ExitCode.cannotCreate
    }
    if report.hasFailures { throw ExitCode.incomplete }
  }
}
