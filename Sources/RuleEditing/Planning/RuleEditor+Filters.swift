import Sigma

/// Edits that go to a Sigma filter document beside the rule, so that the next version of the rule
/// does not undo them.
///
///     let file = RuleFile(text: "", path: "filters.yml")
///     let plan = try RuleEditor.plan(.allowRegion("ap-east-1"), stamp: stamp, of: rule, inFilters: file)
///     print(plan.after.text)      // a filter document that names the rule
///
/// The document that is for this rule and no other is extended. Without such a document, one is
/// appended. All other documents stay as they are. A document that excludes nothing any more is
/// taken out.
extension RuleEditor {
  /// - Parameter file: the file of filters; with an empty text if it is still to be made.
  public static func plan(
    _ edit: RuleEdit, stamp: EditStamp, of rule: Rule, inFilters file: RuleFile
  ) throws(EditRefusal) -> EditPlan {
    if case .several(let edits) = edit {
      return try plan(edits, stamp: stamp) { edit, changed throws(EditRefusal) in
        try plan(edit, stamp: stamp, of: rule, inFilters: changed ?? file)
      }
    }
    guard stamp.hasValidDate else { throw .invalidDate(stamp.date) }
    guard rule.id != nil || rule.name != nil else { throw .noReference(title: rule.title) }
    let own = file.filters.indices.filter { file.filters[$0].isOnly(for: rule) }
    func extend(_ index: Int) throws(EditRefusal) -> EditPlan {
      try plan(edit, stamp: stamp, at: .filter(before: index, after: index), in: file)
    }
    switch edit {
    case .allowRegion(let region):
      if let list = rule.detection.allowedRegionLists.first(where: { $0.covers(region) }) {
        throw .alreadyAllowed(region: region, filter: list.identifier)
      }
      guard RegionReach(rule.detection, region: region).isPossible else {
        throw .cannotMatch(region: region)
      }
      if let index = own.first { return try extend(index) }
      let addition = try FilterAddition(allowing: region, stamp: stamp)
      return try FilterDocument(rule: rule, file: file).adding(addition, edit, stamp)
    case .addException(let exception):
      if let index = own.first { return try extend(index) }
      let addition = try FilterAddition(exception, stamp: stamp)
      return try FilterDocument(rule: rule, file: file).adding(addition, edit, stamp)
    case .disallowRegion(let region):
      if Allowlist(rule).allows(region) { throw .partOfRule(what: "\(region) is allowed") }
      let listing = own.first { Allowlist(file.filters[$0]).allows(region) }
      guard let index = listing else { throw .notAllowed(region: region) }
      let lists = file.filters[index].detection.allowedRegionLists
      if lists.count == 1, lists[0].entries.count == 1 {
        let document = FilterDocument(rule: rule, file: file)
        if let plan = try document.removing(lists[0].identifier, index, edit, stamp) { return plan }
      }
      return try extend(index)
    case .matchAllRegions: throw .partOfRule(what: "the list of suspected regions is")
    case .several: throw .unproven(reason: "several edits are planned one by one")
    case .removeException(let name), .changeException(let name, _), .setExpiry(let name, _):
      let holding = own.first { index in
        let detection = file.filters[index].detection
        return detection.exceptionName(name).map(detection.excludes) == true
      }
      guard let index = holding else {
        if rule.detection.exceptionName(name) != nil { throw .partOfRule(what: "\(name) is") }
        throw .noSuchException(
          name: name, existing: own.flatMap { file.filters[$0].detection.exceptions })
      }
      if case .removeException = edit,
        let name = file.filters[index].detection.exceptionName(name),
        let plan = try FilterDocument(rule: rule, file: file).removing(name, index, edit, stamp)
      {
        return plan
      }
      return try extend(index)
    }
  }
}

extension RuleFilter {
  /// Whether the filter is for this rule and no other.
  public func isOnly(for rule: Rule) -> Bool {
    guard case .rules(let references) = target, references.count == 1 else { return false }
    return applies(to: rule)
  }
}
