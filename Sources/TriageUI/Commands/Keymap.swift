import Basics
import TerminalScreen

/// The keys of commands: the default ones, or the user's own.
///
///     keymap.bind([.character("f"), .function(2)], to: "markFalsePositive")
///     keymap.keys(of: .markFalsePositive)      // f, F2
///     keymap.keys(of: .undo)                   // u, as in the table
///
/// A key that the user gives to a command is taken from other commands in the same context.
public struct Keymap: Sendable, Hashable {
  private var own: [String: [Key]] = [:]

  public init() {}

  /// Gives a command these keys instead of its own.
  public mutating func bind(_ keys: [Key], to name: String) { own[name] = keys }

  public func keys(of command: Command) -> [Key] {
    if let keys = own[command.name] { return keys }
    guard !own.isEmpty else { return command.keys }
    return command.keys.filter { key in
      !Command.all.contains { other in
        own[other.name]?.contains(key) == true && !other.contexts.isDisjoint(with: command.contexts)
      }
    }
  }

  /// The command's sentence, with the keys that the user has: `{undo}` in it is the key of that command.
  public func help(of command: Command) -> String {
    let pieces = command.help.pieces(at: "{")
    return pieces.dropFirst().reduce(String(pieces[0])) { text, piece in
      guard let (name, rest) = piece.cut(at: "}") else { return text + "{" + piece }
      let key = Command.all.first { $0.name == name }.map(keyName)
      return text + (key ?? String(name)) + rest
    }
  }

  /// `a`, `^D`, `PgUp`: the first key; empty if the command has none left.
  public func keyName(of command: Command) -> String { keys(of: command).first?.name ?? "" }
}

extension State {
  /// The key of a command, for sentences: `z lists them`.
  func key(_ command: Command) -> String { settings.keymap.keyName(of: command) }
}

extension Key {
  /// Whether it works where characters are typed.
  var isNoText: Bool { if case .character = self { false } else { true } }
}

extension Command {
  /// Whether it works only where characters are typed.
  public var worksOnlyInText: Bool { contexts.allSatisfy(\.isText) }

  /// Commands that must keep a key, so that the user can leave.
  public static let waysOut: [Command] = [.quit, .closeDialog, .closePage, .leaveText]
}

extension Keymap {
  /// Problems of keys that are given twice, or of commands without keys.
  public enum Conflict: Sendable, Hashable {
    /// Two commands got the same key in a place where both work; the first one keeps it.
    case twice(Key, first: String, second: String)
    /// A command lost its last key to another one.
    case withoutKey(String, takenBy: String)
  }

  public var conflicts: [Conflict] {
    guard !own.isEmpty else { return [] }
    var found: [Conflict] = []
    for (place, second) in Command.all.enumerated() {
      guard let keys = own[second.name] else {
        if keys(of: second).isEmpty, let key = second.keys.first {
          let taker = Command.all.first { own[$0.name]?.contains(key) == true }
          found.append(.withoutKey(second.name, takenBy: taker?.name ?? ""))
        }
        continue
      }
      for first in Command.all[..<place] where !first.contexts.isDisjoint(with: second.contexts) {
        guard let others = own[first.name] else { continue }
        found += keys.filter(others.contains).map {
          .twice($0, first: first.name, second: second.name)
        }
      }
    }
    return found
  }
}
