import Basics

// Keys as people write them: in the footer, the help page, the config file and the journal.

extension Key {
  private static let named: [(key: Key, name: String, others: [String])] = [
    (.character(" "), "Space", []), (.enter, "Enter", ["Return"]), (.tab, "Tab", []),
    (.backtab, "S-Tab", ["Shift-Tab", "BackTab"]), (.escape, "Esc", ["Escape"]),
    (.backspace, "Backspace", ["BS"]), (.delete, "Del", ["Delete"]), (.insert, "Ins", ["Insert"]),
    (.up, "Up", ["↑"]), (.down, "Down", ["↓"]), (.left, "Left", ["←"]), (.right, "Right", ["→"]),
    (.home, "Home", []), (.end, "End", []), (.pageUp, "PgUp", ["PageUp"]),
    (.pageDown, "PgDn", ["PageDown", "PgDown"]),
  ]

  private static let functionKeys = 1...63

  /// The key of a name: a single character, `^D` (or `C-d`, `Ctrl-d`), `M-x` (`Alt-x`), `F5`, or a
  /// word such as `PgUp` in any case. Nil for anything else, and for mouse events, which have no
  /// name.
  public init?(name: String) {
    if name.count == 1, let character = name.first, !Key.isHidden(character) {
      let arrow = Key.named.first { $0.others.contains(name) }
      self = arrow?.key ?? .character(character)
      return
    }
    if let entry = Key.named.first(where: { entry in
      ([entry.name] + entry.others).contains { $0.lowercased() == name.lowercased() }
    }) {
      self = entry.key
    } else if let character = Key.rest(of: name, after: ["^", "C-", "Ctrl-"]) {
      let code = Character(character.lowercased())
      guard let key = Key.control(named: code) else { return nil }
      self = key
    } else if let character = Key.rest(of: name, after: ["M-", "Alt-"]) {
      self = .alt(character)
    } else if let first = name.first, first == "F" || first == "f",
      let number = Int(name.dropFirst()), Key.functionKeys.contains(number)
    {
      self = .function(number)
    } else {
      return nil
    }
  }

  /// The name that `init(name:)` reads, except for a mouse event.
  public var name: String {
    switch self {
    case .control(let character): return "^" + character.uppercased()
    case .alt(let character): return "M-" + (character == " " ? "Space" : String(character))
    case .function(let number): return "F\(number)"
    case .mouse(let event): return "Mouse\(event.button)"
    default: break
    }
    if let entry = Key.named.first(where: { $0.key == self }) { return entry.name }
    if case .character(let character) = self { return String(character) }
    return ""
  }

  private static func rest(of name: String, after prefixes: [String]) -> Character? {
    for prefix in prefixes where name.begins(with: prefix) {
      let rest = name.dropFirst(prefix.count)
      if rest.lowercased() == "space" { return " " }
      return rest.count == 1 ? rest.first.flatMap { isHidden($0) ? nil : $0 } : nil
    }
    return nil
  }

  private static func isHidden(_ character: Character) -> Bool {
    SafeText(String(character)).text != String(character)
  }

  /// Some control characters are separate keys: a terminal sends ^I for Tab.
  private static func control(named character: Character) -> Key? {
    switch character {
    case "i": return .tab
    case "m", "j": return .enter
    case "[": return .escape
    case "h", "?": return .backspace
    case " ", "@": return .control("@")
    case "a"..."z", "\\", "]", "^", "_": return .control(character)
    default: return nil
    }
  }
}
