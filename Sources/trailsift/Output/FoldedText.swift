import Basics
import TerminalScreen

extension SafeText {
  /// The text in lines of at most `columns`, folded at spaces if possible. At least one line.
  ///
  ///     "none of CreateUser, DeleteUser" in 16 columns      "none of", "  CreateUser,", "  DeleteUser"
  ///
  /// - Parameter hanging: the indentation of each line except the first.
  func folded(columns: Int, hanging: SafeText) -> [SafeText] {
    var lines: [SafeText] = []
    var rest = self
    var before = SafeText.empty
    // Each line makes progress, however narrow the terminal is.
    var room = max(Self.leastColumns, columns)
    while rest.width > room {
      let most = rest.prefix(columns: room + 1)
      var line = rest.prefix(columns: room)
      if let head = most.text.cut(atLast: " ")?.before, !head.isEmpty {
        line = SafeText(head)
        rest = rest.dropping(columns: line.width + 1)
      } else {
        rest = rest.dropping(columns: line.width)
      }
      lines.append(before + line)
      before = hanging
      room = max(Self.leastColumns, columns - hanging.width)
    }
    if !rest.isEmpty || lines.isEmpty { lines.append(before + rest) }
    return lines
  }

  private static let leastColumns = 30
}
