import Basics
import HitStore
import RuleEditing
import RuleTests
import Scanning
import Sessions
import Sigma

/// Applies a session's edits to another rule file, such as the next upstream version of the rule.
///
///     applied        allow region ap-east-1
///     already there  add exception assumed_role
///     conflict       allow region me-south-1: selection takes its regions from the placeholder %regions% …
///
/// Edits are values, so each is planned on the text after the edits before it, and proved as in the
/// workbench. Undone edits are not made. Nothing is written here.
public struct ReplayOnto: Sendable {
  public enum Outcome: Sendable, Hashable {
    case applied
    case alreadyThere(String)
    case conflict(String)
  }

  public struct Step: Sendable {
    /// The decision's number in the journal.
    public let sequence: Int
    public let at: String
    public let author: String
    /// `allow region ap-east-1`
    public let edit: String
    public let outcome: Outcome
    /// The number of hits that it silences; nil without events, or if it is not applied.
    public let silenced: Int?
  }

  public let path: String
  public let before: String
  public let after: String
  public let steps: [Step]
  /// The tests of the new text, or if it has none, of the session's rule. Each rule with tests is
  /// in the list.
  public let tests: [TestedRule]

  public var diff: TextDiff { TextDiff(before: before, after: after) }
  public var hasFailingTests: Bool { tests.contains(where: \.isFailure) }
  public var hasConflicts: Bool {
    steps.contains { if case .conflict = $0.outcome { true } else { false } }
  }

  /// - Parameters:
  ///   - rules: the rules of `target` only.
  ///   - hits: the hits of these rules in the given events, with their JSON.
  public init(
    _ contents: JournalContents, target: RuleFile, rules: RuleSet,
    hits: (table: HitTable, spool: Spool)?
  ) throws(TriageRefusal) {
    let (session, _) = SessionState.replaying(contents)
    let spool: Spool
    do { spool = try hits?.spool ?? Spool() } catch { throw TriageRefusal("\(error)") }
    let header = SessionHeader(
      tool: contents.header.tool, author: contents.header.author,
      started: contents.header.started,
      rules: [
        .init(
          path: target.path, absolutePath: target.path,
          sha256: SHA256.hex(of: target.text.utf8), text: target.text)
      ], logs: [], options: contents.header.options)
    let engine = TriageEngine.opened(
      .judged(like: session, header: header), rules: rules, edits: .memory, spool: spool,
      clock: SessionClock(fixedAt: 0))
    path = target.path
    before = target.text
    steps = session.decisions.flatMap { decision in
      // Of an edit of several rules, what it does to these.
      let own = decision.changes.filter { change in
        engine.rules.rules.contains { $0.identity == change.rule }
      }
      let changes = own.isEmpty ? Array(decision.changes.prefix(1)) : own
      return changes.map { engine.make($0, of: decision, table: hits?.table) }
    }
    after = engine.session.ruleTexts[target.path] ?? target.text
    var tests: [TestedRule] = []
    for rule in rules.rules.indices {
      let tested = try engine.tested(rule, or: contents.header)
      if tested.hasTests { tests.append(tested) }
    }
    self.tests = tests
  }
}

extension SessionState {
  /// The session's verdicts over other rules, which no edit may silence.
  fileprivate static func judged(like session: SessionState, header: SessionHeader) -> SessionState
  {
    var state = SessionState(header: header)
    for decision in session.decisions {
      guard case .judge(let hits, let verdict, _) = decision.kind else { continue }
      var verdictOnly = decision
      verdictOnly.kind = .judge(hits: hits, verdict: verdict, changes: [])
      // A verdict always applies.
      try? state.apply(
        JournalEntry(sequence: decision.sequence, time: 0, action: .decide(verdictOnly)))
    }
    return state
  }
}

extension TriageEngine {
  /// Runs a rule's own tests on its current text, or without any those of the session's rule.
  fileprivate func tested(
    _ rule: Int, or header: SessionHeader
  ) throws(TriageRefusal) -> TestedRule {
    let version = try version(ofRule: rule)
    var suite = try testSuite(ofRule: rule)
    let identity = version.rule.identityInFile
    if suite.tests.isEmpty, !suite.hasErrors {
      for record in header.rules {
        // Its tests as they are now: they may be newer than the session.
        let text = (try? RuleFileStore.load(record.absolutePath).text) ?? record.text
        let file = RuleFile(text: text, path: record.absolutePath)
        guard let own = file.rules.first(where: { $0.identityInFile == identity }) else { continue }
        suite = RuleTestSuite(of: own, in: file)
      }
    }
    let found = suite
    // A rule without tests need not compile.
    if found.tests.isEmpty { return TestedRule(rule: version.rule, suite: found, results: []) }
    return try refusing { RuleTestRun(matcher: try RuleMatcher([version])).run(found, on: 0) }
  }

  /// Makes a recorded change on this rule, if possible.
  fileprivate func make(
    _ change: RuleChange, of decision: Decision, table: HitTable?
  ) -> ReplayOnto.Step {
    var silenced: Int?
    func step(_ outcome: ReplayOnto.Outcome) -> ReplayOnto.Step {
      ReplayOnto.Step(
        sequence: decision.sequence, at: decision.at, author: decision.author,
        edit: "\(change.edit)", outcome: outcome, silenced: silenced)
    }
    do {
      let rule = try self.rule(like: change.rule)
      let plan = try planOnto(change, rule: rule)
      if let table {
        let effect = try effect(of: plan, rule: rule, table: table)
        silenced = effect.silenced.count
        let lost = effect.silenced(with: .truePositive)
        guard lost == 0 else {
          return step(
            .conflict("it would silence \(lost.counting("hit")) marked as true positive"))
        }
      }
      if let lost = try lostTests(of: plan, rule: rule).first {
        return step(.conflict("\(lost)"))
      }
      var made = change
      (made.path, made.site, made.patches) = (plan.before.path, plan.site.kind, plan.patches)
      var onto = decision
      onto.kind = .changeRules([made])
      try session.apply(
        JournalEntry(sequence: decision.sequence, time: 0, action: .decide(onto)))
      return step(.applied)
    } catch let refusal as EditRefusal {
      return step(refusal.saysItIsThere ? .alreadyThere("\(refusal)") : .conflict("\(refusal)"))
    } catch {
      return step(.conflict("\(error)"))
    }
  }

  /// The rule with an identity, or the only rule.
  private func rule(like identity: String) throws(TriageRefusal) -> Int {
    let indices = rules.rules.indices
    if let rule = indices.first(where: { rules.rules[$0].identity == identity }) { return rule }
    guard indices.count == 1, let rule = indices.first else {
      let names = rules.rules.map { "\($0.identity) (\($0.title))" }.joined(separator: ", ")
      throw TriageRefusal(
        "none of its rules has the id \(identity), and it has several: \(names); give a file with the one rule that is meant"
      )
    }
    return rule
  }

  /// The comment keeps the day of the decision; `modified:` does not move back to it.
  private func planOnto(_ change: RuleChange, rule: Int) throws -> EditPlan {
    let file = RuleFile(text: currentText(ofRule: rule), path: path(ofRule: rule))
    let index = rules.places[rule].indexInFile
    return try RuleEditor.plan(change.edit, stamp: change.stamp, rule: index, in: file)
  }
}

extension EditRefusal {
  /// Whether the rule already has the edit.
  fileprivate var saysItIsThere: Bool {
    switch self {
    case .noSuchException: true
    default: isNothingToDo
    }
  }
}
