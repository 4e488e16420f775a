import TerminalScreen

extension Command {
  static let closePage = Command(
    "closePage", keys: [.escape, .character("q"), .control("c")], hint: "back",
    help:
      "Goes back to the hits; before that, gives up an effect being worked out, a range, marks.",
    in: [.interactive]
  ) { state in
    if state.giveUpPreview() {
      state.notice = .done("given up")
      return []
    }
    if let effects = state.giveUpListWork() { return effects }
    state.stepBackOnPage()
    return []
  }
}
