import TerminalScreen

// `?` and `:`: find commands by word or key. Enter runs one.

extension Command {
  static let help = Command(
    "help", keys: [.character("?"), .function(1)], hint: "help",
    help: "Lists all commands; type a word or a key to find some, Enter runs one.",
    in: .everywhere.subtracting([.commands]), availability: isIdle
  ) { state in
    state.surfaces.push(.dialog(.menu(Menu(CommandsMenu(.help)))))
    return []
  }

  static let palette = Command(
    "palette", keys: [.character(":")],
    help: "Runs a command by its name: a few of its letters are enough, Tab completes it.",
    in: .everywhere.subtracting([.commands]), availability: isIdle
  ) { state in
    state.surfaces.push(.dialog(.menu(Menu(CommandsMenu(.palette)))))
    return []
  }

  static let runCommand = Command(
    "runCommand", keys: [.enter], hint: "run", help: "Runs the command under the cursor.",
    on: Menu.self, in: [.commands]
  ) { menu, state in
    guard menu.content.rowCount(in: state) > 0 else {
      state.notice = .refused("no command answers to “\(menu.content.input?.text ?? "")”")
      return []
    }
    return state.choose()
  }

  static let completeCommand = Command(
    "completeCommand", keys: [.tab], hint: "complete",
    help: "Completes the name of the command under the cursor.", on: Menu.self, in: [.commands],
    change: { menu, state in
      guard menu.cursor.index < menu.content.rowCount(in: state),
        let name = menu.content.completion(of: menu.cursor.index, in: state)
      else { return }
      menu.content.input = TextInput(name)
      menu.cursor = ListCursor()
    })
}
