import Foundation
import Sigma
import Testing

@testable import RuleEditing

/// Any rule, a random region and a random exception: the edit is proven over the structure and over
/// made events, touches only the lines concerned, and taken back leaves the bytes that were there.
///
/// Over the rules of the corpus, and over those of `../shared` where it stands beside the repository.
struct EditPropertyTests {
  private struct Tally {
    var rules = 0
    var edits = 0
    var refused: [String: Int] = [:]
  }

  private static let rounds = 3

  @Test func rulesOfTheCorpus() throws {
    var tally = Tally()
    for (index, file) in CorpusTests.cases.enumerated() {
      let url = CorpusTests.folder.appending(path: file.name + ".yml")
      let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
      try edit(text, path: url.lastPathComponent, seed: index, &tally)
    }
    print("corpus: \(tally.rules) rules, \(tally.edits) edits, refused: \(tally.refused)")
    // What `expected.tsv` says cannot be edited, in each round and both ways.
    let refused = CorpusTests.cases.filter { $0.except != "edit" }.count
    #expect(tally.refused.values.reduce(0, +) <= 2 * (refused + 1) * Self.rounds)
    #expect(tally.edits > 600)
  }

  @Test(.enabled(if: SharedData.exists("data/sigma")))
  func publicRules() throws {
    var tally = Tally()
    let paths = SharedData.rules(below: "data/sigma") + SharedData.rules(below: "seed")
    for (index, path) in paths.enumerated() {
      try edit(try SharedData.text(path), path: path, seed: 1_000 + index, &tally)
    }
    print("public: \(tally.rules) rules, \(tally.edits) edits, refused: \(tally.refused)")
    #expect(tally.refused.isEmpty)
    #expect(tally.rules > 50)
  }

  // MARK: - One rule

  private func edit(_ text: String, path: String, seed: Int, _ tally: inout Tally) throws {
    let file = RuleFile(text: text, path: path)
    var generator = SplitMix(seed: seed)
    for index in file.rules.indices {
      tally.rules += 1
      for round in 0..<Self.rounds {
        let region = RandomEdits.region(for: file.rules[index], using: &generator)
        let exception = RandomEdits.exception(for: file.rules[index], using: &generator)
        var current = file
        for edit in [RuleEdit.allowRegion(region), .addException(exception)] {
          do {
            current = try checked(edit, on: index, of: current, seed: seed + round)
            tally.edits += 1
          } catch EditRefusal.alreadyAllowed {
            continue
          } catch let refusal as EditRefusal {
            tally.refused["\(path): \(refusal)", default: 0] += 1
          }
        }
      }
    }
  }

  /// Plans, proves, verifies and undoes; the file after the edit.
  private func checked(
    _ edit: RuleEdit, on index: Int, of file: RuleFile, seed: Int
  ) throws -> RuleFile {
    let plan = try RuleEditor.plan(edit, stamp: testStamp, rule: index, in: file)
    let lines = ConcernedLines(of: file.rules[index], in: file)
    let others = lines.others(in: plan.diff)
    #expect(others.isEmpty, "\(file.path), \(edit)")
    let undone = try plan.patches.inverted.applied(to: plan.after.text)
    #expect(undone.hasSameBytes(as: file.text), "\(file.path), \(edit)")
    do {
      _ = try verify(plan, count: 60, seed: seed)
    } catch EditRefusal.wouldNotLoad {
      // Needs what only its own platform can compile.
    }
    return plan.after
  }
}
