import HitStore
import TerminalScreen

extension Command {
  /// `B`: what is normal, and the allowlist that follows from it.
  static let showBaseline = Command(
    "showBaseline", keys: [.character("B")], hint: "baseline",
    help:
      "Shows which regions are normal and why, which services need exceptions, and what is never allowed; there {applyBaseline} writes what is chosen as one edit.",
    in: .panesAndPages,
    availability: { state in
      if case .unavailable(let reason) = isIdle(state) { return .unavailable(because: reason) }
      if BaselineSurface(state.surfaces.top) != nil {
        return .unavailable(because: "this is the page of the baseline")
      }
      guard let report = state.scan.report else {
        return .unavailable(because: "the scan is not done: the baseline needs all events")
      }
      if report.baselineReport == nil {
        return .unavailable(because: "there is no baseline: only the hits are known here")
      }
      return state.ruleForRegions == nil
        ? .unavailable(because: "there is no rule that could allow a region") : .available
    },
    perform: { state in
      guard let rule = state.ruleForRegions else { return [] }
      return state.open(BaselineSurface(rule: rule))
    })

  static let chooseProposal = Command(
    "chooseProposal", keys: [.character(" ")], hint: "choose",
    help: "Chooses the line, or no longer, and moves on.", on: BaselineSurface.self,
    in: [.baseline],
    change: { (page, state) throws(Refusal) in
      guard let row = page.current else { return }
      guard row.edit != nil else {
        throw Refusal(
          reason: row.word == "allowed" ? "the rule allows it already" : "this exception is refused"
        )
      }
      if row.part == .never, !page.chosen.contains(row.id) {
        throw Refusal(
          reason:
            "\(row.name) is never proposed; \(state.key(.forceProposal)) chooses it with a reason"
        )
      }
      page.toggle(row)
      page.move(.lines(1), in: state)
    })

  static let forceProposal = Command(
    "forceProposal", keys: [.character("!")], hint: "choose anyway",
    help: "Chooses a region that is never proposed, and asks for the reason.",
    on: BaselineSurface.self, in: [.baseline],
    availability: { page, _ in
      page.current?.part == .never && page.current?.edit != nil
        ? .available : .unavailable(because: "only a region that is never proposed needs this")
    },
    perform: { page, state in
      guard let row = page.current else { return [] }
      return state.ask(.baselineReason(row: row.id, name: row.name))
    })

  static let applyBaseline = Command(
    "applyBaseline", keys: [.character("a")], hint: "apply",
    help: "Shows the effect and the diff of all that is chosen, as one edit.",
    on: BaselineSurface.self, in: [.baseline],
    availability: { page, state in
      if case .unavailable(let reason) = canDecide(state) { return .unavailable(because: reason) }
      return page.edit == nil ? .unavailable(because: "nothing is chosen") : .available
    },
    perform: { page, state in
      guard let edit = page.edit else { return [] }
      return state.preview(edit, reason: page.reason, rules: [page.rule])
    })

  static let matchAllRegions = Command(
    "matchAllRegions", keys: [.character("*")], hint: "list or all",
    help:
      "Keeps the rule's list of suspected regions, or lets the rule match in all regions that are not allowed: a list goes stale when AWS opens a region.",
    on: BaselineSurface.self, in: [.baseline],
    availability: { page, _ in
      page.hasList
        ? .available : .unavailable(because: "the rule has no list of suspected regions")
    },
    change: { page, _ in page.changeForm() })

  static let showProposalHits = Command(
    "showProposalHits", keys: [.enter], hint: "its hits",
    help: "Shows the hits of the region: a filter of the list; {clearOrBack} there comes back.",
    on: BaselineSurface.self, in: [.baseline],
    availability: { page, _ in
      page.current?.isRegion == true
        ? .available : .unavailable(because: "only regions have hits here")
    },
    perform: { page, state in
      guard let row = page.current else { return [] }
      let filter = HitFilter(.path("awsRegion"), [.exactly(row.name)])
      return state.narrow(to: state.adding([filter]))
    })
}
