import Sigma
import SourceYAML
import TerminalScreen
import WorkbenchRuntime

extension Console {
  /// Prints a problem with its line of text and a caret below it, by the widths of this screen.
  static func say(_ diagnostic: Diagnostic, in text: String) {
    say(diagnostic.rendered(source: text, columns: { SafeText($0).width }))
  }
}

extension Configuration {
  /// Prints all problems with their lines.
  func complain() {
    for diagnostic in diagnostics { Console.say(diagnostic, in: text) }
  }
}
