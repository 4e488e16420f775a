import RuleTests
import Sigma
import TerminalScreen

/// A part of a rule that decided about an event, as text, and its place in the rule.
///
///     filter_main_ci excludes it (rules/region.yml:14)
struct DecidingPartText {
  let part: Explanation.DecidingPart
  let rule: Rule

  var text: SafeText { SafeText(part.words(in: rule)) }

  /// The file with the part, and its line from 1.
  var place: (file: String, line: Int)? {
    switch part.subject {
    case .search(let name):
      rule.detection.searchIdentifiers[name].map { (rule.path, $0.key.start.line) }
    case .filter(let index):
      (rule.filters[index].path, rule.filters[index].detection.node.start.line)
    }
  }
}

extension RuleTestResult.WrongEvent {
  /// `event 3 (8c1f…)`
  var title: SafeText { eventID.map { "event \(number) (\($0))" } ?? "event \(number)" }

  /// The parts that changed the rule's mind: all that keep it from matching; of those that make it
  /// match, exceptions come last, since they are what usually changed.
  func decidingParts(of rule: Rule) -> [DecidingPartText] {
    explanation.decidingParts.map { DecidingPartText(part: $0, rule: rule) }
  }
}
