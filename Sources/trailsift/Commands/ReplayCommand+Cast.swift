import ArgumentParser
import Scanning
import TerminalScreen
import TriageUI
import WorkbenchRuntime

extension ReplayCommand {
  /// Writes the session as a recording, without a terminal.
  func record(_ input: SessionInput, to path: String, _ size: Size) throws {
    let rules = try RuleSet(input.header)
    let (theme, depth) = try screen.recordingLooks()
    var session = try opening(input, rules, inOrder: true)
    session.state.size = size
    let workbench = HeadlessWorkbench(session, theme: theme)
    let report = workbench.scan()
    try report.complainUnlessKept()
    let title = "trailsift: " + rules.rules.prefix(1).map(\.title).joined()
    let text = workbench.record(title: title, speed: speed, depth: depth)
    try Console.write(text, to: path)
    if report.hasFailures { throw ExitCode.incomplete }
  }
}
