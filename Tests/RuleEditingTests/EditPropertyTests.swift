import Foundation
import Sigma
import TestSupport
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

  @Test(.enabled(if: SharedData.has("data/sigma"), "needs ../shared/data/sigma"))
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

  /// Edits upon edits, allowed and taken back in any order: each is proven and verified, none is
  /// refused for how the ones before it were written, and the patches in reverse lead to the start.
  @Test(arguments: CorpusTests.cases.filter { $0.allow == "edit" && $0.except == "edit" })
  func walks(file: CorpusTests.Case) throws {
    let url = CorpusTests.folder.appending(path: file.name + ".yml")
    let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    var generator = SeededGenerator(seed: UInt64(file.name.utf8.count))
    var steps: [EditPlan] = []
    var current = RuleFile(text: text, path: file.name)
    var added: [String] = []
    for step in 0..<12 {
      let region = ["ap-east-1", "af-south-1", "us-east-1", "x*"].randomElement(using: &generator)
      let exception = RandomEdits.exception(for: current.rules[0], using: &generator)
      let edit: RuleEdit =
        switch Int.random(in: 0..<6, using: &generator) {
        case 0, 1: .allowRegion(region ?? "")
        case 2, 3: .disallowRegion(region ?? "")
        case 4: .addException(exception)
        default: .removeException(name: added.popLast() ?? "filter_main_none")
        }
      let before = current
      do {
        let plan = try RuleEditor.plan(edit, stamp: testStamp, rule: 0, in: current)
        _ = try verify(plan, count: 40, seed: step)
        steps.append(plan)
        current = plan.after
        if case .addException = edit, let name = plan.filterName { added.append(name) }
      } catch let refusal as EditRefusal where !refusal.isOfLayout {
        continue
      } catch let refusal as EditRefusal {
        // Of the layouts, only a condition that is nothing but this exception is in the way.
        #expect(file.name == "condition-only-not", "\(edit): \(refusal) on\n\(before.text)")
      }
    }
    #expect(!steps.isEmpty)
    var undone = current.text
    for plan in steps.reversed() { undone = try plan.patches.inverted.applied(to: undone) }
    #expect(undone.hasSameBytes(as: text))
  }

  // MARK: - One rule

  private func edit(_ text: String, path: String, seed: Int, _ tally: inout Tally) throws {
    let file = RuleFile(text: text, path: path)
    var generator = SeededGenerator(seed: UInt64(seed))
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
          } catch let refusal as EditRefusal where refusal.isNothingToDo {
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
