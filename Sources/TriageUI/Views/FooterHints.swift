import Basics
import TerminalScreen

/// The footer's keys: the commands that work now, the most useful first, as many as fit.
///
///     a allow region  f false pos  t true pos  … ? more  q quit
///
/// The key to quit is always shown, and `?` if there are more commands than fit.
struct FooterHints {
  struct Item {
    let command: Command
    let key: Key
    let words: String
    /// Its first column.
    var column = 0

    /// ` a allow region `
    var width: Int { SafeText(key.name).width + SafeText(words).width + 3 }
  }

  private(set) var items: [Item] = []
  /// The column of `…`; `nil` if nothing was left out.
  private(set) var ellipsisColumn: Int?

  static let ellipsis: SafeText = " …"
  private static let lasting = ["help", "leaveText", "closeDialog", "closePage", "quit"]

  init(state: State, width: Int) {
    let isText = Command.contexts(of: state).contains(where: \.isText)
    let works = Command.current(in: state).compactMap { command -> Item? in
      guard let hint = command.hint, command.availability(state) == .available else { return nil }
      let keys = state.settings.keymap.keys(of: command)
      guard let key = isText ? keys.first(where: \.isNoText) : keys.first else { return nil }
      return Item(command: command, key: key, words: hint)
    }
    let first = works.filter { !Self.lasting.contains($0.command.name) }
    place(
      Self.ordered(first, state), works.filter { Self.lasting.contains($0.command.name) },
      isPane: state.surfaces.top.isPane, width: width)
  }

  /// Commands that work only here come before general ones; on a page, its main commands and the
  /// verdicts come first. In the event, the commands that the list does not have.
  private static func ordered(_ items: [Item], _ state: State) -> [Item] {
    let page = state.surfaces.page.map { type(of: $0).context }
    let special: Set<Command.Context> = Set([.replay] + [page].compactMap { $0 })
    let purpose = page.flatMap { page in
      items.first { $0.command.contexts.contains(page) }?.command.name
    }
    let isInEvent = if case .event = state.surfaces.top { true } else { false }
    func rank(_ command: Command) -> Int {
      if isInEvent,
        command.contexts.contains(.event), !command.contexts.contains(.hits)
      {
        return 0
      }
      if command.contexts.isDisjoint(with: special) {
        return page != nil && judging.contains(command.name) ? 1 : 3
      }
      return command.name == purpose ? 0 : 2
    }
    return (0...3).flatMap { wanted in items.filter { rank($0.command) == wanted } }
  }

  private static let judging = ["markFalsePositive", "markTruePositive", "markBenignTruePositive"]

  private mutating func place(_ first: [Item], _ last: [Item], isPane: Bool, width: Int) {
    func sum(_ items: [Item]) -> Int { items.reduce(0) { $0 + $1.width } }
    var last = last
    if sum(first) + sum(last) <= width {
      put(first + last)
      return
    }
    // A dialog's own commands are more important than help.
    if !isPane, let item = first.first,
      item.width + Self.ellipsis.width + sum(last) > width
    {
      last.removeAll { $0.command.name == "help" }
    }
    var shown: [Item] = []
    for item in first {
      guard sum(shown) + item.width + Self.ellipsis.width + sum(last) <= width else { break }
      shown.append(item)
    }
    put(shown)
    if shown.count < first.count {
      ellipsisColumn = sum(shown)
      last = last.map { item in
        guard item.command.name == "help" else { return item }
        return Item(command: item.command, key: item.key, words: "more")
      }
    }
    put(last)
  }

  private mutating func put(_ added: [Item]) {
    var column = items.last.map { $0.column + $0.width } ?? 0
    if ellipsisColumn != nil { column += Self.ellipsis.width }
    for var item in added {
      item.column = column
      column += item.width
      items.append(item)
    }
  }

  var line: Line {
    var line = Line()
    for item in items {
      if line.width < item.column { line.append(Self.ellipsis, .footer) }
      line.append(SafeText(" " + item.key.name), .key, bold: true)
      line.append(SafeText(" " + item.words + " "), .footer)
    }
    return line
  }

  func draw(row: Int, width: Int, on screen: inout Screen) {
    line.draw(on: &screen, column: 0, row: row, width: width)
    for item in items {
      screen.addSpot(
        Rect(column: item.column, row: row, columns: item.width, rows: 1), .key(item.key))
    }
  }
}
