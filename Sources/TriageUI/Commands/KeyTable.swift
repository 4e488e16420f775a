import TerminalScreen

/// All commands with their keys, by the place where they work: what `trailsift keys` prints and the
/// help page searches.
///
///     in the list and the event
///       a          allowRegion        Allow the hit's region: shows what …
///       f          markFalsePositive  False positive: proposes exceptions …
public struct KeyTable: Sendable {
  public struct Section: Sendable {
    public let title: String
    public let commands: [Command]
  }

  public let sections: [Section]
  public let keymap: Keymap

  /// Each command is listed once, in its first section.
  public init(keymap: Keymap = Keymap()) {
    self.keymap = keymap
    var rest = Command.all
    func take(_ isIn: (Command) -> Bool) -> [Command] {
      let taken = rest.filter(isIn)
      rest.removeAll(where: isIn)
      return taken
    }
    let everywhere = Section(
      title: "everywhere", commands: take { $0.contexts == .everywhere })
    let panes = Section(
      title: "in the list and the event", commands: take { $0.contexts.isSuperset(of: .panes) })
    let others = Command.Context.allCases.map { context in
      Section(title: context.title, commands: take { $0.contexts.contains(context) })
    }
    sections = ([panes] + others + [everywhere]).filter { !$0.commands.isEmpty }
  }

  private func keys(_ command: Command) -> String {
    keymap.keys(of: command).map(\.name).joined(separator: " ")
  }
}

extension KeyTable {
  /// Lines for people.
  public var text: String {
    let commands = sections.flatMap(\.commands)
    let keyColumns = commands.map { SafeText(keys($0)).width }.max() ?? 0
    let nameColumns = commands.map(\.name.count).max() ?? 0
    return sections.map { section in
      section.title + "\n"
        + section.commands.map { command in
          "  " + SafeText(keys(command)).padded(to: keyColumns).text + "  "
            + SafeText(command.name).padded(to: nameColumns).text + "  " + keymap.help(of: command)
            + "\n"
        }.joined()
    }.joined(separator: "\n")
  }

  /// Markdown tables, one for each place.
  public var markdown: String {
    sections.map { section in
      "| \(section.title) | |\n|---|---|\n"
        + section.commands.map { command in
          let keys = keymap.keys(of: command).map { Self.code($0.name) }.joined(separator: " ")
          return "| \(keys) | \(Self.escaped(keymap.help(of: command))) |\n"
        }.joined()
    }.joined(separator: "\n")
  }

  private static func code(_ key: String) -> String {
    switch key {
    case "`": "`` ` ``"
    case "|": "`\\|`"
    default: "`\(key)`"
    }
  }

  private static func escaped(_ text: String) -> String {
    text.map { "|*_<".contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  /// One command as programs read it.
  public struct Entry: Codable, Sendable, Hashable {
    public let name: String
    public let keys: [String]
    public let help: String
    public let contexts: [String]
  }

  public var entries: [Entry] {
    sections.flatMap(\.commands).map { command in
      Entry(
        name: command.name, keys: keymap.keys(of: command).map(\.name),
        help: keymap.help(of: command),
        contexts: Command.Context.allCases.filter(command.contexts.contains).map { "\($0)" })
    }
  }
}
