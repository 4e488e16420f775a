import Sigma
import SourceYAML

/// The first half of the promise, checked on the two parsed texts: the new file is the old file,
/// but for what was meant to change, and each new condition is the old one *and not* the filter.
///
/// It knows nothing of how the text was changed, so a mistake there cannot hide here.
struct StructuralProof {
  let before: RuleFile
  let after: RuleFile
  let site: EditSite
  let expected: ExpectedChange

  func check() throws(EditRefusal) {
    try checkErrors()
    guard let old = site.subject(in: before, isAfter: false),
      let new = site.subject(in: after, isAfter: true)
    else { throw .unproven(reason: "it would be read as another document") }
    try checkDocuments(but: old.document)
    guard let oldRoot = before.documents[old.document].root?.mapping,
      let newRoot = after.documents[new.document].root?.mapping
    else { throw .unproven(reason: "the rule's document would no longer be a map") }
    try checkKeys(oldRoot, newRoot, except: old.key)
    try checkDetection(old.detection, new.detection)
    try checkConditions(old.detection, new.detection)
  }

  // MARK: - The file

  func checkErrors() throws(EditRefusal) {
    let known = Set(before.diagnostics.filter { $0.severity == .error }.map(\.message))
    for problem in after.diagnostics where problem.severity == .error {
      if !known.contains(problem.message) { throw .wouldNotLoad(message: problem.message) }
    }
  }

  private func checkDocuments(but edited: Int) throws(EditRefusal) {
    guard before.documents.count == after.documents.count,
      before.rules.map(\.documentIndex) == after.rules.map(\.documentIndex),
      before.filters.map(\.documentIndex) == after.filters.map(\.documentIndex)
    else { throw .unproven(reason: "the file's documents would be others") }
    for (index, (old, new)) in zip(before.documents, after.documents).enumerated()
    where index != edited {
      let isSame =
        switch (old.root, new.root) {
        case (nil, nil): true
        case (let old?, let new?): old.hasSameMeaning(as: new)
        default: false
        }
      guard isSame, old.kind == new.kind else {
        throw .unproven(reason: "document \(index + 1) would change")
      }
    }
    // Of a collection, a rule may be made of the edited document too.
    for (old, new) in zip(before.rules, after.rules) where old.documentIndex != edited {
      guard old.detection.node.hasSameMeaning(as: new.detection.node) else {
        throw .unproven(reason: "the rule \(old.title) would change too")
      }
    }
  }

  // MARK: - The rule

  private typealias Entries = [(key: YAMLNode, value: YAMLNode)]

  private func checkKeys(
    _ old: Entries, _ new: Entries, except section: String
  ) throws(EditRefusal) {
    func others(_ entries: Entries) -> Entries {
      entries.filter { entry in
        (expected.modified == nil || entry.key.scalar?.text != "modified")
          && (expected.tuning == nil || entry.key.scalar?.text != RuleDraft.notesKey)
      }
    }
    if let texts = expected.tuning {
      let notes = new.filter { $0.key.scalar?.text == RuleDraft.notesKey }
      guard texts.isEmpty ? notes.isEmpty : notes.count == 1 && notes[0].value.isList(texts) else {
        throw .unproven(reason: "\(RuleDraft.notesKey) would not be as planned")
      }
    }
    if let date = expected.modified {
      let modified = new.filter { $0.key.scalar?.text == "modified" }
      guard modified.count == 1, modified[0].value.scalar?.text == date else {
        throw .unproven(reason: "modified would not be \(date)")
      }
    }
    let (oldOthers, newOthers) = (others(old), others(new))
    guard oldOthers.count == newOthers.count else {
      throw .unproven(reason: "the rule would have other keys")
    }
    for (old, new) in zip(oldOthers, newOthers) {
      let name = old.key.scalar?.text ?? ""
      guard old.key.hasSameMeaning(as: new.key),
        name == section || old.value.hasSameMeaning(as: new.value)
      else { throw .unproven(reason: "the key \(name) would change") }
    }
  }

  private func checkDetection(
    _ old: Detection, _ detection: Detection
  ) throws(EditRefusal) {
    var entries = detection.node.mapping ?? []
    if let added = expected.added {
      guard let index = entries.firstIndex(where: { $0.key.isText(added.name) }),
        added.isWritten(as: entries[index].value)
      else { throw .unproven(reason: "\(added.name) would not be as planned") }
      entries.remove(at: index)
    }
    let kept = (old.node.mapping ?? []).filter { entry in
      !expected.removed.contains(entry.key.scalar?.text ?? "")
    }
    guard kept.count == entries.count else {
      throw .unproven(reason: "the detection would have other searches")
    }
    for (old, new) in zip(kept, entries) {
      let name = old.key.scalar?.text ?? ""
      guard old.key.hasSameMeaning(as: new.key) else {
        throw .unproven(reason: "the search \(name) would be another")
      }
      if name == "condition" && expected.changesCondition { continue }
      if let exception = expected.rewritten[name] {
        guard let search = detection.searchIdentifiers[name],
          RuleException(search)?.meaning == exception.meaning
        else { throw .unproven(reason: "\(name) would not say what is wanted") }
        continue
      }
      guard isAsExpected(old.value, new.value, ExpectedChange.Place(search: name, path: [])) else {
        throw .unproven(reason: "\(name) would change in another way than planned")
      }
    }
  }

  /// Equal but for the lists that change, at their places.
  private func isAsExpected(
    _ old: YAMLNode, _ new: YAMLNode, _ place: ExpectedChange.Place
  ) -> Bool {
    if let texts = expected.lists[place] {
      return new.isList(texts) || (texts.count == 1 && new.isText(texts[0]))
    }
    func inner(_ index: Int) -> ExpectedChange.Place {
      ExpectedChange.Place(search: place.search, path: place.path + [index])
    }
    switch (old.content, new.content) {
    case (.sequence(let old, _), .sequence(let new, _)):
      let removed = place.path.isEmpty ? expected.removedAlternatives[place.search] ?? [] : []
      let kept = old.enumerated().filter { !removed.contains($0.offset) }
      return kept.count == new.count
        && zip(kept, new).allSatisfy { old, new in
          isAsExpected(old.element, new, inner(old.offset))
        }
    case (.mapping(let old, _), .mapping(let new, _)):
      return old.count == new.count
        && zip(old, new).enumerated().allSatisfy { index, pair in
          pair.0.key.hasSameMeaning(as: pair.1.key)
            && isAsExpected(pair.0.value, pair.1.value, inner(index))
        }
    default:
      return old.hasSameMeaning(as: new)
    }
  }

  // MARK: - The conditions

  private func checkConditions(_ old: Detection, _ new: Detection) throws(EditRefusal) {
    let removed = Dictionary(uniqueKeysWithValues: expected.removed.map { ($0, false) })
    guard expected.removed.allSatisfy(old.excludes) else {
      throw .unproven(reason: "the condition does more with the filter than exclude it")
    }
    let oldFormulas = old.formulas(fixing: removed)
    guard let added = expected.added?.name else {
      guard new.formulas() == oldFormulas else {
        throw .unproven(reason: "the condition would be another")
      }
      return
    }
    guard new.excludes(added) else {
      throw .unproven(reason: "the condition would not exclude \(added)")
    }
    guard new.formulas(fixing: [added: false]) == oldFormulas else {
      throw .unproven(reason: "the condition would be more than the old one and not \(added)")
    }
  }
}
