import TerminalScreen
import TriageUI

/// What a workbench is shown on: the terminal of a person, or nothing.
protocol Display: AnyObject {
  /// Carries out an effect, and returns what is to be known before the next key.
  func perform(_ effect: Effect.Terminal) -> [Message]
}

/// No display: whoever wants a screen draws the state.
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
    case .copy, .copyThroughTerminal, .redraw, .suspend: return []
    }
  }
}
