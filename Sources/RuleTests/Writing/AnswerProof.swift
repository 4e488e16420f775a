import EventJSON
import Sigma

/// What a rule answers about an event, part by part, to prove that a changed event is still the
/// same test.
///
///     selection and not filter      [true, true, false]: the rule, `selection`, `filter`
struct AnswerProof {
  private let matcher: RuleMatcher
  private let event: PickedEvent

  /// - Parameter matcher: the rule, as its only one.
  init(_ matcher: RuleMatcher) {
    self.matcher = matcher
    event = PickedEvent(trie: FieldTrie(fields: matcher.fields))
  }

  /// Whether each part of the rule holds; nil if the event is not JSON.
  func answers(to record: [UInt8]) -> [Bool]? {
    record.withUnsafeBytes { bytes in
      guard (try? event.read(bytes)) != nil else { return nil }
      var answers: [Bool] = []
      matcher.explain(event, rule: 0).root.collectAnswers(into: &answers)
      return answers
    }
  }
}

extension Explanation.Node {
  fileprivate func collectAnswers(into answers: inout [Bool]) {
    answers.append(holds)
    for child in children { child.collectAnswers(into: &answers) }
  }
}
