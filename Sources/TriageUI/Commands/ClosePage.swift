import TerminalScreen

extension Command {
  static let closePage = Command(
    "closePage", keys: [.escape, .character("q"), .control("c")], hint: "back",
    help: "Goes back to the hits; while an effect is worked out, gives that up first.",
    in: [.interactive]
  ) { state in
    if state.giveUpPreview() {
      state.notice = .done("given up")
    } else {
      state.page = nil
    }
    return []
  }
}
