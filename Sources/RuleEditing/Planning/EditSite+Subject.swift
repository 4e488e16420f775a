import Sigma

/// What an edit changes in a document: the searches of a rule or of a filter, and the conditions
/// over them.
struct EditSubject {
  let detection: Detection
  /// Index in `documents` of the file.
  let document: Int
  /// The key of the document that has them: `detection` or `filter`.
  let key: String
}

extension EditSite {
  /// What is edited, in the file before or after the edit; nil where it is not there, and for
  /// values of a placeholder.
  func subject(in file: RuleFile, isAfter: Bool) -> EditSubject? {
    switch self {
    case .rule(let index):
      guard file.rules.indices.contains(index) else { return nil }
      let rule = file.rules[index]
      return EditSubject(
        detection: rule.detection, document: rule.documentIndex, key: "detection")
    case .filter(let before, let after):
      guard let index = isAfter ? after : before, file.filters.indices.contains(index) else {
        return nil
      }
      let filter = file.filters[index]
      return EditSubject(
        detection: filter.detection, document: filter.documentIndex, key: "filter")
    case .placeholder: return nil
    }
  }
}
