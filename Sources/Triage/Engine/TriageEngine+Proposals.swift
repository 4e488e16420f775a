import EventJSON
import RuleEditing
import Sigma

extension TriageEngine {
  /// More hits than this are not looked at one by one for what they have in common: a sample of them says as much.
  private static let sampleSize = 20_000

  /// The fields on which hits agree.
  public func commonFields(
    of rows: [HitTable.Row], table: HitTable
  ) throws(TriageRefusal) -> CommonFields {
    let fields = ExceptionField.allCases
    var values: [ExceptionField: [String?]] = [:]
    try forEachEvent(rows.prefix(Self.sampleSize), of: table, fields: fields.map(\.path)) {
      _, event in
      for (slot, field) in fields.enumerated() {
        let first = event.values(at: slot).first { $0.kind == .string }
        values[field, default: []].append(first.map(event.text(of:)))
      }
    }
    return CommonFields(values)
  }

  /// Exceptions for hits of one rule, narrow to wide. None silences a hit that is marked as a true positive.
  public func proposals(
    for rows: [HitTable.Row], rule: Int, reason: String?, table: HitTable
  ) throws(TriageRefusal) -> Proposals {
    let common = try commonFields(of: rows, table: table)
    var plans: [EditPlan] = []
    let stamp = EditStamp(date: clock.date, author: author, reason: reason)
    var refusal: EditRefusal?
    for tests in common.combinations {
      do {
        plans.append(
          try plan(
            .addException(RuleException(name: nil, tests: tests)), stamp: stamp, rule: rule))
      } catch {
        refusal = refusal ?? error as? EditRefusal
      }
    }
    let effects = plans.isEmpty ? [] : try effects(of: plans, rule: rule, table: table)
    let proposals = zip(plans, effects).map { plan, effect in
      Proposal(
        preview: EditPreview(
          rule: rule, path: plan.before.path, edit: plan.edit, effect: effect,
          warnings: warnings(edit: plan.edit, effect: effect, evidence: rows.count), plan: plan))
    }
    let useful = proposals.filter {
      !$0.preview.silencesTruePositives && !$0.preview.effect.silenced.isEmpty
    }
    // Swift's sort is stable: equals stay in the order of the combinations.
    return Proposals(
      list: useful.sorted { $0.width < $1.width }, common: common,
      note: plans.isEmpty
        ? refusal?.description ?? "these hits agree on no field that an exception could be made of"
        : nil)
  }

  /// What several edits of one rule would each do, found in one pass over the rule's hits.
  private func effects(
    of plans: [EditPlan], rule: Int, table: HitTable
  ) throws(TriageRefusal) -> [EditEffect] {
    let matcher: RuleMatcher
    do {
      var versions = [try version(ofRule: rule)]
      for plan in plans {
        versions.append(try version(ofRule: rule, with: [plan.after.path: plan.after.text]))
      }
      matcher = try RuleMatcher(versions)
    } catch {
      throw TriageRefusal("\(error)")
    }
    var silenced: [[HitTable.Row]] = plans.map { _ in [] }
    var current = 0
    let rows = table.rows.lazy.filter { table.rule($0) == rule }
    try forEachEvent(rows, of: table, fields: matcher.fields) { row, event in
      guard matcher.matches(event, rule: 0) else { return }
      current += 1
      for plan in plans.indices where !matcher.matches(event, rule: plan + 1) {
        silenced[plan].append(row)
      }
    }
    return silenced.map {
      EditEffect(silenced: $0, remaining: current - $0.count, table: table, session: session)
    }
  }
}
