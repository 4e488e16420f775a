import ArgumentParser
import Basics
import RuleEditing
import Sessions

extension ReplayCommand {
  /// Up to this many rule files are named even if they did not change.
  private static let maximumUnchanged = 10

  /// Repeats the decisions without a screen, and reports where the result differs from the record.
  func playHeadless(_ contents: JournalContents) throws {
    let replay = HeadlessReplay(contents)
    // Of a folder of rules, those that the session changed.
    let changed = Set(replay.state.changedPaths)
    let isFew = replay.ruleTexts.count <= Self.maximumUnchanged
    let named = replay.ruleTexts.filter { isFew || changed.contains($0.path) }
    for rule in named {
      Console.print("rule \(rule.path)  sha256 \(SHA256.hex(of: rule.text.utf8))")
    }
    if named.count < replay.ruleTexts.count {
      Console.print(
        "\((replay.ruleTexts.count - named.count).counting("rule file")) as at the start")
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
