import Basics
import TerminalScreen

extension Command {
  static let comment = Command(
    "comment", keys: [.character("c")], hint: "comment",
    help: "Writes a comment to the hit, or to the marked ones.", in: .panesAndPages,
    availability: canDecideOnHits
  ) { state in
    state.dialog = .comment(TextInput(), hits: state.targetIDs)
    return []
  }

  /// Enter in a line of text: the comment is kept, the search begins.
  static let submitText = Command(
    "submitText", keys: [.enter], hint: "done", help: "Takes what was typed.", in: [.text]
  ) { state in
    switch state.dialog {
    case .comment(let input, let hits):
      state.dialog = nil
      let text = input.text.trimmed
      guard !text.isEmpty else { return [] }
      state.pending = .decision
      return [.engine(.decide(.comment(text, hits: hits)))]
    case .reason(let input, let confirm):
      let text = input.text.trimmed
      state.dialog = .confirm(confirm)
      state.pending = .preview
      return [
        .engine(
          .preview(
            confirm.preview.edit, reason: text.isEmpty ? nil : text, rule: confirm.preview.rule,
            confirm.purpose))
      ]
    case .expiry(let input, let exception, let rule):
      return state.takeExpiry(input.text, of: exception, rule: rule)
    case .place(let input, let path, let confirm):
      return state.writeElsewhere(path, to: input.text.trimmed, confirm)
    case .search(let input): return state.beginSearch(input.text)
    case .chooseColumns: return state.addTypedColumn()
    case .searchEvent(let input):
      state.dialog = nil
      if !input.text.isEmpty { state.changeEvent { pane, _ in pane.search = input.text } }
      state.findInEvent(forward: true)
      return []
    case .seek(let input):
      state.dialog = nil
      return state.seek(to: input.text.trimmed)
    default: return []
    }
  }
}

extension Command {
  /// Esc in a line of text: back to where one came from.
  static let leaveText = Command(
    "leaveText", keys: [.escape, .control("c")], hint: "back",
    help: "Leaves the line of text; what was typed is not taken.", in: [.text, .filter]
  ) { state in
    switch state.dialog {
    case .reason(_, let confirm), .place(_, _, let confirm?): state.dialog = .confirm(confirm)
    case .chooseColumns(var choice):
      choice.input = nil
      state.dialog = .chooseColumns(choice)
    default: state.dialog = nil
    }
    return state.cancelCount()
  }
}
