import Foundation
import Sigma
import SourceYAML
import TerminalScreen
import TriageUI

/// Reads the configuration file entry by entry. Mistakes are reported with their place, and the
/// rest applies.
struct ConfigurationReader {
  private var configuration = Configuration()
  private let file: YAMLFile

  static func read(_ file: YAMLFile) -> Configuration {
    var reader = ConfigurationReader(file)
    reader.readEntries()
    return reader.configuration
  }

  private init(_ file: YAMLFile) {
    self.file = file
    configuration.text = file.text
    configuration.diagnostics = file.diagnostics
  }

  private mutating func readEntries() {
    guard let root = file.root, root.scalar?.isNull != true else { return }
    guard let entries = root.mapping else {
      error("the file is not a mapping of settings", at: root, help: "a line such as 'theme: nord'")
      return
    }
    for (key, value) in entries {
      switch key.scalar?.text {
      case "theme": configuration.theme = theme(value)
      case "author": configuration.author = text(value, "a name")
      case "mouse": configuration.mouse = flag(value)
      case "ascii": configuration.ascii = flag(value)
      case "clipboard": configuration.clipboard = choice(value, "way to copy")
      case "columns": configuration.columns = texts(value, "names of fields")
      case "known_fields": configuration.knownFields = texts(value, "names of fields")
      case "geo":
        configuration.geo = texts(value, "paths")?.map { NSString(string: $0).expandingTildeInPath }
      case "keys": readKeys(value)
      case let name?: warning("no setting '\(name)'", at: key, help: advice(for: name))
      case nil: warning("a setting is a word", at: key, help: advice(for: ""))
      }
    }
  }

  /// The probable meaning of an unknown setting.
  private func advice(for name: String) -> String {
    if name == "ambiguous_width" {
      return "it is gone; use 'ascii: true' if the terminal draws é and frames two columns wide"
    }
    return NearestName.advice(for: name, in: Configuration.names)
      ?? "settings are \(Configuration.names.joined(separator: ", "))"
  }

  // MARK: - Values

  private mutating func text(_ node: YAMLNode, _ what: String) -> String? {
    if let text = node.scalar?.text, !text.isEmpty, node.scalar?.isNull != true { return text }
    error("expected \(what)", at: node)
    return nil
  }

  private mutating func texts(_ node: YAMLNode, _ what: String) -> [String]? {
    if let text = node.string { return [text] }
    guard let nodes = node.sequence, !nodes.isEmpty else {
      error("expected a list of \(what)", at: node, help: "such as [eventTime, awsRegion]")
      return nil
    }
    let found = nodes.compactMap { text($0, "a name") }
    return found.count == nodes.count ? found : nil
  }

  private mutating func flag(_ node: YAMLNode) -> Bool? {
    if case .bool(let value) = node.scalar?.resolved { return value }
    error("expected true or false", at: node)
    return nil
  }

  private mutating func theme(_ node: YAMLNode) -> String? {
    guard let name = text(node, "the name of a theme") else { return nil }
    do {
      _ = try ThemeCatalog().theme(named: name)
      return name
    } catch ThemeError.notFound(_, let known) {
      error(
        "no theme '\(name)'", at: node,
        help: NearestName.advice(for: name, in: known)
          ?? "themes are \(known.joined(separator: ", ")), or the path of a file")
    } catch let problem {
      error("\(problem)", at: node)
    }
    return nil
  }

  private mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ node: YAMLNode, _ noun: String
  ) -> Choice? {
    let text = node.scalar?.text ?? ""
    if let value = Choice(rawValue: text) { return value }
    let known = Choice.allCases.map(\.rawValue)
    error(
      "no \(noun) '\(text)'", at: node,
      help: NearestName.advice(for: text, in: known) ?? "one of \(known.joined(separator: ", "))")
    return nil
  }

  // MARK: - Keys

  private mutating func readKeys(_ node: YAMLNode) {
    guard let entries = node.mapping else {
      error(
        "expected a mapping of commands to keys", at: node, help: "such as 'undo: [u, F9]'")
      return
    }
    var places: [String: YAMLNode] = [:]
    for (nameNode, value) in entries {
      let name = nameNode.scalar?.text ?? ""
      guard let command = Command.all.first(where: { $0.name == name }) else {
        error(
          "no command '\(name)'", at: nameNode,
          help: NearestName.advice(for: name, in: Command.all.map(\.name))
            ?? "'trailsift keys' lists them")
        continue
      }
      guard let keys = keys(value, of: command) else { continue }
      places[name] = nameNode
      configuration.keymap.bind(keys, to: name)
    }
    guard hasWaysOut(node) else { return }
    report(configuration.keymap.conflicts, places, node)
  }

  private mutating func keys(_ node: YAMLNode, of command: Command) -> [Key]? {
    let nodes = node.sequence ?? [node]
    var keys: [Key] = []
    for node in nodes {
      let name = node.scalar?.text ?? ""
      guard let key = Key(name: name) else {
        error(
          "no key '\(name)'", at: node,
          help:
            "keys are single characters, ^D, F5, Space, Enter, Tab, Esc, Up, PgDn and so on")
        return nil
      }
      if case .alt = key {
        warning(
          "\(name) can't be used: Alt and a key arrives as Esc and the key", at: node,
          help: "give it a key such as F2 or ^K")
        continue
      }
      keys.append(key)
    }
    guard !keys.isEmpty else {
      if nodes.isEmpty { error("expected a key or a list of keys", at: node) }
      return nil
    }
    if command.worksOnlyInText, keys.allSatisfy({ if case .character = $0 { true } else { false } })
    {
      error(
        "\(command.name) works where characters are typed", at: node,
        help: "give it a key such as F2 or ^K")
      return nil
    }
    return keys
  }

  private mutating func report(
    _ conflicts: [Keymap.Conflict], _ places: [String: YAMLNode], _ node: YAMLNode
  ) {
    for conflict in conflicts {
      switch conflict {
      case .twice(let key, let first, let second):
        error(
          "\(key.name) is given to \(first) already, which keeps it", at: places[second] ?? node,
          help: "give \(second) another key")
      case .withoutKey(let name, let taker):
        warning(
          "\(name) has no key any more: \(taker) took it", at: places[taker] ?? node,
          help: "give \(name) another key; : runs it by its name")
      }
    }
  }

  /// Without a key to quit, the user is stuck: then no key changes.
  private mutating func hasWaysOut(_ node: YAMLNode) -> Bool {
    for command in Command.waysOut where configuration.keymap.keys(of: command).isEmpty {
      error("\(command.name) would have no key left, so all keys stay as they were", at: node)
      configuration.keymap = Keymap()
      return false
    }
    return true
  }

  // MARK: - Telling

  private mutating func error(_ message: String, at node: YAMLNode, help: String? = nil) {
    add(.error, message, node, help)
  }

  private mutating func warning(_ message: String, at node: YAMLNode, help: String? = nil) {
    add(.warning, message, node, help)
  }

  private mutating func add(
    _ severity: Diagnostic.Severity, _ message: String, _ node: YAMLNode, _ help: String?
  ) {
    let isOnOneLine = node.scalar != nil && node.start.line == node.end.line
    configuration.diagnostics.append(
      Diagnostic(
        severity: severity, category: .invalid, file: file.path, position: node.start,
        length: isOnOneLine ? max(1, node.end.column - node.start.column) : 1, message: message,
        advice: help))
  }
}
