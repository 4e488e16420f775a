import Foundation
import RuleEditing
import SessionSupport
import Sigma
import Testing

@testable import Scanning
@testable import Sessions
@testable import Triage

/// A session's edits on another text of the rule: each applies, is already there, or conflicts.
@Suite struct ReplayOntoTests {
  private let session: TestSession
  private let contents: JournalContents
  private let decided: String

  /// Two allowed regions, one of them undone, and an exception with a verdict.
  init() throws {
    session = try TestSession()
    let storage = FaultyStorage()
    let engine = try session.engine(storage)
    let table = session.table
    for region in ["ap-east-1", "me-south-1"] {
      let preview = try engine.preview(
        .allowRegion(region), reason: "an office", rule: 0, table: table)
      _ = try engine.decide(.edit(preview), table: table)
    }
    _ = try engine.undo(table: table)
    let exception = RuleException(
      tests: [.init(field: "sourceIPAddress", values: ["203.0.113.7"])])
    let preview = try engine.preview(
      .addException(exception), reason: nil, rule: 0, table: table)
    _ = try engine.decide(
      .judge(.falsePositive, hits: [session.id(4)], exception: preview), table: table)
    _ = try engine.decide(
      .judge(.truePositive, hits: [session.id(1)], exception: nil), table: table)
    contents = try JournalContents(path: session.journalPath)
    decided = try storage.text(of: TestSession.location)
  }

  private func replay(onto text: String, withHits: Bool = false) throws -> ReplayOnto {
    let target = RuleFile(text: text, path: "upstream.yml")
    let rules = try RuleSet(
      files: [target], placeholders: Placeholders(["regions": ["eu-west-1"]]))
    return try ReplayOnto(
      contents, target: target, rules: rules,
      hits: withHits ? (session.table, session.spool) : nil)
  }

  @Test func onTheRuleItBeganWithItArrivesAtTheSame() throws {
    let onto = try replay(onto: TestSession.rule)
    #expect(onto.steps.map(\.outcome) == [.applied, .applied])
    #expect(onto.steps.map(\.edit).first == "allow region ap-east-1")
    #expect(onto.after == decided)
    #expect(!onto.hasConflicts)
  }

  @Test func onWhatItArrivedAtAllIsThere() throws {
    let onto = try replay(onto: decided)
    for step in onto.steps {
      guard case .alreadyThere = step.outcome else {
        Issue.record("\(step.edit): \(step.outcome)")
        continue
      }
    }
    #expect(onto.after == decided)
    #expect(onto.diff.isEmpty)
  }

  @Test func anUpdatedRuleKeepsItsUpdatesAndItsDate() throws {
    let upstream = TestSession.rule
      .replacingOccurrences(of: "modified: 2025-01-01", with: "modified: 2026-07-01")
      .replacingOccurrences(
        of: "            - me-south-1\n",
        with: "            - me-south-1\n            - af-south-1 # new\n"
      )
      .replacingOccurrences(of: "unusual regions", with: "unusual regions, better")
    let onto = try replay(onto: upstream)
    #expect(onto.steps.map(\.outcome) == [.applied, .applied])
    #expect(onto.after.contains("modified: 2026-07-01"))
    #expect(onto.after.contains("af-south-1 # new"))
    #expect(onto.after.contains("unusual regions, better"))
    #expect(onto.after.contains("# 2025-11-13 kim: an office"))
    #expect(onto.after.contains("filter_main_allowed_regions"))
  }

  @Test func whatCannotBeMadeConflictsAndTheRestIsMade() throws {
    let upstream =
      TestSession.rule
      .replacingOccurrences(
        of: "    condition: selection\n",
        with: """
              filter_expected:
                  awsRegion|expand: '%regions%'
              condition: selection and not filter_expected

          """
      )
      // The only place for the region is then the placeholder's values.
      .replacingOccurrences(of: "            - ap-east-1\n", with: "            - af-south-1\n")
    let onto = try replay(onto: upstream)
    guard case .conflict(let reason) = onto.steps[0].outcome else {
      Issue.record("\(onto.steps[0].outcome)")
      return
    }
    #expect(reason.contains("regions"))
    #expect(onto.steps[1].outcome == .applied)
    #expect(onto.hasConflicts)
    #expect(onto.after.contains("203.0.113.7"))
  }

  @Test func aRuleWithAnotherIdIsTakenWhenItIsTheOnlyOne() throws {
    let other = TestSession.rule.replacingOccurrences(of: "3f1c8a52", with: "00000000")
    #expect(try replay(onto: other).steps.map(\.outcome) == [.applied, .applied])
    let two =
      other + "---\n" + TestSession.rule.replacingOccurrences(of: "3f1c8a52", with: "11111111")
    let onto = try replay(onto: two)
    guard case .conflict(let reason) = onto.steps[0].outcome else {
      Issue.record("\(onto.steps[0].outcome)")
      return
    }
    #expect(reason.contains("several"))
    #expect(onto.after == two)
    // And by its id among several.
    let both = other + "---\n" + TestSession.rule
    let found = try replay(onto: both)
    #expect(found.steps.map(\.outcome) == [.applied, .applied])
    #expect(found.after.hasPrefix(other))
  }

  @Test func withHitsNoTruePositiveIsSilenced() throws {
    let onto = try replay(onto: TestSession.rule, withHits: true)
    // e1 is a true positive in the region that was allowed before it was judged.
    guard case .conflict(let reason) = onto.steps[0].outcome else {
      Issue.record("\(onto.steps[0].outcome)")
      return
    }
    #expect(reason.contains("true positive"))
    #expect(onto.steps[1].outcome == .applied)
    #expect(onto.steps[1].silenced == 1)
  }
}
