import TerminalScreen

extension Command {
  /// `E`: the page with the exceptions of the hit's rule.
  static let showExceptions = Command(
    "showExceptions", keys: [.character("E")],
    help: "Lists the rule's exceptions: what each one silences, who wrote it and why, until when.",
    in: .panesAndPages,
    availability: { state in
      state.exceptionsRule == nil
        ? .unavailable(because: "this rule can't have exceptions") : isIdle(state)
    },
    perform: { state in
      guard let rule = state.exceptionsRule else { return [] }
      return state.open(ExceptionsSurface(rule: rule))
    })
}

extension State {
  /// The rule of the hit under the cursor, or else the first.
  fileprivate var exceptionsRule: Int? {
    guard let row = currentRow else { return rules.isEmpty ? nil : 0 }
    return table.isAlert(row) ? nil : table.rule(row)
  }
}
