import Sigma

/// Plans edits: finds the bytes to change, changes them in a copy of the text, reads that copy
/// again, and proves that it is the old rule with the edit and nothing else.
///
///     let file = try RuleFile.load(path: "rules/unusual-region.yml")
///     let stamp = EditStamp(date: "2026-03-01", author: "j.doe", reason: nil)
///     let plan = try RuleEditor.plan(.allowRegion("ap-east-1"), stamp: stamp, rule: 0, in: file)
///     print(plan.diff.unified(path: file.path))
///
/// Nothing is written to a file here; that is `RuleFileStore`'s work.
public enum RuleEditor {
  /// - Parameter ruleIndex: index in `file.rules`.
  public static func plan(
    _ edit: RuleEdit, stamp: EditStamp, rule ruleIndex: Int, in file: RuleFile
  ) throws(EditRefusal) -> EditPlan {
    guard stamp.hasValidDate else { throw .invalidDate(stamp.date) }
    var draft = try RuleDraft(file: file, ruleIndex: ruleIndex)
    let filterName: String?
    switch edit {
    case .allowRegion(let region):
      filterName = try draft.allow(region, stamp: stamp)
    case .disallowRegion(let region):
      filterName = try draft.disallow(region)
    case .addException(let exception):
      filterName = try draft.add(exception, stamp: stamp)
    case .removeException(let name):
      filterName = try draft.removeException(name)
    }
    try draft.setModified(stamp.date)
    let (patches, text) = try draft.finished()
    let after = RuleFile(text: text, path: file.path)
    try StructuralProof(before: file, after: after, ruleIndex: ruleIndex, expected: draft.expected)
      .check()
    try checkOutcome(edit, after.rules[ruleIndex])
    return EditPlan(
      edit: edit, stamp: stamp, place: .rule(ruleIndex), before: file, after: after,
      patches: patches,
      filterName: filterName, notes: draft.notes)
  }

  /// What the edit is for is true of the new rule.
  private static func checkOutcome(_ edit: RuleEdit, _ rule: Rule) throws(EditRefusal) {
    switch edit {
    case .allowRegion(let region):
      guard Allowlist(rule).allows(region) else {
        throw .unproven(reason: "\(region) would not be allowed afterwards")
      }
    case .disallowRegion(let region):
      guard !Allowlist(rule).allows(region) else {
        throw .unproven(reason: "\(region) would still be allowed afterwards")
      }
    case .addException, .removeException: break
    }
  }
}

// MARK: - Exceptions

extension RuleDraft {
  mutating func add(_ exception: RuleException, stamp: EditStamp) throws(EditRefusal) -> String {
    let (name, changesConditions) = try neutralName(for: exception.slug)
    let block = try FilterBlock(exception, name: name, comment: stamp.comment)
    let same = rule.detection.exceptions.first { name in
      rule.detection.searchIdentifiers[name].map { block.isWritten(as: $0.value) } == true
    }
    if let same { throw .alreadyExcepted(filter: same) }
    try add(block, changingConditions: changesConditions)
    return name
  }

  mutating func removeException(_ wanted: String) throws(EditRefusal) -> String {
    let detection = rule.detection
    let candidates = [wanted, RuleException.prefix + wanted, "_" + RuleException.prefix + wanted]
    guard let name = candidates.first(where: { detection.searchIdentifiers[$0] != nil }) else {
      throw .noSuchException(name: wanted, existing: detection.exceptions)
    }
    guard detection.excludes(name) else { throw .notAnException(name: name) }
    try removeFilter(name)
    return name
  }
}
