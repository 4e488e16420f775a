import TerminalScreen
import TriageUI

/// The display of a workbench: a terminal, or none.
protocol Display: AnyObject {
  /// Carries out an effect, and returns messages to handle before the next key.
  func perform(_ effect: Effect.Terminal) -> [Message]
}

/// No display: callers draw the state if they need a screen.
final class NoDisplay: Display {
  private(set) var theme: Theme

  init(_ theme: Theme) { self.theme = theme }

  func perform(_ effect: Effect.Terminal) -> [Message] {
    switch effect {
    case .useTheme(let name):
      do {
        theme = try ThemeCatalog().theme(named: name)
        return [.settings(.themeChanged(theme.slug))]
      } catch {
        return [.refused("\(error)")]
      }
    // There is neither a terminal nor a clipboard.
    case .copy, .copyThroughTerminal, .edit, .redraw, .suspend: return []
    }
  }
}
