import Foundation
import NcursesTerminal
import TerminalScreen
import TriageUI

/// A display on a terminal, with the desktop's clipboard.
final class TerminalDisplay: Display {
  let terminal: Terminal
  let themes = ThemeCatalog()
  private let clipboard: Clipboard
  private let mailbox: Mailbox

  init(_ terminal: Terminal, clipboard: ClipboardChoice, _ mailbox: Mailbox) {
    self.terminal = terminal
    self.mailbox = mailbox
    self.clipboard = Clipboard(
      choice: clipboard, environment: ProcessInfo.processInfo.environment, mailbox: mailbox)
  }

  /// Keeps the terminal's modes in line with the state.
  @discardableResult
  func draw(_ state: State) -> Screen {
    let isMouseOn = state.settings.isMouseOn
    if terminal.isMouseOn != isMouseOn { terminal.isMouseOn = isMouseOn }
    let screen = state.view()
    terminal.draw(screen)
    return screen
  }

  func perform(_ effect: Effect.Terminal) -> [Message] {
    switch effect {
    case .redraw: terminal.redraw()
    case .suspend: terminal.suspend()
    case .edit(let file, let line, let path): return edit(file, line: line, path)
    case .copy(let text): clipboard.copy(text)
    // By the mailbox, so that it is drawn in the next turn, not with the next key.
    case .copyThroughTerminal(let text):
      mailbox.post(.copy(.done(clipboard.copy(text, through: terminal))))
    case .useTheme(let name): return [use(theme: name)]
    }
    return []
  }

  /// Lends the terminal to the user's editor.
  private func edit(_ file: String, line: Int, _ path: String) -> [Message] {
    let editor = Editor(environment: ProcessInfo.processInfo.environment)
    let problem = terminal.lend { editor.open(file, line: line, input: $0, output: $1) }
    let edited = Message.session(.edited(path))
    return problem.map { [edited, .refused($0)] } ?? [edited]
  }

  /// Shows another theme, or reports why it can't.
  private func use(theme name: String) -> Message {
    do {
      terminal.theme = try themes.theme(named: name)
      return .settings(.themeChanged(terminal.theme.slug))
    } catch {
      return .refused("\(error)")
    }
  }
}
