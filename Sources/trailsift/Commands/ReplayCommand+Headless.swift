import ArgumentParser
import Basics
import RuleEditing
import Sessions

extension ReplayCommand {
  /// Repeats the decisions without a screen, and reports where the result differs from the record.
  func playHeadless(_ contents: JournalContents) throws {
    let replay = HeadlessReplay(contents)
    for rule in replay.ruleTexts {
      Console.print("rule \(rule.path)  sha256 \(SHA256.hex(of: rule.text.utf8))")
    }
    for edit in replay.edits {
      Console.print("edit \(edit.summary), silenced \(edit.silenced)")
    }
    Console.print(
      "\(replay.state.decisions.countedAs("decision")) in force, \(replay.state.verdicts.countedAs("hit")) judged"
    )
    StandardOutput.shared.flush()
    if let output, let rule = replay.ruleTexts.first {
      try Console.write(rule.text, to: output)
    }
    for problem in replay.problems { Console.error(problem) }
    for deviation in replay.deviations { Console.error(deviation) }
    if !replay.deviations.isEmpty { throw ExitCode.replayDiffers }
    if !replay.problems.isEmpty { throw ExitCode.incomplete }
  }
}
