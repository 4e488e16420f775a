import TerminalScreen
import Triage

/// The help page: every command with its keys and a sentence, made from the one table of commands.
enum HelpPage {
  private static let sections: [(title: String, context: Command.Context)] = [
    ("in the list of hits", .hits), ("in the event", .event),
    ("before a rule is written", .confirm),
    ("choosing an exception", .proposals), ("choosing fields", .fields), ("in a replay", .replay),
  ]

  static func lines(_ state: State) -> [Line] {
    let width = max(20, state.size.columns - 2)
    var lines: [Line] = []
    if let path = state.sessionPath {
      lines += Line.wrapped(
        "Everything is saved as it is decided, in \(path)", width: width, .muted)
      lines.append(Line(""))
    }
    var shown: Set<String> = []
    for section in sections where section.context != .replay || state.replay != nil {
      let commands = Command.all.filter {
        $0.contexts.contains(section.context) && !shown.contains($0.name)
      }
      shown.formUnion(commands.map(\.name))
      guard !commands.isEmpty else { continue }
      lines.append(Line(SafeText(section.title), .title, bold: true))
      for command in commands { lines += self.lines(command, width: width) }
      lines.append(Line(""))
    }
    lines.append(Line("the first columns of a hit", .title, bold: true))
    lines += Line.wrapped(
      "* marked · T true positive, F false positive, B benign true positive · c has a comment",
      width: width)
    return lines
  }

  private static let keyColumns = 12

  private static func lines(_ command: Command, width: Int) -> [Line] {
    let keys = SafeText(command.keys.map(\.name).joined(separator: " "))
    let text = Line.wrapped(command.help, width: max(10, width - keyColumns))
    return text.enumerated().map { index, line in
      var result = Line(index == 0 ? keys : "", .key, bold: true)
      result.append(SafeText(String(repeating: " ", count: max(1, keyColumns - result.width))))
      for span in line.spans { result.append(span.text) }
      return result
    }
  }
}
