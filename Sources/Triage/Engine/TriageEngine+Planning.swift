import Basics
import RuleEditing
import Sessions
import Sigma

/// The target of an edit: the rule, the filter file of `--edits-to`, or a placeholder file.
extension TriageEngine {
  /// Plans an edit on the current text of its target.
  func plan(_ edit: RuleEdit, stamp: EditStamp, rule: Int) throws -> EditPlan {
    let (file, index) = try currentPlace(ofRule: rule)
    var files = session.editFiles
    if files.filters == nil, let holder = try filterFile(holdingWhat: edit, rule: rule) {
      files.filters = holder
    }
    if files.filters != nil { try refuseSharedReference(rule) }
    let plan = try RuleEditor.plan(edit, stamp: stamp, rule: index, in: file, beside: files)
    guard case .placeholder(let name) = plan.site else { return plan }
    let others = rules.rules.indices.count { $0 != rule && rules.rules[$0].uses(placeholder: name) }
    return others == 0
      ? plan
      : plan.adding(note: "\(others.counting("other rule")) use %\(name)% too and change with it")
  }

  /// Plans the same edit of several rules, each on the texts that those before it leave: rules may
  /// share a file. Rules that have it already are left out, unless all have it.
  func plan(
    _ edit: RuleEdit, stamp: EditStamp, rules: [Int]
  ) throws -> [(rule: Int, plan: EditPlan)] {
    // Planning needs the texts of a session; nothing of it is kept.
    let before = session
    defer { session = before }
    var plans: [(rule: Int, plan: EditPlan)] = []
    var idle: EditRefusal?
    for rule in rules {
      do {
        let plan = try plan(edit, stamp: stamp, rule: rule)
        session = session.with(plan.after.text, of: plan.after.path)
        plans.append((rule, plan))
      } catch let refusal as EditRefusal where refusal.isNothingToDo && rules.count > 1 {
        idle = idle ?? refusal
      }
    }
    if plans.isEmpty, let idle { throw idle }
    return plans
  }

  /// A filter applies to every rule with the id or name that it names.
  private func refuseSharedReference(_ rule: Int) throws(TriageRefusal) {
    let own = rules.rules[rule]
    let other = rules.rules.indices.first {
      $0 != rule && rules.rules[$0].hasReference(of: own)
    }
    guard let other = other.map({ rules.rules[$0] }) else { return }
    throw TriageRefusal(
      "“\(own.title)” and “\(other.title)” in \(other.path) have the same id or name, and a filter "
        + "would apply to both; give each rule its own id")
  }

  /// The file of the filter with the item that the edit changes or removes, if the filter is for
  /// this rule alone and the rule itself does not have the item.
  private func filterFile(
    holdingWhat edit: RuleEdit, rule: Int
  ) throws(TriageRefusal) -> RuleFile? {
    let version = try version(ofRule: rule).rule
    let filters = version.filters.filter { $0.isOnly(for: version) }
    let holder: RuleFilter?
    switch edit {
    case .allowRegion, .addException, .matchAllRegions, .several: return nil
    case .disallowRegion(let region):
      if Allowlist(version).allows(region) { return nil }
      holder = filters.first { Allowlist($0).allows(region) }
    case .removeException(let name), .changeException(let name, _), .setExpiry(let name, _):
      if version.detection.hasException(name) { return nil }
      holder = filters.first { $0.detection.hasException(name) }
    }
    return try holder.map { filter throws(TriageRefusal) in try currentFile(filter.path) }
  }
}
