import Sessions
import TerminalScreen

/// How the user has set the workbench up, for this session or for every one.
public struct Settings: Sendable {
  /// The user's own keys.
  public var keymap = Keymap()
  /// The names of the themes that there are, and the one that is shown.
  public var themes: [String] = []
  public var theme = Theme.terminal.slug
  /// Whether the mouse is asked of the terminal.
  public var isMouseOn = false
  /// Filters that were typed, in this session and before it, the newest first.
  public var filterHistory: [String] = []
  /// What times back from now in filters (`after:24h`) are counted from.
  public var clock = SessionClock(fixedAt: 0)
  /// Whether secrets in events are shown and copied as they are.
  var showsSecrets = false
  /// Whether the cursor stays where it is after a verdict.
  var staysAfterVerdict = false
}
