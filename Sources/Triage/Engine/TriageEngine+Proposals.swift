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

  /// Exceptions that hold for all rules of some hits, narrow to wide. None silences a hit marked as a
  /// true positive.
  public func proposals(
    for rows: [HitTable.Row], reason: String?, table: HitTable
  ) throws(TriageRefusal) -> Proposals {
    let rules = Set(rows.map(table.rule)).sorted()
    let agreed = try commonFields(of: rows, table: table)
    let (common, sets) = try separating(agreed, rows, rules: rules, table: table)
    var plans: [[(rule: Int, plan: EditPlan)]] = []
    let stamp = EditStamp(date: clock.date, author: author, reason: reason)
    var refusal: EditRefusal?
    for tests in sets {
      do {
        plans.append(
          try plan(
            .addException(RuleException(name: nil, tests: tests)), stamp: stamp, rules: rules))
      } catch {
        refusal = refusal ?? error as? EditRefusal
      }
    }
    let effects = try effects(of: plans, rules: rules, table: table)
    var proposals: [Proposal] = []
    for (plans, effects) in zip(plans, effects) {
      var parts: [EditPreview.Part] = []
      for (rule, plan) in plans {
        parts.append(try part(plan, rule: rule, effect: effects[rule] ?? .none))
      }
      guard let first = parts.first else { continue }
      proposals.append(
        Proposal(
          preview: EditPreview(first, Array(parts.dropFirst()), self, evidence: rows.count)))
    }
    let useful = proposals.filter {
      $0.preview.loss == nil && !$0.preview.effect.silenced.isEmpty
    }
    // Swift's sort is stable: equal elements keep the order of the search.
    return Proposals(
      list: useful.sorted { $0.width < $1.width }, common: common, rules: rules,
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
    _ common: CommonFields, _ marked: [HitTable.Row], rules: [Int], table: HitTable
  ) throws(TriageRefusal) -> (CommonFields, sets: [[RuleException.FieldTest]]) {
    let pairs = common.entries.compactMap { entry in
      RuleException(tests: [entry.test]).asRule.map { (entry: entry, rule: $0) }
    }
    let matcher: RuleMatcher
    do {
      var versions: [RuleVersion] = []
      for rule in rules { versions.append(try version(ofRule: rule)) }
      matcher = try RuleMatcher(versions + pairs.map { ($0.rule, Placeholders()) })
    } catch {
      throw TriageRefusal("\(error)")
    }
    let rows = comparedRows(marked, rules: rules, table: table)
    let places = Self.places(of: rules)
    var current = BitRow(length: rows.count)
    var truePositives = BitRow(length: rows.count)
    var wanted = BitRow(length: rows.count)
    var passed = pairs.map { _ in BitRow(length: rows.count) }
    let isMarked = Set(marked)
    var place = 0
    try forEachEvent(rows, of: table, fields: matcher.fields) { row, event in
      defer { place += 1 }
      guard let own = places[table.rule(row)], matcher.matches(event, rule: own) else { return }
      current.insert(place)
      if session.verdicts[table.id(row)] == .truePositive { truePositives.insert(place) }
      if isMarked.contains(row) { wanted.insert(place) }
      for index in pairs.indices where matcher.matches(event, rule: rules.count + index) {
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

  /// The index of each rule among some.
  private static func places(of rules: [Int]) -> [Int: Int] {
    Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1, $0) })
  }

  /// The hits of some rules, or a sample of very many, including the marked ones and the true
  /// positives.
  private func comparedRows(
    _ marked: [HitTable.Row], rules: [Int], table: HitTable
  ) -> [HitTable.Row] {
    let rules = Set(rules)
    let rows = table.rows.filter { rules.contains(table.rule($0)) && !table.isAlert($0) }
    guard rows.count > Self.maximumCompared else { return rows }
    let step = rows.count / Self.maximumCompared + 1
    let always = Set(marked)
    return rows.enumerated().filter { index, row in
      index % step == 0 || always.contains(row)
        || session.verdicts[table.id(row)] == .truePositive
    }.map(\.element)
  }

  /// The effects of several edits, each of some rules, found in one pass over the hits of the rules:
  /// for each edit, by rule.
  private func effects(
    of edits: [[(rule: Int, plan: EditPlan)]], rules: [Int], table: HitTable
  ) throws(TriageRefusal) -> [[Int: EditEffect]] {
    if edits.isEmpty { return [] }
    var versions: [RuleVersion] = []
    for rule in rules { versions.append(try version(ofRule: rule)) }
    // For each rule, the edits and the places of its versions after them.
    var after: [Int: [(edit: Int, version: Int)]] = [:]
    for (edit, plans) in edits.enumerated() {
      for (rule, plan) in plans {
        after[rule, default: []].append((edit, versions.count))
        versions.append(try version(ofRule: rule, with: [plan.after.path: plan.after.text]))
      }
    }
    let matcher: RuleMatcher
    do { matcher = try RuleMatcher(versions) } catch { throw TriageRefusal("\(error)") }
    let places = Self.places(of: rules)
    var silenced: [[Int: [HitTable.Row]]] = edits.map { _ in [:] }
    var current: [Int: Int] = [:]
    let rows = table.rows.lazy.filter { places[table.rule($0)] != nil && !table.isAlert($0) }
    try forEachEvent(rows, of: table, fields: matcher.fields) { row, event in
      let rule = table.rule(row)
      guard let own = places[rule], matcher.matches(event, rule: own) else { return }
      current[rule, default: 0] += 1
      for (edit, version) in after[rule] ?? [] where !matcher.matches(event, rule: version) {
        silenced[edit][rule, default: []].append(row)
      }
    }
    return edits.indices.map { edit in
      var effects: [Int: EditEffect] = [:]
      for (rule, _) in edits[edit] {
        let rows = silenced[edit][rule] ?? []
        effects[rule] = EditEffect(
          silenced: rows, remaining: (current[rule] ?? 0) - rows.count, table: table,
          session: session)
      }
      return effects
    }
  }
}
