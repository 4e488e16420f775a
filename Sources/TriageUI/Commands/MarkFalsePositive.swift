import RuleEditing
import TerminalScreen

extension Command {
  /// `f`: the hits are noise. trailsift proposes exceptions that would silence them; the analyst takes one, or none.
  static let markFalsePositive = Command(
    "markFalsePositive", keys: [.character("f")], hint: "false pos",
    help: "False positive: proposes exceptions for the hit or the marked ones, with their effects.",
    in: .panesAndPages,
    availability: { state in
      if case .unavailable(let reason) = canDecideOnHits(state) {
        return .unavailable(because: reason)
      }
      if state.list.showsSilenced { return .unavailable(because: silencedAlready(state)) }
      if state.targetFacts.hasAlert {
        return .unavailable(because: alertsAreNoHits)
      }
      return state.targetRule == nil ? .unavailable(because: severalRules) : .available
    },
    perform: { state in
      guard let rule = state.targetRule else { return [] }
      state.pending = .preview
      return [.engine(.propose(rows: state.targets, rule: rule))]
    })

  /// Enter in the list of proposals: goes on with the one under the cursor.
  static let choose = Command(
    "choose", keys: [.enter], hint: "choose", help: "Goes on with the line under the cursor.",
    in: [.proposals, .fields],
    availability: { state in
      if case .fields(let choice) = state.dialog, choice.chosen.isEmpty {
        return .unavailable(because: "choose at least one field with Space")
      }
      return canDecide(state)
    },
    perform: { state in
      switch state.dialog {
      case .proposals(let choice): return state.choose(choice)
      case .fields(let choice): return state.choose(choice)
      default: return []
      }
    })

  static let toggleField = Command(
    "toggleField", keys: [.character(" ")], hint: "choose field",
    help: "Takes the field into the exception, or out of it.", in: [.fields],
    perform: { state in
      guard case .fields(var choice) = state.dialog else { return [] }
      choice.toggle(choice.cursor)
      state.dialog = .fields(choice)
      return []
    })
}

extension State {
  fileprivate mutating func choose(_ choice: Dialog.ChooseException) -> [Effect] {
    switch choice.rows[choice.cursor] {
    case .proposal(let proposal):
      dialog = .confirm(
        Dialog.ConfirmEdit(
          preview: proposal.preview, purpose: .falsePositive(hits: choice.hits)))
      return []
    case .chooseFields:
      dialog = .fields(
        Dialog.ChooseFields(
          common: choice.proposals.common, hits: choice.hits, rule: choice.rule))
      return []
    case .verdictOnly:
      dialog = nil
      pending = .decision
      return [.engine(.decide(.judge(.falsePositive, hits: choice.hits, exception: nil)))]
    }
  }

  fileprivate mutating func choose(_ choice: Dialog.ChooseFields) -> [Effect] {
    let tests = choice.chosen.sorted().map { choice.common.entries[$0].test }
    pending = .preview
    if let name = choice.changing {
      return [
        .engine(
          .preview(
            .changeException(name: name, to: RuleException(tests: tests)), reason: nil,
            rule: choice.rule, .edit))
      ]
    }
    return [
      .engine(
        .preview(
          .addException(RuleException(name: nil, tests: tests)), reason: nil, rule: choice.rule,
          .falsePositive(hits: choice.hits)))
    ]
  }
}
