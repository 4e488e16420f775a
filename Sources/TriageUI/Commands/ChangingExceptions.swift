import Basics
import RuleEditing
import TerminalScreen
import Triage

// The page of exceptions: each key leads to the dialog with the diff and the effect.

extension Command {
  static let removeException = Command(
    "removeException", keys: [.character("x")], hint: "remove",
    help: "Removes the exception from the rule: the dialog shows which hits come back.",
    in: [.exceptions], availability: canChangeException
  ) { state in
    state.preview { .removeException(name: $0.exception.name) }
  }

  static let changeException = Command(
    "changeException", keys: [.enter], hint: "widen or narrow",
    help: "Widens or narrows the exception: fields and values are taken in or left out.",
    in: [.exceptions], availability: canChangeException
  ) { state in
    guard let page = state.page(ExceptionsPage.self), let status = page.current else { return [] }
    state.pending = .preview
    return [.engine(.chooseFields(of: status, rule: page.rule))]
  }

  static let setExpiry = Command(
    "setExpiry", keys: [.character("e")], hint: "expiry",
    help: "Says until when the exception is meant to hold; an empty line: for ever.",
    in: [.exceptions], availability: canChangeException
  ) { state in
    guard let page = state.page(ExceptionsPage.self), let status = page.current else { return [] }
    state.dialog = .expiry(
      TextInput(status.exception.expires ?? ""), exception: status.exception.name, rule: page.rule)
    return []
  }

  private static let canChangeException: @Sendable (State) -> Availability = { state in
    state.page(ExceptionsPage.self)?.current == nil
      ? .unavailable(because: "there is no exception here") : canDecide(state)
  }
}

extension State {
  fileprivate mutating func preview(_ edit: (ExceptionStatus) -> RuleEdit) -> [Effect] {
    guard let page = page(ExceptionsPage.self), let status = page.current else { return [] }
    pending = .preview
    return [.engine(.preview(edit(status), reason: nil, rule: page.rule, .edit))]
  }

  /// What was typed as the day on which an exception expires.
  mutating func takeExpiry(_ text: String, of name: String, rule: Int) -> [Effect] {
    let date = text.trimmed
    guard date.isEmpty || EditStamp(date: date, author: "").hasValidDate else {
      notice = .refused("“\(date)” is no date; write YYYY-MM-DD")
      return []
    }
    dialog = nil
    pending = .preview
    return [
      .engine(
        .preview(
          .setExpiry(name: name, date: date.isEmpty ? nil : date), reason: nil, rule: rule, .edit))
    ]
  }

  /// The fields of an exception have come, to be chosen among.
  mutating func take(_ choices: ExceptionChoices, rule: Int) -> [Effect] {
    guard pending == .preview else { return [] }
    pending = nil
    var choice = Dialog.ChooseFields(common: choices.fields, hits: [], rule: rule)
    choice.changing = choices.exception.name
    choice.chosen = choices.current
    dialog = .fields(choice)
    return []
  }
}
