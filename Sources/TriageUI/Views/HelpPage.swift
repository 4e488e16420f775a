import TerminalScreen
import Triage

/// The help page: every command with its keys and a sentence, made from the one table of commands.
enum HelpPage {
  static func lines(_ state: State) -> [Line] {
    let width = max(20, state.size.columns - 2)
    var lines: [Line] = []
    if let path = state.sessionPath {
      lines += Line.wrapped(
        "Everything is saved as it is decided, in \(path)", width: width, .muted)
      lines.append(Line(""))
    }
    let table = KeyTable(keymap: state.keymap)
    for section in table.sections {
      lines.append(Line(SafeText(section.title), .title, bold: true))
      for command in section.commands { lines += self.lines(command, state, width: width) }
      lines.append(Line(""))
    }
    lines.append(Line("the first columns of a hit", .title, bold: true))
    lines += Line.wrapped(
      "* marked · T true positive, F false positive, B benign true positive · c has a comment",
      width: width)
    return lines
  }

  private static let keyColumns = 12

  private static func lines(
    _ command: Command, _ state: State, width: Int
  ) -> [Line] {
    let keys = SafeText(state.keymap.keys(of: command).map(\.name).joined(separator: " "))
    let text = Line.wrapped(command.help, width: max(10, width - keyColumns))
    return text.enumerated().map { index, line in
      var result = Line(index == 0 ? keys : "", .key, bold: true)
      result.append(SafeText(String(repeating: " ", count: max(1, keyColumns - result.width))))
      for span in line.spans { result.append(span.text) }
      return result
    }
  }
}
