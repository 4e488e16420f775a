import Basics
import HitStore
import RuleEditing
import Sessions
import Sigma

/// The effect of an edit of one rule or several, for a dialog: planned and proved over every hit, but
/// not yet written.
public struct EditPreview: Sendable {
  /// The edit of one rule. Each is planned on the texts that those before it leave.
  public struct Part: Sendable {
    /// The rule's index in the session's rules.
    public let rule: Int
    /// The header's path of the file that it changes.
    public let path: String
    /// The actual path of that file, which differs if it is kept elsewhere.
    public let place: String
    /// The effect on the rule's hits.
    public let effect: EditEffect
    /// Tests of the rule that pass now and would fail.
    public let lostTests: [LostTest]
    let plan: EditPlan
  }

  /// A file with all changes that the edit makes in it.
  public struct FileChange: Sendable {
    public let path: String
    public let place: String
    public let diff: TextDiff
  }

  public let first: Part
  /// The parts of further rules.
  public let others: [Part]
  public let edit: RuleEdit
  /// The effect on the hits of all its rules.
  public let effect: EditEffect
  /// A note on an edit that does not affect the hits; otherwise nil.
  public let idleness: String?
  /// Risks: fields that the caller controls, silenced true positives …
  public let risks: [String]
  /// Tests of the rules that pass now and would fail.
  public var lostTests: [LostTest] { parts.flatMap(\.lostTests) }

  /// - Parameter evidence: for exceptions, the number of hits that the analyst looked at.
  init(_ first: Part, _ others: [Part] = [], _ engine: TriageEngine, evidence: Int? = nil) {
    self.first = first
    self.others = others
    edit = first.plan.edit
    effect = others.reduce(first.effect) { $0.adding($1.effect) }
    idleness = effect.idleness(of: edit)
    risks =
      engine.risks(of: edit, effect: effect, evidence: evidence)
      + ([first] + others).flatMap { $0.lostTests.map(\.description) }
  }

  public var parts: [Part] { [first] + others }
  public var rules: [Int] { parts.map(\.rule) }

  /// The changed files, each once, in the order of the changes.
  public var files: [FileChange] {
    var seen: Set<String> = []
    return parts.filter { seen.insert($0.path).inserted }.map { part in
      let last = parts.last { $0.path == part.path } ?? part
      return FileChange(
        path: part.path, place: part.place,
        diff: TextDiff(before: part.plan.before.text, after: last.plan.after.text))
    }
  }

  /// Warnings to read before confirming.
  public var warnings: [String] { (idleness.map { [$0] } ?? []) + risks }
  /// The analyst's reason, for the rule's comment.
  public var reason: String? { first.plan.stamp.reason }
  /// Notes on unexpected parts of the plan:
  /// `ap-east-1 is the last region of selection: it stays there`.
  public var notes: [String] { parts.flatMap(\.plan.notes) }
  /// Whether it would silence hits marked as true positives.
  public var silencesTruePositives: Bool { effect.silenced(with: .truePositive) > 0 }
  /// Why saving needs an explicit confirmation, as the end of `it would …`; nil if it needs none.
  public var loss: String? {
    if silencesTruePositives { return "silence true positives" }
    return lostTests.isEmpty ? nil : "break \(lostTests.countedAs("test")) of the rule"
  }
}

/// The effect of an edit on the hits, found by running the matcher.
public struct EditEffect: Sendable, Hashable {
  /// Rows that the rule would no longer match.
  public let silenced: [HitTable.Row]
  /// The number of these rows by verdict; `nil` is no verdict yet.
  public let byVerdict: [Verdict?: Int]
  /// The number of rows that the rule would match after the edit.
  public let remaining: Int
  /// Events that the rule would match again.
  public let restored: Int
  /// The number of these rows by verdict.
  public let restoredByVerdict: [Verdict?: Int]
  /// Further events that it may match again: they are only counted, not kept.
  public let mayRestore: Int

  /// - Parameters:
  ///   - restored: rows.
  ///   - unkept: events that come back and are not among the rows.
  init(
    silenced: [HitTable.Row], remaining: Int, restored: [HitTable.Row] = [], unkept: Int = 0,
    mayRestore: Int = 0, table: HitTable, session: SessionState
  ) {
    func counted(_ rows: [HitTable.Row]) -> [Verdict?: Int] {
      Dictionary(rows.map { (session.verdicts[table.id($0)], 1) }, uniquingKeysWith: +)
    }
    self.silenced = silenced
    self.remaining = remaining + unkept
    self.restored = restored.count + unkept
    self.mayRestore = mayRestore
    byVerdict = counted(silenced)
    restoredByVerdict = counted(restored)
  }

  /// The effect on a rule without hits.
  static let none = EditEffect(
    silenced: [], byVerdict: [:], remaining: 0, restored: 0, restoredByVerdict: [:], mayRestore: 0)

  private init(
    silenced: [HitTable.Row], byVerdict: [Verdict?: Int], remaining: Int, restored: Int,
    restoredByVerdict: [Verdict?: Int], mayRestore: Int
  ) {
    (self.silenced, self.byVerdict, self.remaining) = (silenced, byVerdict, remaining)
    (self.restored, self.restoredByVerdict) = (restored, restoredByVerdict)
    self.mayRestore = mayRestore
  }

  /// The effect together with that on another rule.
  func adding(_ other: EditEffect) -> EditEffect {
    EditEffect(
      silenced: silenced + other.silenced,
      byVerdict: byVerdict.merging(other.byVerdict, uniquingKeysWith: +),
      remaining: remaining + other.remaining, restored: restored + other.restored,
      restoredByVerdict: restoredByVerdict.merging(other.restoredByVerdict, uniquingKeysWith: +),
      mayRestore: mayRestore + other.mayRestore)
  }

  public func silenced(with verdict: Verdict?) -> Int { byVerdict[verdict] ?? 0 }

  /// `2 true positive, 1 false positive`; nil without a verdict.
  public static func words(_ byVerdict: [Verdict?: Int]) -> String? {
    let parts = Verdict.allCases.compactMap { verdict in
      byVerdict[verdict].map { "\($0.grouped) \(verdict.words)" }
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// `brings back 12 hits (2 true positive), then there are 20 hits`
  public var restoringWords: String {
    let judged = Self.words(restoredByVerdict).map { " (\($0))" } ?? ""
    let more = mayRestore > 0 ? " and up to \(mayRestore.grouped) more" : ""
    return "brings back \(restored.counting("hit"))\(judged)\(more)"
  }
}

extension EditEffect {
  /// A note on an edit that does not affect the hits.
  func idleness(of edit: RuleEdit) -> String? {
    switch edit {
    case .allowRegion, .addException:
      silenced.isEmpty ? "It silences none of these hits." : nil
    case .disallowRegion, .removeException:
      restored == 0 && mayRestore == 0 ? "No hit comes back." : nil
    case .changeException, .several:
      silenced.isEmpty && restored == 0 && mayRestore == 0
        ? "It changes nothing for these hits." : nil
    case .setExpiry, .matchAllRegions: nil
    }
  }
}

extension TriageEngine {
  /// Plans an edit on the rule's current text and proves it over the rule's hits in `table`.
  public func preview(
    _ edit: RuleEdit, reason: String?, rule: Int, table: HitTable
  ) throws(TriageRefusal) -> EditPreview {
    try preview(edit, reason: reason, rules: [rule], table: table)
  }

  /// The same edit of several rules. Rules that need no change are left out.
  public func preview(
    _ edit: RuleEdit, reason: String?, rules: [Int], table: HitTable
  ) throws(TriageRefusal) -> EditPreview {
    let stamp = EditStamp(date: clock.date, author: author, reason: reason)
    return try refusing {
      let plans = try plan(edit, stamp: stamp, rules: rules)
      let parts = try plans.map { rule, plan in
        try part(plan, rule: rule, effect: try effect(of: plan, rule: rule, table: table))
      }
      guard let first = parts.first else { throw TriageRefusal("there is no rule to edit") }
      return EditPreview(first, Array(parts.dropFirst()), self)
    }
  }

  func part(
    _ plan: EditPlan, rule: Int, effect: EditEffect
  ) throws(TriageRefusal) -> EditPreview.Part {
    let path = plan.before.path
    return EditPreview.Part(
      rule: rule, path: path, place: place(of: path), effect: effect,
      lostTests: try lostTests(of: plan, rule: rule), plan: plan)
  }

  /// The displayed path of a file: as given, or its new place.
  func place(of path: String) -> String { session.locations[path] ?? path }

  /// Runs the rule before and after a plan over the rule's hits: proves that the plan does what it
  /// should, and counts.
  func effect(
    of plan: EditPlan, rule: Int, table: HitTable
  ) throws(TriageRefusal) -> EditEffect {
    try refusing {
      let before = try version(ofRule: rule, with: [plan.before.path: plan.before.text])
      let after = try version(ofRule: rule, with: [plan.after.path: plan.after.text])
      var verifier = try EditVerifier(plan: plan, before: before, after: after)
      var silenced: [HitTable.Row] = []
      var remaining = 0
      var restored: [HitTable.Row] = []
      let rows = table.rows.lazy.filter { table.rule($0) == rule }
      try forEachEvent(rows, of: table, fields: verifier.fields) { row, event in
        switch try verifier.check(event, id: table.id(row).event) {
        case .silenced: silenced.append(row)
        case .unaffected: remaining += 1
        case .restored:
          remaining += 1
          restored.append(row)
        case .neverMatched: break
        }
      }
      let unkept = unkeptRestored(
        byRule: rule, before: before.rule, after: after.rule, table: table)
      return EditEffect(
        silenced: silenced, remaining: remaining, restored: restored, unkept: unkept.certain,
        mayRestore: unkept.possible, table: table, session: session)
    }
  }

  /// - Parameter evidence: for exceptions, the number of hits that the analyst looked at.
  func risks(of edit: RuleEdit, effect: EditEffect, evidence: Int? = nil) -> [String] {
    var risks: [String] = []
    if effect.silenced(with: .truePositive) > 0 {
      risks.append(
        "It would silence \(effect.silenced(with: .truePositive)) marked as true positive.")
    }
    if effect.remaining == 0 && !effect.silenced.isEmpty {
      risks.append("No hit would be left: the rule may no longer see what it was made for.")
    }
    for part in edit.parts {
      switch part {
      case .addException(let exception), .changeException(_, let exception):
        risks += ExceptionField.warnings(for: exception).filter { !risks.contains($0) }
        risks += exception.tests.compactMap { systemNotes[$0] }
      case .allowRegion, .disallowRegion, .removeException, .setExpiry, .matchAllRegions, .several:
        break
      }
    }
    if let evidence, effect.silenced.count >= evidence * Self.wideFactor {
      risks.append(
        "It is far wider than its evidence: \(effect.silenced.countedAs("hit")) for \(evidence) that you looked at."
      )
    }
    return risks
  }

  /// An exception that silences this many hits for each one looked at has little evidence.
  private static let wideFactor = 20
}
