import HitStore
import TerminalScreen

extension Command {
  /// `R`: the rules, each with its hits.
  static let showRules = Command(
    "showRules", keys: [.character("R")],
    help:
      "Lists the rules with their hits, what is open, silenced and edited; {openRule} shows one's hits.",
    in: .panesAndPages, availability: isIdle
  ) { state in
    state.open(RulesSurface())
  }

  static let openRule = Command(
    "openRule", keys: [.enter], hint: "its hits",
    help: "Shows only the hits of the rule; {clearOrBack} in the list comes back.",
    on: RulesSurface.self, in: [.rules],
    availability: { page, _ in
      page.current == nil ? .unavailable(because: "there is no rule here") : .available
    },
    perform: { page, state in
      guard let rule = page.current, state.table.ruleIdentities.indices.contains(rule)
      else { return [] }
      let others = state.list.filters.filter { $0.field != .rule }
      return state.narrow(
        to: others + [HitFilter(.rule, is: state.table.ruleIdentities[rule])])
    })

  static let hideIdleRules = Command(
    "hideIdleRules", keys: [.character("Z")], hint: "only with hits",
    help: "Hides the rules without hits, or shows them again.", on: RulesSurface.self,
    in: [.rules],
    change: { page, state in
      page.toggleIdle(state)
    })

  static let sortRules = Command(
    "sortRules", keys: [.character("s")], hint: "sort",
    help: "Sorts the rules by hits, by level, by open hits, by how often they are right, by title.",
    on: RulesSurface.self, in: [.rules],
    change: { page, state in
      page.sort(state)
    })
}
