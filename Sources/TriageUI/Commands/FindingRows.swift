import TerminalScreen

// Searching, filtering and copying on every page that is made of rows.

extension Command {
  static let searchRows = Command(
    "searchRows", keys: [.character("/")], hint: "search",
    help: "Searches the rows of the page; nothing typed searches on.", in: .rowPages,
    availability: isIdle
  ) { $0.ask(.searchRows) }

  static let searchRowsNext = searchingRows(
    "searchRowsNext", "n", forward: true, help: "Goes to the next row with the searched text.")

  static let searchRowsPrevious = searchingRows(
    "searchRowsPrevious", "N", forward: false,
    help: "Goes to the previous row with the searched text.")

  private static func searchingRows(
    _ name: String, _ key: Character, forward: Bool, help: String
  ) -> Command {
    Command(
      name, keys: [.character(key)], help: help, in: .rowPages,
      availability: { state in
        state.surfaces.top.list?.finding.search == nil
          ? .unavailable(because: "nothing was searched yet; \(state.key(.searchRows)) searches")
          : .available
      },
      perform: { state in
        state.findInRows(forward: forward)
        return []
      })
  }

  static let filterRows = Command(
    "filterRows", keys: [.character("F")], hint: "filter",
    help: "Shows only the rows with a text; {closePage} shows all of them again.", in: .rowPages,
    availability: isIdle
  ) { state in
    state.ask(.filterRows, text: state.surfaces.top.list?.finding.filter?.text ?? "")
  }

  static let copyRow = Command(
    "copyRow", keys: [.character("y")], hint: "copy", help: "Copies the row under the cursor.",
    in: .rowPages,
    availability: { state in
      state.surfaces.top.list?.rowCount == 0
        ? .unavailable(because: "there is no row here") : .available
    },
    perform: { state in
      guard let list = state.surfaces.top.list, list.rowCount > 0 else { return [] }
      return [.terminal(.copy(list.copy(ofRow: list.cursor.index, in: state)))]
    })
}

extension Set<Command.Context> {
  /// Pages that are made of rows.
  static var rowPages: Self { [.groups, .rules, .exceptions, .allowlist, .around] }
}
