import Basics
import Sessions
import TerminalScreen

/// A session over the same rules and logs was found: go on with it?
enum ResumeView {
  static func draw(
    _ summary: SessionStore.Summary, _ state: State, on screen: inout Screen
  ) {
    let viewport = state.viewport
    var lines = [
      Line(SafeText("begun \(summary.header.started) by \(summary.header.author)"), .dialog),
      Line(
        SafeText(
          "\(summary.decisions.counting("decision")) in force, \(summary.verdicts.counting("hit")) judged"
        ),
        .dialog),
      Line(
        SafeText(
          "\(state.key(.resumeSession)) resumes it, \(state.key(.startNewSession)) begins a new one."
        ),
        .dialog),
      Line(SafeText(summary.path), .muted),
    ]
    for problem in summary.problems.prefix(3) {
      lines.append(Line(SafeText("! " + problem), .warning))
    }
    lines = lines.flatMap { $0.folded(width: DialogFrame.textColumns(viewport)) }
    let inside = DialogFrame.draw(
      title: "a session over these rules and logs", rows: lines.count, viewport, on: &screen)
    Line.draw(lines, top: 0, on: &screen, in: inside)
  }
}
