import Basics
import HitStore
import TerminalScreen

extension Command {
  /// `C`: which columns the list has. They are remembered for these rules.
  static let chooseColumns = Command(
    "chooseColumns", keys: [.character("C")],
    help: "Chooses the columns, their order and widths; any field of an event can be one.",
    in: .panes, availability: isIdle
  ) { state in
    state.dialog = .chooseColumns(ColumnsChoice(state))
    return []
  }

  static let toggleColumn = columns(
    "toggleColumn", " ", hint: "show/hide", help: "Shows the column, or hides it."
  ) { $0.toggle() }

  static let moveColumnDown = columns(
    "moveColumnDown", "J", hint: "down", help: "Moves the column one place to the right."
  ) { $0.move(by: 1) }

  static let moveColumnUp = columns(
    "moveColumnUp", "K", hint: "up", help: "Moves the column one place to the left."
  ) { $0.move(by: -1) }

  static let widenColumn = columns(
    "widenColumn", ">", hint: "wider", help: "Makes the column wider."
  ) { $0.widen(by: 2, from: ColumnFit.width(of: $0.entries[$0.cursor].field)) }

  static let narrowColumn = columns(
    "narrowColumn", "<", hint: "narrower", help: "Makes the column narrower."
  ) { $0.widen(by: -2, from: ColumnFit.width(of: $0.entries[$0.cursor].field)) }

  static let addColumn = columns(
    "addColumn", "a", hint: "add", help: "Types the path of a field that becomes a column."
  ) { $0.input = TextInput() }

  static let usualColumns = Command(
    "usualColumns", keys: [.character("r")], hint: "as at first",
    help: "The columns as the rule has them.", in: [.columns]
  ) { state in
    state.columns = Columns(fields: state.table.columns)
    state.dialog = .chooseColumns(ColumnsChoice(state))
    return state.columnsChanged()
  }

  static let closeColumns = Command(
    "closeColumns", keys: [.enter, .escape, .character("q"), .control("c")], hint: "done",
    help: "Goes back to the list.", in: [.columns]
  ) { state in
    state.dialog = nil
    return []
  }

  private static func columns(
    _ name: String, _ key: Character, hint: String, help: String,
    _ change: @escaping @Sendable (inout ColumnsChoice) -> Void
  ) -> Command {
    Command(name, keys: [.character(key)], hint: hint, help: help, in: [.columns]) { state in
      guard case .chooseColumns(var choice) = state.dialog else { return [] }
      change(&choice)
      state.dialog = .chooseColumns(choice)
      return state.take(choice)
    }
  }
}

extension State {
  /// The columns become those that are being chosen.
  mutating func take(_ choice: ColumnsChoice) -> [Effect] {
    guard choice.columns != columns.entries else { return [] }
    columns.entries = choice.columns
    return columnsChanged()
  }

  /// Reads what new columns need, and keeps the columns for the next time.
  mutating func columnsChanged() -> [Effect] {
    list.column = max(0, min(list.column, columns.shown.count - 1))
    return [.files(.saveColumns(columns.entries))] + readNewRows()
  }

  /// Enter in the line where a path is typed.
  mutating func addTypedColumn() -> [Effect] {
    guard case .chooseColumns(var choice) = dialog, let input = choice.input else { return [] }
    choice.input = nil
    let field = input.text.trimmed
    if !field.isEmpty {
      guard case .path(let path) = HitField(named: field) else {
        notice = .refused("\(field) is no field of an event")
        dialog = .chooseColumns(choice)
        return []
      }
      choice.add(path)
    }
    dialog = .chooseColumns(choice)
    return take(choice)
  }
}
