import HitStore
import TerminalScreen

extension Command {
  /// `R`: the rules, each with its hits.
  static let showRules = Command(
    "showRules", keys: [.character("R")],
    help:
      "Lists the rules with their hits, what is open, silenced and edited; Enter shows one's hits.",
    in: .panesAndPages, availability: isIdle
  ) { state in
    state.open(RulesPage())
  }

  static let openRule = Command(
    "openRule", keys: [.enter], hint: "its hits",
    help: "Shows only the hits of the rule; Esc in the list comes back.", in: [.rules],
    availability: { state in
      state.page(RulesPage.self)?.current == nil
        ? .unavailable(because: "there is no rule here") : .available
    },
    perform: { state in
      guard let rule = state.page(RulesPage.self)?.current,
        state.table.ruleIdentities.indices.contains(rule)
      else { return [] }
      let others = state.list.filters.filter { $0.field != .rule }
      return state.leavePage(
        showing: others + [HitFilter(.rule, is: state.table.ruleIdentities[rule])])
    })

  static let sortRules = Command(
    "sortRules", keys: [.character("s")], hint: "sort",
    help: "Sorts the rules by hits, by level, by title.", in: [.rules]
  ) { state in
    state.change(RulesPage.self) { page, state in page.sort(state) }
    return []
  }
}
