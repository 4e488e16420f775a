import ArgumentParser
import Basics
import Foundation
import HitStore
import RuleEditing
import RuleTests
import Scanning
import Sessions
import Sigma
import Triage
import WorkbenchRuntime

/// `trailsift test RULE --from SESSION`: judged hits become tests.
extension TestCommand {
  func write(from session: String) throws {
    let input = try SessionInput(session)
    let (rules, _) = try load()
    let index = try chosenRule(rules)
    let rule = rules.rules[index]
    let file = rules.files[rules.places[index].file]
    let (events, isWhole) = try judgedEvents(of: rule, input)
    let clock = SessionClock(environment: ProcessInfo.processInfo.environment)
    var options = TestDraft.Options(date: clock.date, author: Author.name(given: author))
    options.limit = most
    options.anonymizes = anonymize
    let draft: TestDraft
    do {
      draft = try TestDraft(
        events, of: rule, in: file,
        matcher: try RuleMatcher(rules: [rule], placeholders: rules.placeholders),
        options: options, isSecret: { $0.isSecret($1) })
    } catch let refusal as TestsPathEdit.Refusal {
      Console.error("\(file.path): \(refusal)")
      throw ExitCode.cannotWrite
    }
    for note in draft.notes { Console.say("· " + note) }
    if let plan = draft.plan {
      try save(plan, of: file.path, draft.selection)
    } else {
      Console.say("nothing to write: no judged hit of the rule is a new test")
    }
    if !draft.selection.lost.isEmpty {
      for lost in draft.selection.lost {
        Console.say("! \(file.path) does not match \(lost.eventID) (\(lost.testName))")
      }
      Console.error(
        "the rule loses \(draft.selection.lost.countedAs("judged positive")); trailsift explain shows why"
      )
      throw ExitCode.checkFailed
    }
    if !isWhole { throw ExitCode.incomplete }
  }

  private func save(_ plan: TestFilePlan, of path: String, _ selection: TestSelection) throws {
    for change in plan.changes {
      let diff = TextDiff(before: change.before ?? "", after: change.after ?? "")
      Console.printDiff(
        diff.unified(
          path: change.path, absolutePath: SessionHeader.absolute(change.path),
          isNew: change.before == nil))
    }
    StandardOutput.shared.flush()
    let events = selection.entries.reduce(0) { $0 + $1.events.count }
    let what = "\(selection.entries.countedAs("test")) with \(events.counting("event"))"
    if dryRun { return Console.say("not written: \(what)") }
    do {
      try plan.save()
    } catch {
      Console.error("\(error)")
      throw ExitCode.cannotWrite
    }
    do { try WrittenTests(of: path).remember(plan.changes) } catch {
      Console.error("the tests are written, but --undo won't know them: \(error)")
    }
    Console.say("written: \(what); --undo takes them back")
  }

  private func chosenRule(_ rules: RuleSet) throws -> Int {
    let indices = rules.rules.indices.filter {
      ruleId == nil || [rules.rules[$0].id, rules.rules[$0].title].contains(ruleId)
    }
    guard indices.count == 1, let index = indices.first else {
      Console.error(
        indices.isEmpty
          ? "no rule to test" : "--from takes one rule; --rule-id says which")
      throw ExitCode.validationFailure
    }
    return index
  }

  /// The session's judged hits of a rule with their events, in the order of the decisions.
  private func judgedEvents(
    of rule: Rule, _ input: SessionInput
  ) throws -> (events: [JudgedEvent], isWhole: Bool) {
    let report = SessionReport(
      input.contents, journal: input.journal, tool: "trailsift " + Version.current)
    let verdicts = report.verdicts.filter {
      $0.hit.rule == rule.identity || $0.hit.rule == rule.identityInFile
    }
    if verdicts.isEmpty {
      Console.error("\(input.path) has no verdicts on hits of \(rule.identity) (\(rule.title))")
      throw ExitCode.inputMissing
    }
    let logs = input.bundle == nil ? input.logs(given: logs) : []
    if input.bundle == nil { try LogInputs.check(logs) }
    let search = try EventSearch(
      eventIDs: verdicts.map(\.hit.event), logs: logs, kept: input.bundle?.events,
      jobs: match.jobs ?? ProcessInfo.processInfo.activeProcessorCount,
      limits: (.max, Self.maximumBytes))
    let interruption = Interruption { search.stop() }
    let found = search.run { _, _ in }
    found.report.complain()
    if found.report.wasStopped, let signal = interruption.signal { throw ExitCode(128 + signal) }
    var records: [String: [UInt8]] = [:]
    for one in found.occurrences where records[one.eventID] == nil {
      records[one.eventID] = one.record
    }
    let missing = verdicts.count { records[$0.hit.event] == nil }
    if missing > 0 {
      Console.error(
        "\(missing.counting("judged event")) not found in the logs; --logs says where they are")
    }
    let events = verdicts.compactMap { verdict in
      records[verdict.hit.event].map { record in
        JudgedEvent(
          eventID: verdict.hit.event, record: record,
          mustMatch: verdict.verdict != .falsePositive, verdict: verdict.verdict.rawValue,
          reason: verdict.note)
      }
    }
    return (events, missing == 0 && !found.report.hasFailures)
  }

  /// Judged events in memory. An analyst judges some thousands, of a few kilobytes each.
  private static let maximumBytes = 1 << 30

  /// `--undo`: takes back what the last `--from` wrote, if the files are still as it left them.
  func takeBack() throws {
    guard rule.count == 1, let path = rule.first else {
      throw ValidationError("--undo takes one rule file")
    }
    let written = WrittenTests(of: path)
    do {
      guard let changes = try written.last() else {
        return Console.say("nothing to undo: no tests of \(path) were written by --from")
      }
      try TestFilePlan.save(changes.reversed().map(\.inverted))
      try written.forgetLast()
      for change in changes {
        Console.print((change.before == nil ? "removed " : "restored ") + change.path)
      }
      StandardOutput.shared.flush()
    } catch {
      Console.error("\(error)")
      throw ExitCode.cannotWrite
    }
  }
}
