import Sigma
import SourceYAML

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
  /// - Parameters:
  ///   - ruleIndex: index in `start.rules`.
  public static func plan(
    _ edit: RuleEdit, stamp: EditStamp, rule ruleIndex: Int, in start: RuleFile
  ) throws(EditRefusal) -> EditPlan {
    if case .several(let edits) = edit {
      return try plan(edits, stamp: stamp) { edit, file throws(EditRefusal) in
        try plan(edit, stamp: stamp, rule: ruleIndex, in: file ?? start)
      }
    }
    return try plan(edit, stamp: stamp, at: .rule(ruleIndex), in: start)
  }

  /// Carries an edit out on a rule or a filter, and proves what came of it.
  static func plan(
    _ edit: RuleEdit, stamp: EditStamp, at site: EditSite, in file: RuleFile
  ) throws(EditRefusal) -> EditPlan {
    let start = try RuleDraft(file: file, site: site)
    guard stamp.hasValidDate else { throw .invalidDate(stamp.date) }
    var second: EditPlan?
    var refusal: EditRefusal?
    for way in EditWay.all(for: edit) {
      do throws(EditRefusal) {
        var draft = start
        draft.way = way
        let (plan, isInvertible) = try plan(edit, stamp: stamp, oneWay: draft)
        if isInvertible { return plan }
        if second == nil { second = plan }
      } catch  where error.isOfLayout {
        if refusal == nil { refusal = error }
      }
    }
    if let second { return second }
    throw refusal ?? .unproven(reason: "no way was found to write it")
  }

  /// Carries an edit out in one way.
  ///
  /// - Returns: the plan, and whether the inverse edit on its text gives the bytes back that were
  ///   there before, but for `modified`.
  private static func plan(
    _ edit: RuleEdit, stamp: EditStamp, oneWay start: RuleDraft
  ) throws(EditRefusal) -> (EditPlan, isInvertible: Bool) {
    var draft = start
    let filterName = try draft.make(edit, stamp: stamp)
    let isInvertible = try isTakenBack(edit, filterName, draft)
    try draft.setModified(stamp.date)
    let (patches, text) = try draft.finished()
    let after = RuleFile(text: text, path: draft.file.path)
    try StructuralProof(
      before: draft.file, after: after, site: draft.site, expected: draft.expected
    )
    .check()
    guard let subject = draft.site.subject(in: after, isAfter: true) else {
      throw .unproven(reason: "it would be read as another document")
    }
    try checkOutcome(edit, filterName, subject.detection, in: after)
    let plan = EditPlan(
      edit: edit, stamp: stamp, site: draft.site, before: draft.file, after: after,
      patches: patches,
      filterName: filterName, notes: draft.notes)
    return (plan, isInvertible)
  }

  /// Whether the inverse of an edit gives the bytes back, without what `modified` has to do with
  /// it.
  private static func isTakenBack(
    _ edit: RuleEdit, _ name: String?, _ made: RuleDraft
  ) throws(EditRefusal) -> Bool {
    let inverse: RuleEdit
    switch edit {
    case .allowRegion(let region): inverse = .disallowRegion(region)
    case .addException: inverse = .removeException(name: name ?? "")
    case .disallowRegion, .removeException, .changeException, .setExpiry, .matchAllRegions,
      .several:
      return true
    }
    let file = RuleFile(text: try made.finished().text, path: made.file.path)
    for way in EditWay.all(for: inverse) {
      do throws(EditRefusal) {
        var draft = try RuleDraft(file: file, site: made.site, isAfter: true)
        draft.way = way
        _ = try draft.make(inverse, stamp: EditStamp(date: "2000-01-01", author: ""))
        return try draft.finished().text.hasSameBytes(as: made.file.text)
      } catch {}
    }
    return false
  }

  /// What the edit is for is true of the new detection.
  static func checkOutcome(
    _ edit: RuleEdit, _ name: String?, _ detection: Detection, in file: RuleFile
  ) throws(EditRefusal) {
    switch edit {
    case .allowRegion(let region):
      guard Allowlist(detection).allows(region) else {
        throw .unproven(reason: "\(region) would not be allowed afterwards")
      }
    case .disallowRegion(let region):
      guard !Allowlist(detection).allows(region) else {
        throw .unproven(reason: "\(region) would still be allowed afterwards")
      }
    case .addException(let exception):
      try checkExpiry(of: name, is: exception.expires, detection, in: file)
    case .setExpiry(_, let date):
      try checkExpiry(of: name, is: date, detection, in: file)
    case .matchAllRegions:
      guard Allowlist(detection).suspected.isEmpty else {
        throw .unproven(reason: "a list of regions would still be matched afterwards")
      }
    case .removeException, .changeException, .several: break
    }
  }

  private static func checkExpiry(
    of name: String?, is date: String?, _ detection: Detection, in file: RuleFile
  ) throws(EditRefusal) {
    let search = name.flatMap { detection.searchIdentifiers[$0] }
    let found = search.flatMap { ExpiryComment.find(for: $0, in: TextLines(file.text)) }
    guard found?.date == date else {
      throw .unproven(reason: "its comment would not say when it expires")
    }
  }
}

// MARK: - Exceptions

extension RuleDraft {
  /// Carries an edit out. Returns the filter that it is about.
  mutating func make(_ edit: RuleEdit, stamp: EditStamp) throws(EditRefusal) -> String? {
    switch edit {
    case .allowRegion(let region): try allow(region, stamp: stamp)
    case .disallowRegion(let region): try disallow(region)
    case .addException(let exception): try add(exception, stamp: stamp)
    case .removeException(let name): try removeException(name)
    case .changeException(let name, let exception):
      try changeException(name, to: exception, stamp: stamp)
    case .setExpiry(let name, let date): try setExpiry(of: name, to: date)
    case .matchAllRegions: try matchAllRegions()
    case .several: throw .unproven(reason: "several edits are planned one by one")
    }
  }

  mutating func add(_ exception: RuleException, stamp: EditStamp) throws(EditRefusal) -> String {
    let (name, changesConditions) = try neutralName(for: exception.slug)
    let block = try FilterBlock(exception, name: name, stamp: stamp)
    let same = detection.exceptions.first { name in
      detection.searchIdentifiers[name].map { block.isWritten(as: $0.value) } == true
    }
    if let same { throw .alreadyExcepted(filter: same) }
    try add(block, changingConditions: changesConditions)
    return name
  }

  /// Removes an exception. With a list of allowed regions go back what allowing them took out.
  mutating func removeException(_ wanted: String) throws(EditRefusal) -> String {
    let name = try exceptionName(wanted)
    let regions = detection.allowedRegionLists.filter { $0.identifier == name }.flatMap(\.literals)
    try removeFilter(name)
    if way.restoresText {
      let others = Allowlist(detection, except: name)
      for region in Set(regions).sorted() where !others.allows(region) {
        _ = try putBack(region, except: [name])
      }
    }
    return name
  }

  /// The exception's name in the rule, for its name or the slug that it was made from.
  func exceptionName(_ wanted: String) throws(EditRefusal) -> String {
    guard let name = detection.exceptionName(wanted) else {
      throw .noSuchException(name: wanted, existing: detection.exceptions)
    }
    guard detection.excludes(name) else { throw .notAnException(name: name) }
    return name
  }
}

extension Detection {
  func exceptionName(_ wanted: String) -> String? {
    ["", RuleException.prefix, "_" + RuleException.prefix, "filter_", "filter_optional_"]
      .map { $0 + wanted }.first { searchIdentifiers[$0] != nil }
  }
}
