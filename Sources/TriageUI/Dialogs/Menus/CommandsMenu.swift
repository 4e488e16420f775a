import Basics
import TerminalScreen

/// Finding commands by word or key: the help page and the palette.
///
///     : under▏
///     undo          u     Takes the last decision back …
///     markRange     v     not here: there is no hit here
///
/// The surface behind it stays: a command runs as if its key had been pressed there.
struct CommandsMenu: MenuContent {
  enum Kind: Sendable, Hashable {
    /// The whole body, each command with its description.
    case help
    /// A box with a line for a name.
    case palette
  }

  let kind: Kind
  private(set) var text = TextInput()

  init(_ kind: Kind) { self.kind = kind }

  let context = Command.Context.commands

  var input: TextInput? {
    get { text }
    set { text = newValue ?? TextInput() }
  }

  func rowCount(in state: State) -> Int { rows(state).count }

  /// Enter: runs the command as if its key had been pressed on the surface behind.
  func choose(_ row: Int, _ state: inout State) -> [Effect] {
    let row = rows(state)[row]
    if case .unavailable(let reason) = row.availability {
      state.notice = .refused(reason)
      return []
    }
    state.surfaces.pop()
    return row.command.perform(&state)
  }

  func completion(of row: Int, in state: State) -> String? { rows(state)[row].command.name }

  struct Row: Sendable {
    let command: Command
    let availability: Command.Availability
    /// Whether to show why it does not work; for commands of other places the heading says it.
    var saysWhy = true
    /// The heading above it, on the first row of a section.
    var section: String?
  }

  /// The matching commands; without a text all, those that work on the surface behind first.
  func rows(_ state: State) -> [Row] {
    var before = state
    before.surfaces.pop()
    let here = Command.contexts(of: before)
    func row(_ command: Command) -> Row {
      let availability =
        command.contexts.isDisjoint(with: here)
        ? .unavailable(because: "works only " + Self.places(of: command))
        : command.availability(before)
      return Row(command: command, availability: availability)
    }
    let query = text.text
    guard !query.trimmed.isEmpty else {
      return sections(here, state.settings.keymap).flatMap { title, commands in
        commands.enumerated().map { index, command in
          var row = row(command)
          if index == 0 { row.section = title }
          row.saysWhy = title == Self.hereTitle
          return row
        }
      }
    }
    // Among the matches, those that can run come first.
    let found = CommandMatch.best(for: query, among: listed, state.settings.keymap)
    return
      (found.filter { !$0.contexts.isDisjoint(with: here) }
      + found.filter { $0.contexts.isDisjoint(with: here) }).map(row)
  }

  /// Without the palette itself.
  private var listed: [Command] {
    Command.all.filter { !$0.contexts.subtracting([.commands]).isEmpty }
  }

  private func sections(
    _ here: Set<Command.Context>, _ keymap: Keymap
  ) -> [(title: String, commands: [Command])] {
    let works = listed.filter { !$0.contexts.isDisjoint(with: here) }
    let names = Set(works.map(\.name))
    let rest = KeyTable(keymap: keymap).sections.map { section in
      (
        title: section.title,
        commands: section.commands.filter { command in
          !names.contains(command.name) && listed.contains { $0.name == command.name }
        }
      )
    }
    return ([(title: Self.hereTitle, commands: works)] + rest).filter { !$0.commands.isEmpty }
  }

  private static let hereTitle = "here"

  private static func places(of command: Command) -> String {
    Command.Context.allCases.filter(command.contexts.contains).prefix(2).map(\.title)
      .joined(separator: " or ")
  }
}
