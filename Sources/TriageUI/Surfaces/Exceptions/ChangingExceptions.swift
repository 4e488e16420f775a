import Basics
import RuleEditing
import TerminalScreen
import Triage

// The page of exceptions: each key leads to the dialog with the diff and the effect.

extension Command {
  static let removeException = Command(
    "removeException", keys: [.character("x")], hint: "remove",
    help: "Removes the exception from the rule: the dialog shows which hits come back.",
    on: ExceptionsSurface.self, in: [.exceptions], availability: canChangeException
  ) { page, state in
    guard let exception = page.current?.exception else { return [] }
    return state.preview(.removeException(name: exception.name), rules: [page.rule])
  }

  static let changeException = Command(
    "changeException", keys: [.enter], hint: "widen or narrow",
    help: "Widens or narrows the exception: fields and values are taken in or left out.",
    on: ExceptionsSurface.self, in: [.exceptions], availability: canChangeException
  ) { page, state in
    guard let status = page.current else { return [] }
    state.waiting.pending = .preview
    return [.engine(.chooseFields(of: status, rule: page.rule))]
  }

  static let setExpiry = Command(
    "setExpiry", keys: [.character("e")], hint: "expiry",
    help: "Says until when the exception is meant to hold; an empty line: for ever.",
    on: ExceptionsSurface.self, in: [.exceptions], availability: canChangeException
  ) { page, state in
    guard let exception = page.current?.exception else { return [] }
    return state.ask(
      .expiry(exception: exception.name, rule: page.rule), text: exception.expires ?? "")
  }

  private static let canChangeException: @Sendable (ExceptionsSurface, State) -> Availability = {
    page, state in
    page.current == nil
      ? .unavailable(because: "there is no exception here") : canDecide(state)
  }
}

extension State {
  /// Requests the preview of an edit, which opens the dialog.
  mutating func preview(
    _ edit: RuleEdit, reason: String? = nil, rules: [Int], _ purpose: PreviewPurpose = .edit
  ) -> [Effect] {
    waiting.pending = .preview
    return [.engine(.preview(edit, reason: reason, rules: rules, purpose))]
  }

  /// Sets the typed day as the last day of an exception; `nil` if it is not a day.
  mutating func setExpiry(_ date: String, of name: String, rule: Int) -> [Effect]? {
    guard date.isEmpty || EditStamp(date: date, author: "").hasValidDate else {
      notice = .refused("“\(date)” is not a date; write YYYY-MM-DD")
      return nil
    }
    return preview(.setExpiry(name: name, date: date.isEmpty ? nil : date), rules: [rule])
  }
}
