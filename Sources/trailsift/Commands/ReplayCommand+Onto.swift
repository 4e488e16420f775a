import ArgumentParser
import Basics
import Foundation
import RuleEditing
import RuleTests
import Sigma
import Triage

extension ReplayCommand {
  /// Applies the session's edits to another rule, and reports the outcome of each.
  func playOnto(_ rulePath: String, _ input: SessionInput) throws {
    let options = input.header.options
    let rules = try LoadedRules(path: rulePath, options: options).set
    guard rules.files.count == 1, let target = rules.files.first else {
      Console.error("--onto takes one rule file; \(rulePath) has \(rules.files.count)")
      throw ExitCode.validationFailure
    }
    // Only logs that are given explicitly: the recorded ones may be gone.
    let found = try input.hits(of: rules, logs: logs, columns: ["awsRegion"], jobs: jobs)
    let onto: ReplayOnto
    do {
      onto = try ReplayOnto(
        input.contents, target: target, rules: rules,
        hits: found.map { ($0.hits.table, $0.spool) })
    } catch {
      Console.error("\(rulePath): \(error)")
      throw ExitCode.cannotWrite
    }
    let written = try write(onto)
    switch format {
    case .text: print(onto, written)
    case .json: try JSONOutput.write(OntoDocument(onto, written: written))
    }
    StandardOutput.shared.flush()
    for problem in input.contents.problems { Console.error(problem) }
    if onto.hasConflicts || onto.hasFailingTests { throw ExitCode.replayDiffers }
    if found?.report.hasFailures == true || !input.contents.problems.isEmpty {
      throw ExitCode.incomplete
    }
  }

  /// Writes the rule if asked to: in its place, or to another file. Returns the path.
  private func write(_ onto: ReplayOnto) throws -> String? {
    guard let path = output ?? (write ? onto.path : nil) else { return nil }
    do {
      if output == nil {
        try RuleFileStore.save(
          onto.after, to: path, replacing: SHA256.hex(of: onto.before.utf8))
      } else if RuleFileStore.exists(path) {
        try RuleFileStore.save(
          onto.after, to: path, replacing: RuleFileStore.load(path).sha256)
      } else {
        try RuleFileStore.create(onto.after, at: path)
      }
    } catch SaveError.notDurable {
      // The file was written; only a later step failed.
    } catch {
      Console.error("\(error)")
      throw ExitCode.cannotWrite
    }
    return path
  }

  private func print(_ onto: ReplayOnto, _ written: String?) {
    for step in onto.steps {
      let (word, why) = step.outcome.words
      let effect = step.silenced.map { ", silences " + $0.counting("hit") } ?? ""
      Console.print(
        word.padding(toLength: 14, withPad: " ", startingAt: 0)
          + " \(step.edit)\(effect)  (\(step.at) \(step.author))" + (why.map { ": " + $0 } ?? ""))
    }
    if onto.steps.isEmpty { Console.print("the session changed no rule") }
    Console.printDiff(onto.diff.unified(path: onto.path))
    for line in TestReportText().lines(of: onto.tests) { Console.print(line.text) }
    if !onto.tests.isEmpty { Console.say(TestSums(onto.tests).text) }
    if let written {
      Console.say("written: \(written)")
    } else if onto.before != onto.after {
      Console.say("nothing was written; use --write or --output FILE")
    }
  }
}

extension ReplayOnto.Outcome {
  var words: (word: String, why: String?) {
    switch self {
    case .applied: ("applied", nil)
    case .alreadyThere(let why): ("already there", why)
    case .conflict(let why): ("conflict", why)
    }
  }
}

/// `--onto … --format json`: the outcome of each edit.
///
///     {"conflicts":0,"diff":"--- a/…","edits":[{"edit":"allow region ap-east-1","outcome":"applied",…}],
///      "rule":"rule.yml","sha256":"…","written":null}
private struct OntoDocument: Encodable {
  struct Edit: Encodable {
    let entry: Int
    let at: String
    let author: String
    let edit: String
    let outcome: String
    let reason: String?
    let silenced: Int?
  }

  let rule: String
  let edits: [Edit]
  let conflicts: Int
  /// The tests of the result.
  let tests: TestSums
  let diff: String
  /// SHA-256 of the text with the edits.
  let sha256: String
  let written: String?

  init(_ onto: ReplayOnto, written: String?) {
    rule = onto.path
    edits = onto.steps.map { step in
      let (word, why) = step.outcome.words
      return Edit(
        entry: step.sequence, at: step.at, author: step.author, edit: step.edit,
        outcome: word.replacing(text: " ", by: "_"), reason: why,
        silenced: step.silenced)
    }
    conflicts = onto.steps.count { if case .conflict = $0.outcome { true } else { false } }
    tests = TestSums(onto.tests)
    diff = onto.diff.unified(path: onto.path)
    sha256 = SHA256.hex(of: onto.after.utf8)
    self.written = written
  }
}
