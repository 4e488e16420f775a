import Basics
import HitStore
import TerminalScreen

extension Command {
  /// `C`: chooses the columns of the list. They are kept for these rules.
  static let chooseColumns = Command(
    "chooseColumns", keys: [.character("C")],
    help: "Chooses the columns, their order and widths; any field of an event can be one.",
    in: .panes, availability: isIdle
  ) { state in
    state.surfaces.push(.dialog(.form(.columns(ColumnsForm(state)))))
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
  ) { $0.widen(by: 2) }

  static let narrowColumn = columns(
    "narrowColumn", "<", hint: "narrower", help: "Makes the column narrower."
  ) { $0.widen(by: -2) }

  static let addColumn = Command(
    "addColumn", keys: [.character("a")], hint: "add",
    help: "Types the path of a field that becomes a column.", in: [.columns]
  ) { $0.ask(.newColumn) }

  static let usualColumns = Command(
    "usualColumns", keys: [.character("r")], hint: "as at first",
    help: "The columns as the rule has them.", on: ColumnsForm.self, in: [.columns]
  ) { _, state in
    state.list.columns = Columns(of: state.table)
    state.surfaces.top = .dialog(.form(.columns(ColumnsForm(state))))
    return state.columnsChanged()
  }

  static let closeColumns = Command(
    "closeColumns", keys: [.enter, .escape, .character("q"), .control("c")], hint: "done",
    help: "Goes back to the list.", in: [.columns]
  ) { state in
    state.surfaces.pop()
    return []
  }

  private static func columns(
    _ name: String, _ key: Character, hint: String, help: String,
    _ change: @escaping @Sendable (inout ColumnsForm) -> Void
  ) -> Command {
    Command(
      name, keys: [.character(key)], hint: hint, help: help, on: ColumnsForm.self, in: [.columns]
    ) { form, state in
      var form = form
      change(&form)
      form.put(into: &state.surfaces.top)
      return state.take(form)
    }
  }
}

extension State {
  /// Applies the columns being chosen.
  mutating func take(_ form: ColumnsForm) -> [Effect] {
    guard form.columns != list.columns.entries else { return [] }
    list.columns.entries = form.columns
    return columnsChanged()
  }

  /// Reads the values of new columns, and keeps the columns for the next session.
  mutating func columnsChanged() -> [Effect] {
    [.files(.saveColumns(list.columns.entries))] + readNewRows()
  }

  /// Adds a column with the typed path; `nil` if it is not a path.
  mutating func addColumn(_ field: String) -> [Effect]? {
    guard !field.isEmpty, var form = ColumnsForm(surfaces.top) else { return [] }
    let known = HitField(named: field)
    let isOfRule = HitTable.ruleFields.contains(known.name)
    guard let column = isOfRule ? known.name : known.columnPath else {
      notice = .refused("events have no field \(field)")
      return nil
    }
    form.add(column)
    form.put(into: &surfaces.top)
    return take(form)
  }
}

extension HitField {
  /// The field of an event that a column can show.
  fileprivate var columnPath: String? { if case .path(let path) = self { path } else { nil } }
}
