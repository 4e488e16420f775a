import RuleEditing
import TerminalScreen

extension Command {
  /// `f`: the hits are noise. trailsift proposes exceptions that would silence them. The analyst
  /// chooses one, or none.
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
        return .unavailable(because: alertsAreNoHits(state))
      }
      return .available
    },
    perform: { state in
      state.waiting.pending = .preview
      return [.engine(.propose(rows: state.targets))]
    })

  /// Enter in the list of proposals: shows the effect of the proposal under the cursor.
  static let choose = Command(
    "choose", keys: [.enter], hint: "choose", help: "Goes on with the line under the cursor.",
    in: [.proposals, .fields],
    availability: { state in
      if let form = FieldsForm(state.surfaces.top), form.chosen.isEmpty {
        return .unavailable(because: "choose at least one field with \(state.key(.toggleField))")
      }
      return canDecide(state)
    },
    perform: { state in
      guard let form = FieldsForm(state.surfaces.top) else { return state.choose() }
      return state.preview(form.edit, rules: form.rules, form.purpose)
    })

  static let toggleField = Command(
    "toggleField", keys: [.character(" ")], hint: "choose field",
    help: "Takes the field into the exception, or out of it.", on: FieldsForm.self, in: [.fields],
    perform: { form, state in
      var form = form
      form.toggle(form.cursor.index)
      form.put(into: &state.surfaces.top)
      return form.chosen.isEmpty ? [] : [.engine(.weigh(form.edit, rules: form.rules))]
    })
}
