import Sigma

/// The part of a document that an edit changes.
///
/// A filter's `filter` map is edited as if it were a rule's detection: searches, and a condition over them. The file of
/// values that a placeholder stands for has no searches; only its lists are edited.
enum EditedSection: String, Sendable {
  case detection, filter
  case values
}

extension RuleFilter {
  /// The filter's searches and condition as those of a rule.
  var asRule: Rule {
    Rule(
      title: title, logsource: logsource, detection: detection, documentIndex: documentIndex,
      path: path)
  }
}

extension EditPlan.Place {
  /// What is edited, in the file before or after the edit; nil where it is not there.
  func rule(in file: RuleFile, isAfter: Bool) -> Rule? {
    switch self {
    case .rule(let index): file.rules.indices.contains(index) ? file.rules[index] : nil
    case .filter(let before, let after):
      (isAfter ? after : before).flatMap { index in
        file.filters.indices.contains(index) ? file.filters[index].asRule : nil
      }
    case .placeholder: nil
    }
  }

  var section: EditedSection {
    switch self {
    case .rule: .detection
    case .filter: .filter
    case .placeholder: .values
    }
  }
}
