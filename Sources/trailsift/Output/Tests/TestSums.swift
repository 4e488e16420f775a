import Basics
import RuleTests

/// How many tests had which result.
struct TestSums: Encodable {
  var rules = 0
  var rulesWithTests = 0
  var tests = 0
  var passed = 0
  var failed = 0
  /// Tests whose events, or lists of tests that could not be read.
  var broken = 0
  var skipped = 0

  init(_ tested: [TestedRule]) {
    for tested in tested {
      rules += 1
      if tested.hasTests { rulesWithTests += 1 }
      // A list that can't be read stands for the tests in it.
      if tested.suite.hasErrors {
        tests += 1
        broken += 1
      }
      for result in tested.results {
        tests += 1
        switch result.outcome {
        case .passed: passed += 1
        case .failed: failed += 1
        case .broken: broken += 1
        case .skipped: skipped += 1
        }
      }
    }
  }

  /// `4 tests of 2 rules: 3 passed, 1 failed; 5 rules have no tests`
  var text: String {
    var parts = ["\(passed.grouped) passed"]
    if failed > 0 { parts.append("\(failed.grouped) failed") }
    if broken > 0 { parts.append("\(broken.grouped) could not be run") }
    if skipped > 0 { parts.append("\(skipped.grouped) skipped") }
    let without = rules - rulesWithTests
    return "\(tests.counting("test")) of \(rulesWithTests.counting("rule")): "
      + parts.joined(separator: ", ")
      + (without == 0
        ? "" : "; \(without.counting("rule")) \(without == 1 ? "has" : "have") no tests")
  }
}
