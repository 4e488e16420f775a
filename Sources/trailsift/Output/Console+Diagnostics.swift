import Sigma
import SourceYAML
import TerminalScreen
import WorkbenchRuntime

extension Console {
  /// Tells what is wrong with a rule, with the line of its text and a caret where it stands on this screen.
  static func say(_ diagnostic: Diagnostic, in text: String) {
    say(diagnostic.rendered(source: text, columns: { SafeText($0).width }))
  }
}

extension Configuration {
  /// Says all that is wrong in it, with the lines.
  func complain() {
    for diagnostic in diagnostics { Console.say(diagnostic, in: text) }
  }
}
