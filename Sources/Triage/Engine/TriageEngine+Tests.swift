import Basics
import RuleEditing
import RuleTests
import Sessions
import Sigma

/// A test of a rule that passes now, and would fail after an edit.
///
///     true positive: stolen key     event 2 (8c1f…): filter_main_ci excludes it
public struct LostTest: Sendable, Hashable {
  public let name: String
  /// The first event on which the rule would decide otherwise, and why.
  public let event: String?

  init(_ result: RuleTestResult, of rule: Rule) {
    name = result.test.name
    event = result.wrong.first.map { event in
      let parts = event.explanation.decidingParts
      let part = parts.last { $0.isNegated } ?? parts.first
      return "event \(event.number)" + (event.eventID.map { " (\($0))" } ?? "")
        + (part.map { ": " + $0.words(in: rule) } ?? "")
    }
  }
}

extension LostTest: CustomStringConvertible {
  /// A sentence for a dialog or message, with text of the rule and its tests.
  public var description: String {
    "It breaks the test “\(name)”" + (event.map { ": " + $0 } ?? "") + "."
  }
}

/// The tests of rules guard edits.
extension TriageEngine {
  /// The tests of a rule that pass now and would fail after a plan.
  func lostTests(of plan: EditPlan, rule: Int) throws(TriageRefusal) -> [LostTest] {
    let suite = try testSuite(ofRule: rule)
    if suite.tests.isEmpty { return [] }
    let before = try version(ofRule: rule, with: [plan.before.path: plan.before.text])
    let after = try version(ofRule: rule, with: [plan.after.path: plan.after.text])
    return try refusing {
      let run = RuleTestRun(matcher: try RuleMatcher([before, after]))
      let now = run.run(suite, on: 0).results
      return zip(now, run.run(suite, on: 1).results).compactMap { now, then in
        !now.isFailure && then.isFailure ? LostTest(then, of: after.rule) : nil
      }
    }
  }

  /// The tests of a rule as its current text names them.
  public func testSuite(ofRule rule: Int) throws(TriageRefusal) -> RuleTestSuite {
    let (file, index) = try currentPlace(ofRule: rule)
    // Paths go from where the file is, wherever the program runs.
    let there = RuleFile(text: file.text, path: location(of: file.path))
    guard there.rules.indices.contains(index) else {
      throw TriageRefusal("\(file.path) no longer has the rule \(rules.rules[rule].title)")
    }
    return RuleTestSuite(of: there.rules[index], in: there)
  }
}
