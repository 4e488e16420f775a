import EventJSON
import HitStore
import RuleEditing
import Sigma

extension TriageEngine {
  /// With more hits than this, only a sample is examined for common fields.
  private static let sampleSize = 500
  /// With more hits than this, only a sample is used to choose proposals. The displayed effects are
  /// of all hits.
  private static let maximumCompared = 100_000

  /// The fields on which hits agree.
  public func commonFields(
    of rows: [HitTable.Row], table: HitTable
  ) throws(TriageRefusal) -> CommonFields {
    var values: [String: [String?]] = [:]
    for (number, row) in rows.prefix(Self.sampleSize).enumerated() {
      guard let bytes = spool.bytes(of: table.spooled(row)) else {
        throw TriageRefusal("the event cannot be read from the temporary file")
      }
      let fields = bytes.withUnsafeBytes { EventFields($0) }
      for (path, text) in fields.texts where number == 0 || values[path]?.count == number {
        values[path, default: []].append(text)
      }
    }
    // Fields that a later hit lacks are dropped early.
    let count = min(rows.count, Self.sampleSize)
    let sources = values[ExceptionField.sourceAddress.path] ?? []
    return CommonFields(
      values.filter { $0.value.count == count }, system: systemTest(of: sources))
  }

  /// Exceptions for hits of one rule, narrow to wide. None silences a hit marked as a true
  /// positive.
  public func proposals(
    for rows: [HitTable.Row], rule: Int, reason: String?, table: HitTable
  ) throws(TriageRefusal) -> Proposals {
    let agreed = try commonFields(of: rows, table: table)
    let (common, sets) = try separating(agreed, rows, rule: rule, table: table)
    var plans: [EditPlan] = []
    let stamp = EditStamp(date: clock.date, author: author, reason: reason)
    var refusal: EditRefusal?
    for tests in sets {
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
          rule: rule, path: plan.before.path, place: place(of: plan.before.path), edit: plan.edit,
          effect: effect,
          idleness: effect.idleness(of: plan.edit),
          risks: risks(of: plan.edit, effect: effect, evidence: rows.count), plan: plan))
    }
    let useful = proposals.filter {
      !$0.preview.silencesTruePositives && !$0.preview.effect.silenced.isEmpty
    }
    // Swift's sort is stable: equal elements keep the order of the search.
    return Proposals(
      list: useful.sorted { $0.width < $1.width }, common: common,
      note: truePositiveNote(rows, table)
        ?? (plans.isEmpty
          ? refusal?.description ?? "these hits agree on no field that an exception could test"
          : nil))
  }

  /// No exception is proposed for hits that the rule is for.
  private func truePositiveNote(_ rows: [HitTable.Row], _ table: HitTable) -> String? {
    let count = rows.count { session.verdicts[table.id($0)] == .truePositive }
    guard count > 0 else { return nil }
    let which =
      rows.count == 1
      ? "this hit is" : "\(count) of these \(rows.count) hits \(count == 1 ? "is" : "are")"
    return "\(which) marked as true positive: no exception is proposed that silences it"
  }

  /// The fields that distinguish the marked hits from others, and the sets of their tests that are
  /// worth proposing.
  private func separating(
    _ common: CommonFields, _ marked: [HitTable.Row], rule: Int, table: HitTable
  ) throws(TriageRefusal) -> (CommonFields, sets: [[RuleException.FieldTest]]) {
    let pairs = common.entries.compactMap { entry in
      RuleException(tests: [entry.test]).asRule.map { (entry: entry, rule: $0) }
    }
    let matcher: RuleMatcher
    do {
      matcher = try RuleMatcher(
        [try version(ofRule: rule)] + pairs.map { ($0.rule, Placeholders()) })
    } catch {
      throw TriageRefusal("\(error)")
    }
    let rows = comparedRows(marked, rule: rule, table: table)
    var current = BitRow(length: rows.count)
    var truePositives = BitRow(length: rows.count)
    var wanted = BitRow(length: rows.count)
    var passed = pairs.map { _ in BitRow(length: rows.count) }
    let isMarked = Set(marked)
    var place = 0
    try forEachEvent(rows, of: table, fields: matcher.fields) { row, event in
      defer { place += 1 }
      guard matcher.matches(event, rule: 0) else { return }
      current.insert(place)
      if session.verdicts[table.id(row)] == .truePositive { truePositives.insert(place) }
      if isMarked.contains(row) { wanted.insert(place) }
      for index in pairs.indices where matcher.matches(event, rule: index + 1) {
        passed[index].insert(place)
      }
    }
    // A test must pass for all marked hits, and fail for some other hit.
    let usable = pairs.indices.filter { passed[$0].isSuperset(of: wanted) }
    var seen: Set<BitRow> = []
    let telling = usable.filter { index in
      let entry = pairs[index].entry
      if entry.isOfEveryRecord { return false }
      let separates = passed[index].count < current.count || current.count == wanted.count
      // An uncommon field with the same effect as a known one adds nothing.
      let isNew = seen.insert(passed[index]).inserted
      return separates && (isNew || entry.isKnown)
    }
    let search = ProposalSearch(
      candidates: telling.map {
        .init(hits: passed[$0], preference: pairs[$0].entry.preference)
      },
      truePositives: truePositives,
      warnings: { set in
        ExceptionField.warnings(
          for: RuleException(tests: set.map { pairs[telling[$0]].entry.test })
        ).count
      })
    let sets = search.best().filter { Self.isSound($0.tests.map { pairs[telling[$0]].entry }) }
    return (
      CommonFields(entries: usable.map { pairs[$0].entry }),
      sets.map { $0.tests.map { pairs[telling[$0]].entry.test } }
    )
  }

  /// No field is tested twice.
  private static func isSound(_ entries: [CommonFields.Entry]) -> Bool {
    Set(entries.map(\.path)).count == entries.count
  }

  /// The hits of a rule, or a sample of very many, including the marked ones and the true
  /// positives.
  private func comparedRows(
    _ marked: [HitTable.Row], rule: Int, table: HitTable
  ) -> [HitTable.Row] {
    let rows = table.rows.filter { table.rule($0) == rule && !table.isAlert($0) }
    guard rows.count > Self.maximumCompared else { return rows }
    let step = rows.count / Self.maximumCompared + 1
    let always = Set(marked)
    return rows.enumerated().filter { index, row in
      index % step == 0 || always.contains(row)
        || session.verdicts[table.id(row)] == .truePositive
    }.map(\.element)
  }

  /// The effects of several edits of one rule, found in one pass over the rule's hits.
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
