import TerminalScreen

// `?` and `:`: every command by its words or its key, and Enter runs it.

extension Command {
  static let help = Command(
    "help", keys: [.character("?"), .function(1)], hint: "help",
    help: "Lists all commands; type a word or a key to find some, Enter runs one.",
    in: .everywhere.subtracting([.commands]), availability: isIdle
  ) { state in
    state.dialog = .commands(CommandSearch(.help, behind: state.dialog))
    return []
  }

  static let palette = Command(
    "palette", keys: [.character(":")],
    help: "Runs a command by its name: a few of its letters are enough, Tab completes it.",
    in: .everywhere.subtracting([.commands]), availability: isIdle
  ) { state in
    state.dialog = .commands(CommandSearch(.palette, behind: state.dialog))
    return []
  }

  /// Enter: as if the command's key had been pressed where one came from.
  static let runCommand = Command(
    "runCommand", keys: [.enter], hint: "run", help: "Runs the command under the cursor.",
    in: [.commands]
  ) { state in
    guard case .commands(let search) = state.dialog else { return [] }
    guard let row = search.row(state) else {
      state.notice = .refused("no command answers to “\(search.input.text)”")
      return []
    }
    if case .unavailable(let reason) = row.availability {
      state.notice = .refused("\(row.command.name) does nothing now: \(reason)")
      return []
    }
    state.dialog = search.behind
    return row.command.perform(&state)
  }

  static let completeCommand = Command(
    "completeCommand", keys: [.tab], hint: "complete",
    help: "Completes the name of the command under the cursor.", in: [.commands]
  ) { state in
    guard case .commands(var search) = state.dialog, let row = search.row(state) else { return [] }
    search.input = TextInput(row.command.name)
    search.cursor = 0
    state.dialog = .commands(search)
    return []
  }
}

extension CommandSearch {
  /// The row under the cursor.
  func row(_ state: State) -> Row? {
    let rows = rows(state)
    return rows.indices.contains(cursor) ? rows[cursor] : nil
  }
}
