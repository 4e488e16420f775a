import Basics
import RuleEditing
import Sigma

extension SessionState {
  /// The files in which edits may be made besides a rule's own, with the texts as they are now.
  package var editFiles: EditSite.Files {
    let placeholders = header.files.filter { $0.kind == .placeholders }
    return EditSite.Files(
      filters: header.editsTo.map { RuleFile(text: ruleTexts[$0] ?? "", path: $0) },
      placeholders: placeholders.map {
        PlaceholderFile(text: ruleTexts[$0.path] ?? "", path: $0.path)
      },
      defined: placeholders.isEmpty ? header.options.placeholders : header.options.defined ?? [:])
  }
}

extension SessionState {
  /// Plans a recorded change again on the current texts, from its edit alone.
  package func plan(again change: RuleChange) throws -> EditPlan {
    var files = editFiles
    switch change.site {
    case .rule: files = EditSite.Files()
    case .filters:
      files = EditSite.Files(
        filters: RuleFile(text: ruleTexts[change.path] ?? "", path: change.path))
    case .placeholders: files.filters = nil
    }
    let (file, index) = try place(ofRule: change.rule, changedIn: change)
    return try RuleEditor.plan(
      change.edit, stamp: change.stamp, rule: index, in: file, beside: files)
  }

  /// Whether the edit still has to be made here.
  package func canPlan(again change: RuleChange) -> Bool { (try? plan(again: change)) != nil }

  /// The same with another text of a file.
  package func with(_ text: String, of path: String) -> SessionState {
    var state = self
    state.ruleTexts[path] = text
    return state
  }

  /// The file of a rule, and its place in it.
  private func place(
    ofRule identity: String, changedIn change: RuleChange
  ) throws(RuleNotInSession) -> (file: RuleFile, index: Int) {
    let paths = change.site == .rule ? [change.path] : header.rules.map(\.path)
    for path in paths {
      guard let text = ruleTexts[path] else { continue }
      let wanted = Rule.identityInFile(identity, path: path)
      // The text does not have the number of the identity.
      guard change.site == .rule || text.has(text: wanted.pieces(at: "#")[0]) else { continue }
      let file = RuleFile(text: text, path: path)
      if let index = file.rules.firstIndex(where: { $0.identityInFile == wanted }) {
        return (file, index)
      }
    }
    throw RuleNotInSession(
      identity: identity, path: change.site == .rule ? change.path : nil)
  }
}

/// No file of the session has the rule of a change.
private struct RuleNotInSession: Error, CustomStringConvertible {
  let identity: String
  /// The only file that was searched.
  let path: String?

  var description: String { "the rule \(identity) is not in \(path ?? "this session")" }
}
