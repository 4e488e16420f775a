import ArgumentParser
import Baseline
import Basics
import Foundation
import RuleEditing
import TerminalScreen
import Triage

/// `trailsift baseline LOG... --propose RULE`: what to allow and except, the diff, and with
/// `--apply` the edit.
extension BaselineCommand {
  func propose(for rule: String) throws {
    let given = try baseline.map(BaselineInput.load)
    var arguments = log.map { "--logs=" + $0 }
    if !apply { arguments.append("--dry-run") }
    for (option, value) in [("rule-id", ruleId), ("reason", reason), ("author", author)] {
      if let value { arguments.append("--\(option)=\(value)") }
    }
    let edit = try EditOptions.parse(arguments)
    let match = try MatchOptions.parse(jobs.map { ["--jobs=\($0)"] } ?? [])
    var proposal: BaselineProposal?
    try edit.perform(on: rule, match: match, baseline: given == nil ? try request() : nil) { open in
      guard let report = given ?? open.baseline else {
        Console.error("no CloudTrail events in the window")
        throw ExitCode.incomplete
      }
      let made = BaselineProposal(report, for: try open.engine.regions(ofRule: open.rule))
      proposal = made
      show(made, report)
      return made.edit(allRegions ? .all : .list).map { [$0] } ?? []
    }
    if proposal != nil, !apply { Console.say("nothing was written; --apply writes the rule") }
  }

  private func show(_ proposal: BaselineProposal, _ report: BaselineReport) {
    Console.say("Window: " + report.windowSentence)
    if proposal.items.isEmpty { Console.say("There is nothing to propose.") }
    for item in proposal.items {
      Console.say("+ " + (item.kind == .region ? "allow " : "except ") + item.name)
      for reason in item.reasons { Console.say("    " + reason) }
    }
    for region in proposal.alreadyAllowed { Console.say("· \(region) is allowed already") }
    for (name, region) in report.orderedRegions
    where region.regionClass == .review || region.regionClass == .never {
      Console.say("- not \(name) (\(region.regionClass.rawValue))")
      for reason in region.reasons { Console.say("    " + reason) }
    }
    for exception in report.refusedExceptions {
      Console.say("- no exception for \(exception.sentence)")
    }
    if proposal.hasList {
      let events = proposal.unnamed.reduce(0) { $0 + $1.events }
      let regions = proposal.unnamed.map(\.region).joined(separator: ", ")
      Console.say(
        allRegions
          ? "! The rule will match in all regions that are not allowed"
            + (events == 0 ? "." : ": also in \(regions), with \(events.counting("event")).")
          : "! The rule keeps its list of suspected regions, which goes stale when AWS opens one"
            + (events == 0
              ? "" : "; \(events.counting("event")) in regions that it does not name: \(regions)")
            + ". --all-regions lets it match in all that are not allowed, and is recommended.")
    }
    if !proposal.items.isEmpty { Console.say("! " + BaselineReport.caution) }
  }
}
